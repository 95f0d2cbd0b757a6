import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { demandUnchanged } from '../../lambdas/payments/demand-unchanged.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { preconditionFailed } from '../../lambdas/runtime/problems.ts';
import { aCaller, anHttpRequest, anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();
const furtherTries = [{ id: 'a', contentHash: 'hash', at: noon }];
const storefront = aCaller();
const another = aCaller({ client: 'south-lane' });
const desk = aCaller({ client: 'console', scopes: ['orders:search'] });
const refusal = { kind: preconditionFailed.kind };

let db: InMemoryDynamoDb;
const isDone = vi.fn((_seen: { order: Order; payment: Payment | undefined }) => false);
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  isDone.mockReset().mockReturnValue(false);
});

describe('a change that names the version its caller saw', () => {
  it.each([
    ['of the storefront', storefront],
    ['of the desk', desk],
  ])('%s goes on where order and payments stand at it, and is refused where they do not', async (_whose, caller) => {
    await given();

    await expect(demand('"9.seen"', caller)).resolves.toBeUndefined();
    await expect(demand('"8.seen"', caller)).rejects.toMatchObject(refusal);
  });

  it('that was done before is let through, by what order and payment show', async () => {
    await given();
    isDone.mockReturnValue(true);

    await expect(demand('"8.seen"')).resolves.toBeUndefined();
    expect(isDone.mock.calls).toMatchObject([[{ order: { id: orderId }, payment: { tryNumber: 2 } }]]);
  });

  it('that was done before is let through by its only payment too', async () => {
    putOrder({ version: 3 });
    await storePayment(aPayment({ status: 'CAPTURED', version: 1 }));

    await expect(demand('"4.seen"')).rejects.toMatchObject(refusal);
    expect(isDone.mock.calls).toMatchObject([[{ payment: { status: 'CAPTURED' } }]]);
  });

  it('counts an order without a payment by itself', async () => {
    putOrder({ version: 3 });

    await expect(demand('"3.seen"')).resolves.toBeUndefined();
    await expect(demand('"4.seen"')).rejects.toMatchObject(refusal);
    expect(isDone.mock.lastCall).toMatchObject([{ payment: undefined }]);
  });

  it.each<[string, () => Promise<void>]>([
    ['there is no such order', () => demand('"8.seen"', storefront, anOrderId(1))],
    ['there can be no such order', () => demand('"8.seen"', storefront, 'nonsense')],
    ['it is none of the caller’s', () => demand('"8.seen"', another)],
    ['the caller does not say what they saw', () => demand(undefined)],
  ])('says nothing where %s', async (_, asked) => {
    await given();

    await expect(asked()).resolves.toBeUndefined();
    expect(isDone).not.toHaveBeenCalled();
  });
});

/** As it stands at version 9: 3 writes of the order, 2 of its first try to pay, and 4 of its second. */
async function given(): Promise<void> {
  putOrder({ version: 3, furtherTries });
  await storePayment(aPayment({ status: 'DECLINED', version: 1 }));
  const second = aPayment({ tryNumber: 2, version: 3 });
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT#2', ...second });
}

function putOrder(order: object): void {
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CONFIRMED', ...order }) });
}

function demand(ifMatch: string | undefined, caller = storefront, id: string = orderId): Promise<void> {
  const request = anHttpRequest({ headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } });
  return demandUnchanged(request, caller, id, isDone);
}
