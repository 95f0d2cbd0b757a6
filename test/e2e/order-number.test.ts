import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { formerOrderId } from '../../lambdas/orders/order-id.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, execution, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { accepted, accessToken, call, ended, submit } from './storefront.ts';

const { dataFolder } = inject('service');
const ops = (...args: readonly string[]) =>
  promisify(execFile)('node', ['bin/ops.ts', ...args, '--data', dataFolder]).then(
    ({ stdout }) => stdout,
    // Nothing found is exit code 1.
    ({ stdout }) => String(stdout),
  );

/** What staff find who type this. */
async function found(said: string, client: 'storefront-a' | 'storefront-b' | 'back-office' = 'back-office') {
  const scope = client === 'back-office' ? 'orders:staff orders:read' : undefined;
  const { status, body } = await call('GET', `/orders?number=${encodeURIComponent(said)}`, {
    token: await accessToken(client, scope),
  });
  return status === 200 ? (body.orders as { id: string }[]).map(({ id }) => id) : body.detail;
}

describe('the number of an order', () => {
  it('stands in the answer and in the mail, and finds the order as the customer says it', async () => {
    const email = `${randomUUID()}@customer.example`;
    const { body } = await submit(anOrderOf(await onSale(), { contact: { email } }));
    const { id, number } = body as { id: string; number: string };
    await execution(id);

    expect((await emailsTo(email)).map(({ subject }) => subject)).toEqual([expect.stringContaining(` ${number} `)]);
    for (const said of [number, number.toLowerCase().replaceAll('-', ' '), number.replaceAll('0', 'O')]) {
      expect(await found(said)).toEqual([id]);
    }
    expect(await found(number, 'storefront-a')).toEqual([id]);
    expect(await found(number, 'storefront-b')).toEqual([]);
    const wrong = (number.startsWith('A') ? 'C' : 'A') + number.slice(1);
    expect(await found(wrong)).toContain('A character of the number is wrong');
  });

  it('may be the storefront’s own: one order’s, which it finds', async () => {
    const own = `W-${randomUUID().slice(0, 8)}`;
    const order = anOrderOf(await onSale(), { number: own });
    const key = randomUUID();
    const orderId = await accepted(order, key);

    expect(await accepted(order, key)).toBe(orderId);
    expect(await submit(order)).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/number' }] } });
    expect(await found(own.toUpperCase())).toEqual([orderId]);
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', number: own });
  });
});

describe('an order that release 0.2 took and did not start', () => {
  it('is met by the repeat of its request, goes its way under its reference, and is found by it', async () => {
    const key = randomUUID();
    const email = `${randomUUID()}@customer.example`;
    const order = anOrderOf(await onSale(), { contact: { email } });
    const orderId = await writtenBefore(await accepted(order, key), key);

    expect(await accepted(order, key)).toBe(orderId);

    const reference = orderId.slice(0, 8).toUpperCase();
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', number: reference });
    await execution(orderId);
    const mails = (await emailsTo(email)).filter(({ subject }) => subject.includes(reference));
    expect(mails).toHaveLength(1);
    expect(await found(reference)).toContain('npm run ops -- find');
    await eventually('the order in the index', async () =>
      (await ops('find', reference.toLowerCase())).includes(orderId),
    );
  });
});

/** Puts what stands of an order, once it has ended, as release 0.2 would have left it before its start. */
async function writtenBefore(id: string, idempotencyKey: string): Promise<string> {
  await execution(id);
  const orderId = formerOrderId({ storefront: 'storefront-a', idempotencyKey });
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: outputs.OrdersTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `ORDER#${id}` },
    }),
  );
  for (const { pk, sk, number: _, submissionHash: __, version: ___, ...item } of Items) {
    await documents.send(new DeleteCommand({ TableName: outputs.OrdersTable, Key: { pk, sk } }));
    if (!String(sk).startsWith('CONTENT#')) continue;
    const Item = { ...item, pk: `ORDER#${orderId}`, sk, id: orderId };
    await documents.send(new PutCommand({ TableName: outputs.OrdersTable, Item }));
  }
  return orderId;
}
