import { isOpen, isRejectedOrCancelled, type OrderStatus } from '../orders/order-status.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { type Payment, referenceTo } from '../payments/payment.ts';
import type { PaymentProvider, ProviderPayment, SettledPayment } from '../payments/payment-provider.ts';
import { amountToCapture, askedBack, withForeignRefund } from '../payments/payment-refunds.ts';
import type { PaymentTable, Reconciled } from '../payments/payment-table.ts';
import { PaymentId, type PaymentTry, paymentIdOf } from '../payments/payment-try.ts';
import { settlementDay } from '../payments/settlement-day.ts';
import { takeAnswer } from '../payments/take-answer.ts';
import type { Clock } from '../runtime/clock.ts';
import { eachOf } from '../runtime/each-of.ts';
import { daysAfter } from '../runtime/local-day.ts';

/**
 * A way in which provider, record and order disagree about money; or in which the provider cannot say how a payment
 * stands.
 */
export type MoneyDifference =
  | 'CAPTURED_WITHOUT_CONFIRMED_ORDER'
  | 'CONFIRMED_WITHOUT_CAPTURE'
  | 'AMOUNT_DIFFERS'
  | 'REFUND_MISSING'
  | 'REFUND_NOT_ASKED_FOR'
  | 'UNKNOWN_ORDER'
  | 'NOT_ANSWERED';

/** One disagreement. Amounts in minor units. */
export interface Difference {
  readonly kind: MoneyDifference;
  readonly provider: string;
  readonly orderId: string;
  readonly detail: string;
}

/** What reconciling a day touches. */
export interface ReconcileDayPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: Pick<PaymentTable, 'find' | 'replace' | 'page'>;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly clock: Clock;
}

/** So many payments are asked about at once, of each provider: with 300 ms an answer, 25,000 in a run. */
const atOnce = 10;

/**
 * How many days an order may stay open after its payment moved and still be looked at once it ends: as long as it can
 * be redriven.
 */
export const openDays = 14;

/**
 * How long a provider that cannot say how a payment stands is asked again, before the others of the day are no longer
 * kept waiting.
 */
const patienceMilliseconds = 6 * 60 * 60 * 1000;

type Position = NonNullable<Reconciled['goOn']>;

/** One provider's own day, and where in it to begin. */
export interface DayRun {
  readonly provider: string;
  readonly day: string;
  readonly start: Position | undefined;
  /** An operator has no patience. */
  readonly isRepeated: boolean;
}

/**
 * Says where a provider, our records and the orders disagree about the payments of a day, a page at a time, and after
 * each page where to go on. The provider's list says which payments to look at, together with our own and those of the
 * orders that moved on that day and were too open to judge before; the sums compared are those of the payment's whole
 * life, asked for now, because a refund may fall on a later day.
 * @throws ProviderUnavailable worth a retry
 */
export async function* reconcileDay(
  { provider, day, start, isRepeated }: DayRun,
  { orders, payments, providerNamed, clock }: ReconcileDayPorts,
  tell: (difference: Difference) => void,
): AsyncGenerator<Position> {
  const earliest = daysAfter(day, -openDays);
  const looked = new Set<string>();
  const told = new Set<string>();
  const dayOf = (moment: string) => settlementDay(provider, moment);
  const moved = (ours: Payment, from: string) => ours.history.some(({ at }) => from <= dayOf(at) && dayOf(at) <= day);

  function found(difference: Difference): void {
    const what = `${difference.kind} ${difference.orderId}`;
    if (!told.has(what)) tell(difference);
    told.add(what);
  }

  /** @returns false when it was looked at before */
  function isFirst(payment: PaymentTry): boolean {
    const id = paymentIdOf(payment);
    if (looked.has(id)) return false;
    looked.add(id);
    return true;
  }

  async function look(ours: Payment, isListed: boolean): Promise<void> {
    const { orderId } = ours;
    const order = await orders.findOrder(orderId);
    if (order === undefined) {
      const detail = `our record has ${ours.captured} ${ours.currency} captured, but there is no order`;
      if (isFirst(ours)) found({ kind: 'UNKNOWN_ORDER', provider, orderId, detail });
      return;
    }
    // What is still open cannot be judged: it is looked at again on the day on which it ends.
    if (isOpen(order.status)) return;
    const end = order.timeline.at(-1)?.at;
    if (!isListed && !moved(ours, day) && end !== undefined && dayOf(end) < day) return;
    if (!isFirst(ours)) return;
    try {
      const theirs = await providerNamed(ours.provider).query(referenceTo(ours));
      for (const difference of compare(theirs, ours, order.status)) found(difference);
    } catch (error) {
      looked.delete(paymentIdOf(ours));
      throw error;
    }
  }

  async function lookAtListed(theirs: SettledPayment): Promise<void> {
    const id = PaymentId.safeParse(theirs.orderId);
    const known = id.success ? await payments.find(id.data) : undefined;
    const ours = known && (await withListedRefunds(known, theirs));
    if (ours !== known) looked.delete(theirs.orderId);
    // What moved on this day by our own record was looked at already, unless the list has told more.
    if (ours !== undefined) return moved(ours, day) && ours === known ? undefined : look(ours, true);
    const detail = `the provider lists ${theirs.captured} ${theirs.currency}`;
    const { orderId } = theirs;
    if (isFirst({ orderId })) found({ kind: 'UNKNOWN_ORDER', provider, orderId, detail });
  }

  /**
   * Our record with the refunds on the list that it has not heard of: made in the provider's console, and never told.
   */
  async function withListedRefunds(ours: Payment, { refundIds = [] }: SettledPayment): Promise<Payment> {
    const withAll = (payment: Payment) => refundIds.reduce(withForeignRefund, payment);
    if (withAll(ours) === ours) return ours;
    const provider = providerNamed(ours.provider);
    return takeAnswer(ours, await provider.query(referenceTo(withAll(ours))), { payments, provider, clock }, withAll);
  }

  /**
   * Looks at all of a page. One that cannot be looked at does not hold up the others, but the page is to be looked at
   * again.
   */
  async function* lookAtAll<Listed extends { readonly orderId: string }>(
    page: readonly Listed[],
    position: Position,
    lookAt: (listed: Listed) => Promise<void>,
  ): AsyncGenerator<Position> {
    const failures = new Map<string, unknown>();
    await eachOf(page, atOnce, async (listed) => {
      await lookAt(listed).catch((error: unknown) => failures.set(listed.orderId, error));
    });
    if (failures.size === 0) return;
    const now = clock().toISOString();
    const stuckSince = position.stuckSince ?? now;
    if (!isRepeated && Date.parse(now) - Date.parse(stuckSince) < patienceMilliseconds) {
      yield { ...position, stuckSince };
      throw new AggregateError(
        [...failures.values()],
        [...failures].map(([id, error]) => `order ${id}: ${error}`).join('; '),
      );
    }
    for (const [orderId, error] of failures) found({ kind: 'NOT_ANSWERED', provider, orderId, detail: String(error) });
  }

  let position: Position | undefined = start ?? { list: 'ours' };
  while (position.list === 'ours') {
    const { payments: page, next } = await payments.page(provider, position.from);
    const moving = page.filter((ours) => moved(ours, earliest));
    yield* lookAtAll(moving, position, (ours) => look(ours, false));
    position = next === undefined ? { list: 'theirs' } : { list: 'ours', from: next };
    yield position;
  }
  while (position !== undefined) {
    const { payments: page, next } = await providerNamed(provider).settledOn({
      day,
      ...(position.from !== undefined && { from: position.from }),
    });
    yield* lookAtAll(page, position, lookAtListed);
    position = next === undefined ? undefined : { list: 'theirs', from: next };
    if (position !== undefined) yield position;
  }
}

/** What is wrong between a payment as its provider has it now, our record of it and its order, which has ended. */
export function compare(
  theirs: Pick<ProviderPayment, 'captured' | 'refunded' | 'currency'>,
  ours: Payment,
  status: OrderStatus,
): readonly Difference[] {
  const { provider, orderId, currency } = ours;
  const differences: Difference[] = [];
  const found = (kind: MoneyDifference, detail: string) => differences.push({ kind, provider, orderId, detail });

  if (theirs.currency !== currency || theirs.captured !== ours.captured) {
    found(
      'AMOUNT_DIFFERS',
      `the provider took ${theirs.captured} ${theirs.currency}, we have ${ours.captured} ${currency}`,
    );
  }
  const kept = theirs.captured - theirs.refunded;
  if (isRejectedOrCancelled(status) || ours.replacedAt !== undefined) {
    const why = isRejectedOrCancelled(status) ? `is ${status}` : 'was paid by another try';
    if (kept > 0) found('CAPTURED_WITHOUT_CONFIRMED_ORDER', `${kept} kept for an order that ${why}`);
    return differences;
  }
  // What lines that were cancelled before the capture came to was never to be taken.
  const toCapture = amountToCapture(ours);
  if (theirs.captured < toCapture) found('CONFIRMED_WITHOUT_CAPTURE', `captured ${theirs.captured} of ${toCapture}`);
  const asked = askedBack(ours);
  if (theirs.refunded > asked) found('REFUND_NOT_ASKED_FOR', `${theirs.refunded} given back, ${asked} asked for`);
  if (theirs.refunded < asked) found('REFUND_MISSING', `${asked} asked for, ${theirs.refunded} given back`);
  return differences;
}
