import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { signIn } from '../../local/identity/sign-in.ts';
import { anyNumber, control, scanned } from './carriers.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { invoke } from './cloud.ts';
import { eventually } from './eventually.ts';
import { aPhone, emailsTo } from './mailbox.ts';
import { accessToken, call, submit, visit } from './storefront.ts';

const { issuer } = inject('service');

/** As staff do. */
async function staff(method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const token = await accessToken('back-office', 'orders:staff');
  return call(method, path, { token, headers, body: JSON.stringify(body) });
}

/** An order that was shipped with a carrier, and its page. */
async function shipped(label: object) {
  const email = `${randomUUID()}@customer.example`;
  const { body } = await submit(anOrderOf(await onSale(), { contact: { email, phone: aPhone() } }));
  const path = `/orders/${body.id}`;
  const read = async () => (await call('GET', path, { token: await accessToken() })).body;
  await eventually('its confirmation', async () => (await read()).status === 'CONFIRMED');
  const answer = await staff('POST', `${path}/shipments`, label);
  expect(answer).toMatchObject({ status: 200, body: { status: 'SHIPPED', shipments: [label] } });
  const [{ id: shipmentId }] = answer.body.shipments as [{ id: string }];
  const page = async () => (await visit(String(body.statusUrl))).text();
  return { path, read, email, shipmentId, page };
}

/** Waits until a page says this; what may not be asked at once is asked by the clock. */
const saying = (page: () => Promise<string>, words: string) =>
  eventually(`the page to say ${words}`, async () => {
    await invoke('AskAboutDueParcelsFunction');
    return (await page()).includes(words);
  });

describe.concurrent('a parcel', () => {
  it('moves on the page of its order by the webhooks of EasyPost, and its customer is told once', async () => {
    const trackingNumber = anyNumber();
    const { read, email, page } = await shipped({ carrier: 'UPS', service: 'Ground', trackingNumber });

    await scanned('easypost', trackingNumber, 'IN_TRANSIT', 'Leeds');
    await saying(page, 'Parcel IN_TRANSIT, Leeds');
    await scanned('easypost', trackingNumber, 'DELIVERED');
    await saying(page, 'Your order was delivered');
    await control('notify', { number: trackingNumber, times: 3 });
    await control('notify', { number: trackingNumber, forge: 'signature' });

    expect(await page()).toContain(`https://www.ups.com/track?tracknum=${trackingNumber}`);
    const order = await read();
    expect(order).toMatchObject({ deliveredAt: expect.any(String), shipments: [{ parcel: { state: 'DELIVERED' } }] });
    const events = (order.timeline as { event: string }[]).map(({ event }) => event);
    expect(events.filter((event) => event.startsWith('SHIPMENT_'))).toEqual([
      'SHIPMENT_IN_TRANSIT',
      'SHIPMENT_DELIVERED',
    ]);
    const told = await eventually('the mail about the delivery', async () => {
      const mails = (await emailsTo(email)).filter(({ subject }) => subject.includes('was delivered'));
      return mails.length > 0 && mails;
    });
    expect(told).toHaveLength(1);
  });

  it('moves by the callbacks of Kuaidi100, of a carrier that it alone follows', async () => {
    const trackingNumber = anyNumber();
    const { read } = await shipped({ carrier: '顺丰速运', trackingNumber });

    await scanned('kuaidi100', trackingNumber, 'OUT_FOR_DELIVERY', '杭州');

    await eventually('the parcel to be out for delivery', async () => {
      const [shipment] = (await read()).shipments as [{ parcel?: { state: string } }];
      return shipment.parcel?.state === 'OUT_FOR_DELIVERY';
    });
  });

  it('that its carrier has lost is a ticket of the shop’s team, one however often that is said', async () => {
    const trackingNumber = anyNumber();
    const { path, shipmentId, page } = await shipped({ carrier: 'UPS', trackingNumber });
    await scanned('easypost', trackingNumber, 'LOST');
    await saying(page, 'Lost');
    await staff('POST', `${path}/shipments/${shipmentId}/state`, { state: 'LOST' });

    const { accessToken: token } = await signIn(issuer, 'susan');
    const [ticket, ...others] = await eventually('the ticket', async () => {
      const { body } = await call('GET', `/operations/tickets?orderId=${path.split('/').at(-1)}`, { token });
      const tickets = body.tickets as readonly object[];
      return tickets.length > 0 && tickets;
    });
    expect(ticket).toMatchObject({ channel: 'SERVICE', state: 'OPEN', severity: 'HIGH' });
    expect(others).toEqual([]);
  });

  it('of a carrier that nobody follows moves as staff say; its number is corrected', async () => {
    const { path, shipmentId, page } = await shipped({ carrier: 'Bicycle', trackingNumber: '7' });
    const shipment = `${path}/shipments/${shipmentId}`;

    const moved = await staff('POST', `${shipment}/state`, { state: 'ATTEMPT_FAILED', message: 'Nobody was there' });
    expect(moved).toMatchObject({ status: 200, body: { shipments: [{ parcel: { state: 'ATTEMPT_FAILED' } }] } });
    await saying(page, 'Nobody was there');

    expect(await staff('PATCH', shipment, { trackingNumber: null })).toMatchObject({
      status: 200,
      body: { shipments: [{ carrier: 'Bicycle' }] },
    });
    expect(await staff('PATCH', shipment, { trackingNumber: '' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/trackingNumber' }] },
    });
    expect(await staff('POST', `${shipment}/state`, { state: 'EATEN' })).toMatchObject({ status: 422 });
  });
});
