import { currentSwitches } from '../contingency/current-switches.ts';
import { demandProvider } from '../contingency/demand-open.ts';
import type { Switch } from '../contingency/switch.ts';
import { dueNow } from '../orders/current-sale.ts';
import { type FurtherTry, type Order, OrderId } from '../orders/order.ts';
import { longerThanACallSeconds } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { PaymentInstruction } from '../orders/payment-instruction.ts';
import { type GoOnPayingPorts, goOnPaying, goOnPayingPorts } from '../payments/go-on-paying.ts';
import { passOn } from '../payments/pass-on.ts';
import { furtherPayment, type Payment, referenceTo } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { currentTry, triesLeft } from '../payments/payment-try.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import { syncPaymentToOrder } from '../payments/sync-payment-to-order.ts';
import { takeAnswer } from '../payments/take-answer.ts';
import { whyNotTaken, whyNotToken, whyUnknown } from '../payments/why-not-payable.ts';
import type { Caller } from '../runtime/caller.ts';
import { transact } from '../runtime/dynamodb.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { alreadyPaid, invalidPayment, noTriesLeft, paymentNotAwaited, paymentUnderWay } from './problems.ts';

/** What a further try to pay touches. */
export interface PayAgainPorts extends GoOnPayingPorts {
  readonly orders: GoOnPayingPorts['orders'] & Pick<OrderTable, 'furtherTryWrite'>;
  readonly syncPaymentToOrder: (orderId: OrderId) => Promise<void>;
  readonly transact: typeof transact;
  /** The names of the payment providers that this stage has. */
  readonly paymentProviders: readonly string[];
  /** What operators have switched. */
  readonly switches: () => Promise<readonly Switch[]>;
}

const production = (): PayAgainPorts => ({
  ...goOnPayingPorts(),
  orders: orderTable(),
  syncPaymentToOrder,
  transact,
  paymentProviders: Object.keys(providerFunctions()),
  switches: currentSwitches,
});

/**
 * The namespace (RFC 9562) of the tries' ids, with an order where those of orders have a storefront. Changing it would
 * let a repeated request begin another try.
 */
const furtherTryIds = '5f6a0c1e-2b7d-4e0f-8a3c-9d1b7c4e6f20';

/** An order that changes under every look is not waiting; a repeat looks again. */
const rounds = 5;

/**
 * Lets the customer pay in another way, once per key: a further try comes into the place of the one that the order is
 * at, whose money goes back from then on, however late it comes. The order decides the race with whatever ends it; our
 * record of the former try, which changes with it, the race with that try's money. What follows is asked for ahead, for
 * after this call's life, and again by a repeat of the request. Safe to run twice.
 * @throws Problem not-found, invalid-payment, payment-method-down, idempotency-key-reused, payment-not-awaited,
 * already-paid (the order goes on with that money), no-tries-left, or payment-under-way, worth a repeat
 * @throws ProviderUnavailable worth a repeat with the same key
 */
export async function payAgain(
  { client }: Pick<Caller, 'client'>,
  id: string,
  key: string,
  instruction: PaymentInstruction,
  ports: PayAgainPorts = production(),
): Promise<OrderId> {
  const { orders, syncPaymentToOrder, requestOrderEffects, clock } = ports;
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined || order.storefront !== client) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: order.id });

  const further = {
    id: keyedId(furtherTryIds, order.id, key),
    contentHash: contentHash(instruction),
    at: clock().toISOString(),
  };
  const known = findTry(order, further);
  if (known === undefined) await beginTry(order, further, instruction, ports);
  else if (known.contentHash !== further.contentHash) {
    throw keyReused('a payment with another content');
  }
  try {
    await syncPaymentToOrder(order.id);
  } catch (error) {
    // The customer does not wait for the provider of a former try.
    logger.warn('the money of a former try is given back later', error as Error);
    await requestOrderEffects(order.id);
  }
  await goOnPaying(order.id, ports);
  return order.id;
}

/** Puts a further try in the place of the one that the order is at. Beside the same request, one of them does. */
async function beginTry(
  read: Order,
  further: FurtherTry,
  instruction: PaymentInstruction,
  ports: PayAgainPorts,
): Promise<void> {
  const { orders, payments, transact, requestOrderEffects, clock } = ports;
  assertPayable(read, instruction, ports.paymentProviders);
  const of = { pointer: '#/provider', known: ports.paymentProviders, now: clock() };
  demandProvider(await ports.switches(), instruction.provider, of);
  let order = read;
  for (let round = 0; round < rounds; round++) {
    assertAwaited(order);
    const former = await unpaid(order, ports);
    const next = furtherPayment(order, instruction, former, further.at);
    const { taskToken: _carriedOver, ...without } = former;
    // Ahead of it: should this call be cut off right behind it, the provider is asked all the same.
    await requestOrderEffects(order.id, longerThanACallSeconds);
    const refusals = await transact([
      orders.furtherTryWrite(order, further, instruction),
      payments.replaceWrite(former, { ...without, replacedAt: further.at }),
      payments.replaceWrite(next, next),
    ]);
    if (refusals === undefined) return;
    const now = await orders.findOrder(order.id);
    if (now === undefined || findTry(now, further) !== undefined) return;
    if (currentTry(now) !== currentTry(order)) throw underWay();
    order = now;
  }
  throw underWay();
}

function findTry({ furtherTries = [] }: Order, { id }: FurtherTry): FurtherTry | undefined {
  return furtherTries.find((further) => further.id === id);
}

/** @throws Problem invalid-payment */
function assertPayable(order: Order, instruction: PaymentInstruction, known: readonly string[]): void {
  const { provider } = instruction;
  const wrong = [
    ['#/provider', whyUnknown(provider, known) ?? whyNotTaken(provider, dueNow(order), order.currency)],
    ['#/token', whyNotToken(instruction)],
  ] as const;
  const errors = wrong.flatMap(([pointer, detail]) => (detail === undefined ? [] : [{ pointer, detail }]));
  if (errors.length > 0) throw new Problem(invalidPayment, 'The payment cannot be made.', { errors });
}

/** @throws Problem payment-not-awaited, no-tries-left */
function assertAwaited(order: Order): void {
  if (order.status === 'PENDING') throw underWay();
  if (order.status !== 'RESERVED') throw new Problem(paymentNotAwaited, `The order is ${order.status}.`);
  if (dueNow(order) === 0) throw new Problem(paymentNotAwaited, 'Nothing is due.');
  if (triesLeft(order) === 0) {
    throw new Problem(noTriesLeft, `The order may be tried to be paid ${order.paymentTries ?? 1} times, and was.`);
  }
}

/**
 * The try that the order is at, asked about once more.
 * @throws Problem already-paid when the money is there after all; payment-under-way before its provider was asked
 */
async function unpaid(order: Order, ports: PayAgainPorts): Promise<Payment> {
  const { payments, providerNamed, clock } = ports;
  const stored = await payments.findCurrent(order);
  if (stored === undefined || stored.replacedAt !== undefined) throw underWay();
  const provider = providerNamed(stored.provider);
  const payment = await takeAnswer(stored, await provider.query(referenceTo(stored)), { payments, provider, clock });
  if (payment.replacedAt !== undefined) throw underWay();
  // Once it was paid, the order goes on with it, or has gone on: what came of its money since changes nothing about that.
  if (!payment.history.some(({ status }) => isPaid(status))) return payment;
  await passOn(payment, ports);
  throw new Problem(alreadyPaid, 'The money of the try before is there: the order goes on with it.');
}

function underWay(): Problem {
  return new Problem(paymentUnderWay, 'Its provider is being asked.', { headers: { 'retry-after': '2' } });
}
