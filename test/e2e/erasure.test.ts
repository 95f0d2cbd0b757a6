import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
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
