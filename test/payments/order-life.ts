import { AsyncLocalStorage } from 'node:async_hooks';
import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { cancelLines } from '../../lambdas/order-cancellation/cancel-lines.ts';
import { cancelOrder } from '../../lambdas/order-cancellation/cancel-order.ts';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { payAgain } from '../../lambdas/order-payment/pay-again.ts';
import { paymentUnderWay } from '../../lambdas/order-payment/problems.ts';
import { decideRiskReview } from '../../lambdas/order-risk/decide-risk-review.ts';
import { shipOrder, shipping } from '../../lambdas/order-shipment/ship-order.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { type RejectingError, rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { isRejectedOrCancelled } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Totals } from '../../lambdas/orders/totals.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { goOnPaying } from '../../lambdas/payments/go-on-paying.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { isPaid } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { PaymentId, paymentIdOf, tryOf } from '../../lambdas/payments/payment-try.ts';
import { captureConfirmed, syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import type { Settlement } from '../../lambdas/payments/waiting-step.ts';
import { refundPayment } from '../../lambdas/refunds/refund-payment.ts';
import type { RiskAssessment } from '../../lambdas/risk/risk-assessment.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { aCaller, anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { ConnectionLost, type Fault, type Turn } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import {
  type ModelOptions,
  type ModelProvider,
  modelNotification,
  modelProvider,
  type Outcome,
} from './model-provider.ts';

/** When the customer pays, or the bank says no, once there is something to pay. */
export interface Customer {
  readonly after: number;
  readonly does: 'pay' | 'decline' | 'nothing';
  readonly slipsThrough: boolean;
  /** How often the provider's notification of it arrives; 0: never. */
  readonly notified: number;
}

/** A request for a further try to pay, and what the customer does about it. */
export interface FurtherTry {
  readonly after: number;
  readonly key: string;
  readonly comesOfIt: Outcome;
  /** The function dies after so many calls, and nobody repeats the request. */
  readonly cutOffAfter: number | undefined;
  readonly customer: Customer;
}

/** What becomes of an order whose risk is looked at, and found to be too high to let it pass. */
export interface Review {
  /** As the rules see it: small ones are approved if nobody looks, large ones need two people. */
  readonly amount: number;
  readonly decisions: readonly {
    readonly after: number;
    readonly by: string;
    readonly approve: boolean;
    /** The function dies after so many calls, and nobody repeats the request. */
    readonly cutOffAfter: number | undefined;
  }[];
  /** What the provider's own people find. */
  readonly provider?: { readonly after: number; readonly found: 'APPROVED' | 'DENIED' } | undefined;
}

/** What happens to one order; moments are counted in events that the actor lets pass first. */
export interface Life {
  readonly provider: ModelOptions;
  readonly onHand: number;
  /** The order takes what there is; not one whose payment the storefront has made for the whole of it. */
  readonly acceptPartial?: boolean;
  /** What the customer does about the first try to pay. */
  readonly customer: Customer;
  /** How often they may try, where that is more than once; and what the storefront asks for. */
  readonly paymentTries?: number | undefined;
  readonly furtherTries?: readonly FurtherTry[];
  readonly cancellation:
    | {
        readonly after: number;
        readonly by: 'customer' | 'staff';
        readonly times: number;
        /** The function dies after so many calls, and nobody repeats the request. */
        readonly cutOffAfter: number | undefined;
      }
    | undefined;
  readonly refunds: readonly { readonly after: number; readonly amount: number; readonly key: string }[];
  /** Units that are cancelled of its one line; those of one key are one request, repeated. */
  readonly unitsCancelled?: readonly {
    readonly after: number;
    readonly units: number;
    readonly key: string;
    /** The function dies after so many calls, and nobody repeats the request. */
    readonly cutOffAfter?: number | undefined;
  }[];
  /** What of it a gift card pays; nothing where the storefront has made a payment for the whole of it. */
  readonly credit?: number | undefined;
  /** Parcels of so many units, or of all that is left; those of one key are one request, repeated. */
  readonly shipments?: readonly { readonly after: number; readonly units: number | undefined; readonly key: string }[];
  /**
   * What the storefront did before it placed the order: it made a payment itself, which its customer may have
   * confirmed.
   */
  readonly before?: 'made a payment' | 'had a payment confirmed' | undefined;
  /** Money that somebody gives back in the provider's own console. */
  readonly refundElsewhere?: { readonly after: number; readonly amount: number } | undefined;
  /** A refund that the customer's bank gives back later: the how many-th of those that were made. */
  readonly refundFails?: { readonly after: number; readonly which: number } | undefined;
  /** How many refunds the provider refuses before it makes one. */
  readonly refusals?: number | undefined;
  readonly review?: Review | undefined;
  readonly orderEffectsDoubled: boolean;
  readonly turns: readonly Turn[];
  /** Calls (the how many-th of all) that are slow: they go on only after so many other events. */
  readonly slow: readonly { readonly call: number; readonly events: number }[];
}

/** How an order ended, everywhere. */
export interface LifeEnd {
  readonly db: InMemoryDynamoDb;
  readonly model: ModelProvider;
  readonly order: Order;
  readonly content: OrderContent;
  /** What was in the warehouse before. */
  readonly onHand: number;
  /** By the try that the order is at; and by those before it. */
  readonly payment: Payment | undefined;
  readonly formerPayments: readonly Payment[];
  /** What happened, in order. */
  readonly log: readonly string[];
  /** Follow-up and notification once more, when all has ended. */
  readonly again: () => Promise<void>;
}

/** The one order of a life. */
export const orderId = anOrderId();
/** Its amount as it is placed: six units. */
export const total = 1530;

/** A call that goes on when it is its turn. */
interface Waiting {
  readonly name: string;
  /** Only goes on when nobody else has anything to do, once the turns are used up. */
  readonly patient: boolean;
  /** From which turn on. */
  readonly from: number;
  readonly go: (fault: Fault) => void;
}

interface Ended {
  readonly kind: 'done' | 'threw' | 'killed';
  readonly error?: Error;
}

const processes = new AsyncLocalStorage<{
  readonly die: () => void;
  readonly over: Promise<void>;
  callsLeft: number;
}>();
const sku = '85123A';
const maxTurns = 5_000;

/**
 * Lives one order's life with the real functions, tables in memory and a model provider: the workflow as the state
 * machine runs it, the customer, the provider's notifications, cancellations, refunds and the order effects queue, each
 * call to a store or service interleaved with all others and struck by the faults of its turn. When the turns are used
 * up, everything runs on without faults, as long as anybody has something to do; only then do waits time out.
 */
export async function live({
  provider,
  onHand,
  acceptPartial = false,
  customer,
  paymentTries,
  furtherTries = [],
  cancellation,
  refunds,
  unitsCancelled = [],
  credit = 0,
  shipments = [],
  before,
  refundElsewhere,
  refundFails,
  refusals = 0,
  review,
  orderEffectsDoubled,
  turns,
  slow,
}: Life): Promise<LifeEnd> {
  const db = inMemoryDynamoDb();
  const model = modelProvider(db, provider);
  const log: string[] = [];
  const waiting: Waiting[] = [];
  let calls = 0;
  let turn = 0;
  const wait = (call: Omit<Waiting, 'from'>) => {
    const held = slow.find(({ call }) => call === calls)?.events ?? 0;
    calls++;
    waiting.push({ ...call, from: turn + held });
  };
  const tokens = new Map<string, (result: string) => void>();
  const faulty: Error[] = [];

  const content = anOrderContent({
    id: orderId,
    lines: [anOrderLine({ sku })],
    // Of the real providers, Stripe's payments may be made by the storefront.
    payment: { provider: 'stripe', token: before === undefined ? 'pm_1' : 'pi_1' },
    ...(acceptPartial && before === undefined && { acceptPartial }),
    ...(paymentTries !== undefined && { paymentTries }),
    ...(credit > 0 && before === undefined && { totals: totalsWith(credit) }),
  });
  if (before !== undefined) model.makeBefore('pi_1', orderId, total, before === 'had a payment confirmed');
  model.refuse('not now', refusals);
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand, available: onHand, reserved: 0 });
  await orderTable().addContent(content);

  const clock = () => new Date(noon);
  const orders = orderTable();
  const payments = paymentTable();
  const money = { orders, payments, providerNamed: () => model, clock };
  const align = (id: typeof orderId) => syncPaymentToOrder(id, money);
  const release = (id: typeof orderId) => releaseInventory(id);
  const call = <Value>(name: string, act: () => Value) => db.intercept({ name }, act) as Promise<Value>;
  const answer = (token: string, result: string) => call('SendTask', () => tokens.get(token)?.(result));
  const ports = {
    ...money,
    syncPaymentToOrder: align,
    captureConfirmed: (id: typeof orderId) => captureConfirmed(id, money),
    releaseInventory: release,
    issueInventory: (id: typeof orderId) => issueInventory(id),
    closeUnpaid: (order: Order) => closeUnpaid(order, money),
    findProvider: () => model,
    answer: (_id: string, token: string, settlement: Settlement) => answer(token, resultOf(settlement)),
    assess: review && (async () => doubtful(review)),
    wake: (_id: string, token: string) => answer(token, 'OrderCancelled'),
    requestOrderEffects: (_id: string, delaySeconds = 0) => {
      const delay = delaySeconds > 0 ? processes.getStore()?.over : undefined;
      return call('SendMessage', () => {
        act(() => deliverOrderEffects(delay));
        if (orderEffectsDoubled) act(() => deliverOrderEffects(delay));
      });
    },
    requestNotice: async () => {},
    goOnPaying: (id: typeof orderId): Promise<void> => goOnPaying(id, ports),
    settleFailure: async () => {},
    transact,
    paymentProviders: ['stripe'],
    switches: async () => [],
    restSeconds: 2400,
  };

  db.intercept = ({ name }, commit) =>
    new Promise((resolve, reject) => {
      const process = processes.getStore();
      if (process !== undefined && process.callsLeft-- <= 0) return process.die();
      wait({
        name,
        patient: false,
        go: (fault) => {
          if (fault === 'killed-before') return process?.die();
          if (fault === 'refused') return reject(new ConnectionLost());
          if (fault === 'conflict' && name === 'TransactWriteCommand') return reject(transactionConflict(2));
          try {
            const value = commit();
            if (fault === 'killed-after') return process?.die();
            if (fault === 'answer-lost') return reject(new ConnectionLost());
            resolve(value);
          } catch (error) {
            reject(error);
          }
        },
      });
    });

  act(workflow);
  if (cancellation !== undefined) for (let time = 0; time < cancellation.times; time++) act(() => cancel(cancellation));
  for (const refund of refunds) act(() => giveBack(refund));
  for (const units of unitsCancelled) act(() => cancelUnits(units));
  for (const parcel of shipments) act(() => ship(parcel));
  if (refundElsewhere !== undefined) act(() => refundAtProvider(refundElsewhere));
  if (refundFails !== undefined) act(() => failRefund(refundFails));

  for (const further of furtherTries) act(() => tryAgain(further));
  for (const decision of review?.decisions ?? []) act(() => decide(decision));
  const ofProvider = review?.provider;
  if (ofProvider !== undefined) act(() => endReview(ofProvider));

  const customersCame = new Set<string>();
  for (; ; turn++) {
    await everythingElse();
    if (faulty[0] !== undefined) throw faulty[0];
    const begun = [...model.payments.keys()].find((id) => !customersCame.has(id));
    if (begun !== undefined) {
      customersCame.add(begun);
      const { tryNumber } = tryOf(PaymentId.parse(begun));
      const comes = tryNumber === 1 ? customer : (furtherTries[tryNumber - 2]?.customer ?? customer);
      if (tryNumber > 1 || before !== 'had a payment confirmed') act(() => comeAndPay(begun, comes));
      continue;
    }
    const { pick, fault } = turns[turn] ?? { pick: 0, fault: 'none' };
    const ready = waiting.filter(({ from }) => from <= turn);
    const among = ready.length > 0 ? ready : waiting;
    const next =
      turn < turns.length
        ? among[pick % Math.max(among.length, 1)]
        : (among.find(({ patient }) => !patient) ?? waiting[0]);
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    if (turn > maxTurns) throw new Error(`it does not come to rest: ${log.slice(-40).join('; ')}`);
    log.push(fault === 'none' ? next.name : `${next.name}: ${fault}`);
    next.go(fault);
  }
  db.intercept = async (_command, commit) => commit();

  const order = await orders.findOrder(orderId);
  if (order === undefined) throw new Error('the order is gone');
  const tries = await payments.triesOf(order, await payments.find(paymentIdOf({ orderId })));
  return { db, model, order, content, onHand, payment: tries.at(-1), formerPayments: tries.slice(0, -1), log, again };

  async function again(): Promise<void> {
    await applyOrderEffects(orderId, undefined, ports);
    for (const id of model.payments.keys()) await notification('late', {}, id);
  }

  /** Starts somebody who acts by himself. */
  function act(run: () => Promise<unknown>): void {
    run().catch((error: Error) => faulty.push(error));
  }

  function moment(name: string, patient = false): Promise<void> {
    return new Promise((resolve) => {
      wait({ name, patient, go: () => resolve() });
    });
  }

  async function after(moments: number, name: string): Promise<void> {
    for (let passed = 0; passed <= moments; passed++) await moment(name);
  }

  /** Runs something in a process of its own, which may be killed. */
  async function attempt(run: () => Promise<unknown>, callsLeft = Number.POSITIVE_INFINITY): Promise<Ended> {
    const over = Promise.withResolvers<void>();
    const ended = await new Promise<Ended>((resolve) => {
      processes.run({ die: () => resolve({ kind: 'killed' }), over: over.promise, callsLeft }, () => {
        run().then(
          () => resolve({ kind: 'done' }),
          (error: Error) => resolve({ kind: 'threw', error }),
        );
      });
    });
    over.resolve();
    return ended;
  }

  /** Repeats until it is done, or refused in one of these ways. */
  async function until(
    name: string,
    run: () => Promise<unknown>,
    refusals: readonly string[] = [],
  ): Promise<string | undefined> {
    for (;;) {
      const ended = await attempt(run);
      if (ended.kind === 'done') return undefined;
      if (ended.error !== undefined && refusals.includes(ended.error.name)) return ended.error.name;
      log.push(`${name} ${ended.error?.message ?? 'killed'}`);
      await moment(`${name} again`);
    }
  }

  async function workflow(): Promise<void> {
    const refusal =
      (await until('reserve', () => reserveInventory(orderId), ['OutOfStock', 'OrderCancelled'])) ?? (await checked());
    if (refusal !== undefined && (await rejected(refusal)) === undefined) return;
    const late = await until('confirm', () => confirmOrder(orderId, ports), ['OrderCancelled']);
    if (late !== undefined) await rejected(late);
  }

  async function checked(): Promise<string | undefined> {
    for (let number = 1; ; number++) {
      const token = `token-${number}`;
      const result = await new Promise<string>((resolve) => {
        tokens.set(token, resolve);
        attempt(() => checkPayment(orderId, { taskToken: token, waitSeconds: 900 }, ports)).then(
          async ({ kind, error }) => {
            if (kind === 'done') await moment('the wait is over', true);
            resolve(kind === 'done' ? 'States.Timeout' : (error?.name ?? 'killed'));
          },
        );
      });
      tokens.delete(token);
      if (result === 'PAID') return undefined;
      if (['PaymentDeclined', 'OrderNotAccepted', 'OrderCancelled', 'States.Timeout'].includes(result)) return result;
      await moment('check again');
    }
  }

  function rejected(error: string): Promise<string | undefined> {
    return until('reject', () => rejectOrder(orderId, error as RejectingError, ports), ['PaymentSettled']);
  }

  async function deliverOrderEffects(delay: Promise<void> | undefined): Promise<void> {
    // What is delayed beyond the life of the call that asked for it comes when that is over, one way or another.
    await delay;
    await moment('order effects delivered');
    await until('order effects', () => applyOrderEffects(orderId, undefined, ports));
  }

  async function comeAndPay(id: string, { after: moments, does, slipsThrough, notified }: Customer): Promise<void> {
    await after(moments, 'the customer thinks');
    if (does === 'pay' && !model.pay(id, slipsThrough)) return;
    if (does === 'decline') model.decline(id);
    log.push(`the customer: ${does} ${id === orderId ? '' : id}`);
    // As it stands now; when it is told, that may be long past.
    const status = model.payments.get(id)?.status;
    const said = status !== undefined && isPaid(status) && { standing: { reference: `model-${id}`, status } };
    for (let copy = 0; copy < notified; copy++) {
      act(() => until('notification', () => notification(`evt-${id}-${copy}`, { ...said }, id)));
    }
  }

  function notification(
    eventId: string,
    said: Readonly<Record<string, unknown>> = {},
    id: string = orderId,
  ): Promise<void> {
    return takeNotification('stripe', modelNotification(id, eventId, { said }), ports);
  }

  /** The storefront asks for another try, again and again while it is told to, or until it dies. */
  async function tryAgain({ after: moments, key, comesOfIt, cutOffAfter }: FurtherTry): Promise<void> {
    await after(moments, 'somebody considers to pay in another way');
    const instruction = { provider: 'stripe', token: `pm_${comesOfIt}` };
    const run = () => payAgain({ client: 'north-lane' }, orderId, key, instruction, ports);
    for (;;) {
      const { kind, error } = await attempt(run, cutOffAfter);
      const isToRepeat = error instanceof Problem && error.kind === paymentUnderWay.kind;
      log.push(`try ${key}: ${kind} ${error instanceof Problem ? error.kind : (error?.message ?? '')}`);
      if (kind === 'done' || cutOffAfter !== undefined || (error instanceof Problem && !isToRepeat)) return;
      // Once nothing else happens, nobody insists.
      await moment('try again', isToRepeat);
      if (isToRepeat && waiting.length === 0) return;
    }
  }

  /**
   * Does something after so many events or, where it cannot be done yet, once nothing else happens. @returns whether it
   * was done
   */
  async function soonerOrLater(moments: number, name: string, act: () => boolean): Promise<boolean> {
    await after(moments, name);
    if (act()) return true;
    await moment(name, true);
    return act();
  }

  async function refundAtProvider({ after: moments, amount }: NonNullable<Life['refundElsewhere']>): Promise<void> {
    const refund = () => model.refundElsewhere('console-1', amount);
    if (!(await soonerOrLater(moments, 'somebody opens the console', refund))) return;
    log.push(`${amount} given back in the console`);
    await until('notification', () => notification('evt-console', { refundId: 'console-1' }));
  }

  async function failRefund({ after: moments, which }: NonNullable<Life['refundFails']>): Promise<void> {
    let refundId: string | undefined;
    const fail = () => {
      const made = [...(model.payments.get(orderId)?.refunds.keys() ?? [])];
      refundId = made[which % Math.max(made.length, 1)];
      return refundId !== undefined && model.failRefund(refundId, 'account closed');
    };
    if (!(await soonerOrLater(moments, 'a bank considers a refund', fail))) return;
    log.push(`refund ${refundId} failed`);
    await until('notification', () => notification('evt-failed', { refundId }));
  }

  /** Somebody decides about the order, again and again until they have an answer, or once the function dies. */
  async function decide({ after: moments, by, approve, cutOffAfter }: Review['decisions'][number]): Promise<void> {
    await after(moments, 'somebody looks at the order');
    const person = { subject: by, name: by };
    const run = () => decideRiskReview(person, orderId, { approve, reason: 'looked' }, ports);
    if (cutOffAfter === undefined) await until('decide', run, ['Problem']);
    else await attempt(run, cutOffAfter);
  }

  async function endReview({ after: moments, found }: NonNullable<Review['provider']>): Promise<void> {
    const end = () => model.endReview(orderId, found);
    if (!(await soonerOrLater(moments, "the provider's people look at the payment", end))) return;
    log.push(`the provider's people: ${found}`);
    await until('notification', () => notification('evt-review'));
  }

  async function cancel({ after: moments, by, cutOffAfter }: NonNullable<Life['cancellation']>): Promise<void> {
    await after(moments, 'somebody considers to cancel');
    const caller = aCaller(by === 'staff' ? { scopes: ['orders:staff'] } : {});
    const run = () => cancelOrder(caller, orderId, { reason: 'CHANGED_MIND' }, ports);
    if (cutOffAfter === undefined) await until('cancel', run, ['Problem']);
    else await attempt(run, cutOffAfter);
  }

  async function cancelUnits({
    after: moments,
    units,
    key,
    cutOffAfter,
  }: NonNullable<Life['unitsCancelled']>[number]): Promise<void> {
    await after(moments, 'somebody considers to cancel units');
    const lines = [{ line: 1, quantity: units }];
    const asked = {
      caller: aCaller(),
      key,
      request: { reason: 'TOO_SLOW' as const, lines },
    };
    const all = { ...holdingPorts(), ...ports, pause: async () => {} };
    const run = () => cancelLines(orderId, asked, all);
    if (cutOffAfter === undefined) await until('cancel units', run, ['Problem']);
    else await attempt(run, cutOffAfter);
  }

  /** It leaves the warehouse: where it cannot yet, once nothing else happens. */
  async function ship({ after: moments, units, key }: NonNullable<Life['shipments']>[number]): Promise<void> {
    await after(moments, 'somebody packs a parcel');
    const request = units === undefined ? {} : { lines: [{ line: 1, quantity: units }] };
    const all = { ...shipping(), ...ports, pause: async () => {} };
    const run = () => shipOrder(orderId, key, request, all);
    if ((await until('ship', run, ['Problem'])) === undefined) return;
    await moment('somebody packs a parcel', true);
    await until('ship', run, ['Problem']);
  }

  async function giveBack({ after: moments, amount, key }: Life['refunds'][number]): Promise<void> {
    await after(moments, 'somebody considers to refund');
    for (;;) {
      const { kind, error } = await attempt(() => refundPayment(orderId, key, { amount, reason: 'broken' }, ports));
      // Of a rejected or cancelled order all goes back anyhow; nobody insists.
      const status = (db.item('orders', `ORDER#${orderId}`, 'ORDER')?.status ?? 'PENDING') as Order['status'];
      if (kind === 'done' || error instanceof Problem || isRejectedOrCancelled(status)) return;
      log.push(`refund ${error?.message ?? 'killed'}`);
      await moment('refund again');
    }
  }
}

/** An order of which a gift card pays so much. */
function totalsWith(credit: number): Totals {
  return {
    subtotal: total,
    credits: [{ type: 'GIFT_CARD', reference: 'card-1', amount: credit }],
    due: total - credit,
  };
}

/** What the waiting step hears. */
function resultOf(settlement: Settlement): string {
  if (settlement === 'NOT_ACCEPTED') return 'OrderNotAccepted';
  return isPaid(settlement) ? 'PAID' : 'PaymentDeclined';
}

/** Enough for the rules to hold it: an earlier order was disputed. */
function doubtful({ amount }: Review): RiskAssessment {
  return { mode: 'on', signals: { amount, worth: amount, units: 6, mostOfOneSku: 6, disputesBefore: 1 } };
}

/** Comes back when every promise that can settle has. */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
