import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { runStep } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { accessToken, call, ended, submit, visit } from './storefront.ts';

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.concurrent('a promised delivery', () => {
  it('is told of as the order is confirmed, moved by staff, said late by the clock, and waited for from the page', async () => {
    const sku = await onSale();
    const email = `${randomUUID()}@customer.example`;
    const { body } = await submit(anOrderOf(sku, { contact: { email } }));
    const [orderId, statusUrl] = [String(body.id), String(body.statusUrl)];
    expect(body.expected).toMatchObject({ shipBy: expect.any(String), warehouseZone: 'Europe/London' });
    const { deliverFrom, deliverBy } = body.expected as { deliverFrom: string; deliverBy: string };
    const foreseen = { earliestDay: deliverFrom, latestDay: deliverBy };
    expect(body.arrival).toEqual(foreseen);
    await ended(orderId);
    expect((await call('GET', `/orders/${orderId}`)).body.arrival).toMatchObject(foreseen);
    expect((await mailOf(email, 'is confirmed')).text).toContain('Expected delivery: ');
    expect(await pageOf(statusUrl)).toMatch(/Expected delivery[\s\S]*How often is this right\?/);

    const token = await accessToken('back-office', 'orders:staff');
    const days = { shipBy: dayFromNow(-2), deliverFrom: dayFromNow(19), deliverBy: dayFromNow(20) };
    const change = { token, headers: { 'content-type': 'application/json' }, body: JSON.stringify(days) };
    expect((await call('PUT', `/orders/${orderId}/expected-delivery`, change)).status).toBe(204);
    const late = await eventually('that it is said late', async () => {
      // What the schedule does every two minutes.
      expect(await runStep('LookAfterDeliveriesFunction', {})).toBeUndefined();
      const { reschedulings = [] } = (await call('GET', `/orders/${orderId}`)).body as { reschedulings?: object[] };
      return reschedulings.length > 1 && reschedulings;
    });
    expect(late).toMatchObject([{ reason: 'SHOP', deliverBy: days.deliverBy }, { reason: 'NOT_SHIPPED' }]);
    await mailOf(email, 'later than we said');

    expect(await pageOf(statusUrl)).toContain('I will wait');
    const waited = await visit(`${statusUrl}/wait`, { method: 'POST', redirect: 'manual' });
    expect(waited.status).toBe(303);
    expect(await pageOf(statusUrl)).toContain('Thank you for waiting.');
    expect((await call('GET', `/orders/${orderId}`)).body.timeline).toContainEqual(
      expect.objectContaining({ event: 'DELAY_ACCEPTED' }),
    );
    expect((await call('GET', '/operations/carrier-scorecard', { token })).status).toBe(200);
  });
});

function mailOf(email: string, subject: string) {
  return eventually(`the mail that it ${subject}`, async () =>
    (await emailsTo(email)).find((mail) => mail.subject.includes(subject)),
  );
}

async function pageOf(statusUrl: string): Promise<string> {
  return (await visit(statusUrl)).text();
}
