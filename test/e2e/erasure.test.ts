import { randomUUID } from 'node:crypto';
import { paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { tableNames, tables } from '../../lib/tables.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, invoke, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const erased = { contact: {}, shippingAddress: { name: '(erased)', country: 'GB' } };

const erase = async (json: unknown) =>
  call('POST', '/operations/erasures', {
    token: await accessToken('back-office', 'orders:staff'),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });

describe('the erasure of personal data', () => {
  it('is asked for by the customer’s name at the storefront; their orders stay, without them', async () => {
    const customerId = `customer-${randomUUID()}`;
    const sku = await onSale({ stock: 10 });
    const [sold, refused] = [
      await accepted(anOrderOf(sku, { customerId })),
      await accepted(anOrderOf(sku, { customerId, payment: { provider: 'sandbox', token: 'sandbox-declined' } })),
    ];
    const { total } = await ended(sold);
    expect((await ended(refused)).status).toBe('REJECTED');
    await eventually('both in the list of the customer', async () => {
      const { body } = await call('GET', `/orders?customerId=${customerId}`);
      return (body.orders as readonly unknown[]).length === 2;
    });

    const customer = { storefront: 'storefront-a', customerId };
    expect((await erase({ customer })).body).toEqual({
      erased: [refused],
      left: [{ orderId: sold, reason: 'NOT_SHIPPED' }],
      complete: true,
    });
    expect((await erase({ customer, unshipped: true })).body).toMatchObject({
      erased: [sold],
      left: [],
      complete: true,
    });

    for (const id of [sold, refused]) {
      const { body } = await call('GET', `/orders/${id}`);
      expect(body).toMatchObject(erased);
      expect(JSON.stringify(body)).not.toContain(customerId);
    }
    expect((await call('GET', `/orders/${sold}`)).body).toMatchObject({ status: 'CONFIRMED', total });
    await eventually('nothing in the list of the customer', async () => {
      const { body } = await call('GET', `/orders?customerId=${customerId}`);
      return (body.orders as readonly unknown[]).length === 0;
    });
  });

  it('is asked for by an e-mail address, at whatever storefront', async () => {
    const email = `${randomUUID()}@customer.example`;
    const id = await accepted(
      anOrderOf(await onSale(), { contact: { email }, payment: { provider: 'sandbox', token: 'sandbox-declined' } }),
    );
    expect((await ended(id)).status).toBe('REJECTED');
    await eventually('its data erased', async () => {
      const { status, body } = await erase({ email });
      expect(status).toBe(200);
      return (body.erased as readonly string[]).includes(id);
    });
    expect((await call('GET', `/orders/${id}`)).body).toMatchObject(erased);
  });

  it('leaves nothing of the customer in any table, but what is forgotten in a while', async () => {
    const [name, email] = [`Ada ${randomUUID()}`, `${randomUUID()}@customer.example`];
    const order = anOrderOf(await onSale(), {
      contact: { email },
      shippingAddress: { ...exampleOrder.shippingAddress, name },
      payment: { provider: 'sandbox', token: 'sandbox-declined' },
    });
    const id = await accepted(order);
    expect((await ended(id)).status).toBe('REJECTED');
    const write = async (path: string, body: object) =>
      call('POST', path, {
        token: await accessToken('back-office', 'orders:staff'),
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(body),
      });
    const noted = await write(`/operations/orders/${id}/notes`, { text: `${name} called, from ${email}` });
    const asked = await write('/operations/tickets', { orderId: id, subject: name, text: `Write to ${email}.` });
    expect([noted.status, asked.status]).toEqual([201, 201]);
    const holding = () => tablesWith([name, email]);
    expect(await holding()).toEqual(expect.arrayContaining(['OrdersTable', 'OrderNotesTable', 'TicketsTable']));

    await eventually('its data erased', async () => {
      const { body } = await erase({ email });
      return (body.erased as readonly string[]).includes(id);
    });

    const forgotten = tableNames.filter((table) => tables[table].personal === 'forgotten');
    const left = (await holding()).filter((output) => !forgotten.some((table) => outputOf(table) === output));
    expect(left).toEqual([]);
  });

  it('happens by itself once an order is older than it is kept', async () => {
    const sku = await onSale({ stock: 10 });
    const id = await accepted(anOrderOf(sku));
    await ended(id);
    await documents.send(
      new UpdateCommand({
        TableName: outputs.OrdersTable,
        Key: { pk: `ORDER#${id}`, sk: 'CONTENT#000' },
        UpdateExpression: 'SET createdAt = :long',
        ExpressionAttributeValues: { ':long': '2019-01-01T00:00:00.000Z' },
      }),
    );

    // A pass may be under way, or just over.
    await eventually('the order to be erased', async () => {
      await documents.send(
        new UpdateCommand({
          TableName: outputs.OrdersTable,
          Key: { pk: 'ERASING#old', sk: 'PASS' },
          UpdateExpression: 'SET begunAt = :long REMOVE #from',
          ExpressionAttributeNames: { '#from': 'from' },
          ExpressionAttributeValues: { ':long': '2019-01-01T00:00:00.000Z' },
        }),
      );
      expect((await invoke('EraseOldFunction')).error).toBeUndefined();
      const { contact } = (await call('GET', `/orders/${id}`)).body;
      return JSON.stringify(contact) === '{}';
    });
    expect((await call('GET', `/orders/${id}`)).body).toMatchObject(erased);
  });
});

/** The output that names a table: `stockMovements` → `StockMovementsTable`. */
const outputOf = (table: string) => `${table.charAt(0).toUpperCase()}${table.slice(1)}Table`;

/** The tables, by their outputs, in which one of these texts stands. */
async function tablesWith(texts: readonly string[]): Promise<readonly string[]> {
  const found = tableNames.map(outputOf).map(async (output) => {
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: outputs[output] })) {
      const written = JSON.stringify(Items);
      if (texts.some((text) => written.includes(text))) return [output];
    }
    return [];
  });
  return (await Promise.all(found)).flat();
}
