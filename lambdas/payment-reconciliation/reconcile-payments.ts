import { orderTable } from '../orders/order-table.ts';
import { providerNamed } from '../payments/payment-providers.ts';
import { type PaymentTable, paymentTable, type Reconciled } from '../payments/payment-table.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import { completeAt, lastCompleteDay } from '../payments/settlement-day.ts';
import { systemClock } from '../runtime/clock.ts';
import { daysAfter } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type DayRun, type Difference, openDays, type ReconcileDayPorts, reconcileDay } from './reconcile-day.ts';

/** What is to be reconciled: every provider, and each day that is complete and was not yet, unless told otherwise. */
export interface Wanted {
  readonly provider?: string | undefined;
  /** The provider's own day, ISO 8601 date. */
  readonly day?: string | undefined;
}

/** What a run found. */
export interface Reconciliation {
  readonly differences: readonly Difference[];
  /**
   * Days whose end the run's time did not allow: the next run goes on there; a day that was named is to be asked for
   * again.
   */
  readonly unfinished: readonly { readonly provider: string; readonly day: string }[];
}

/** What reconciling touches. */
export interface ReconcilePorts extends ReconcileDayPorts {
  readonly payments: ReconcileDayPorts['payments'] & Pick<PaymentTable, 'findReconciled' | 'recordReconciled'>;
  readonly providers: readonly string[];
}

const production = (): ReconcilePorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  providers: Object.keys(providerFunctions()),
  clock: systemClock,
});

/**
 * Compares days' money: of each provider, those of its own days that are complete and were not compared yet; see
 * `reconcileDay`. It goes on where the run before it stopped. Every difference is logged by its order id and counted as
 * it is found, so that an alarm rings.
 * @param timeIsLeft whether a further page can be begun
 * @throws AggregateError when a provider cannot be asked: worth a repeat, the others were
 * @throws Error when the wanted day is not complete yet
 */
export async function reconcilePayments(
  { provider, day }: Wanted = {},
  timeIsLeft: () => boolean = () => true,
  ports: ReconcilePorts = production(),
): Promise<Reconciliation> {
  const { providers, payments, clock } = ports;
  const differences: Difference[] = [];
  const unfinished: { provider: string; day: string }[] = [];
  const found = (difference: Difference) => {
    logger.error('money differs', { ...difference });
    count('MoneyDifference');
    differences.push(difference);
  };

  /** @returns false when the time is over */
  async function reconcile(run: DayRun, note: (reconciled: Reconciled) => Promise<void>): Promise<boolean> {
    for await (const goOn of reconcileDay(run, ports, found)) {
      await note({ day: run.day, goOn });
      if (timeIsLeft()) continue;
      unfinished.push({ provider: run.provider, day: run.day });
      return false;
    }
    await note({ day: run.day });
    logger.info('payments reconciled', { provider: run.provider, day: run.day });
    return true;
  }

  async function catchUp(name: string): Promise<void> {
    const reconciled = await payments.findReconciled(name);
    const note = (until: Reconciled) => payments.recordReconciled(name, until);
    for (const due of dueDays(name, reconciled, clock())) {
      const start = due === reconciled?.day ? reconciled.goOn : undefined;
      if (!(await reconcile({ provider: name, day: due, start, isRepeated: false }, note))) return;
    }
  }

  async function repeat(name: string, of: string): Promise<void> {
    await reconcile({ provider: name, day: of, start: undefined, isRepeated: true }, async () => {});
  }

  const wanted = provider === undefined ? providers : [provider];
  for (const name of wanted) if (day !== undefined) assertComplete(name, day, clock());
  const runs = wanted.map((name) => (day === undefined ? catchUp(name) : repeat(name, day)));
  const failures = (await Promise.allSettled(runs)).flatMap((run) => (run.status === 'rejected' ? [run.reason] : []));
  if (failures.length > 0)
    throw new AggregateError(failures, `payments not reconciled: ${failures.map(String).join('; ')}`);
  return { differences, unfinished };
}

/** The days of a provider that are complete and not reconciled, oldest first; of the first run, the last one only. */
function dueDays(provider: string, reconciled: Reconciled | undefined, now: Date): readonly string[] {
  const last = lastCompleteDay(provider, now);
  if (reconciled === undefined) return [last];
  const next = reconciled.goOn === undefined ? daysAfter(reconciled.day, 1) : reconciled.day;
  const days: string[] = [];
  // What moved longer ago is looked at no more: its order may be any age.
  const earliest = daysAfter(last, -openDays);
  for (let day = next < earliest ? earliest : next; day <= last; day = daysAfter(day, 1)) days.push(day);
  return days;
}

function assertComplete(provider: string, day: string, now: Date): void {
  const at = completeAt(provider, day);
  if (now < at) throw new Error(`the list of ${provider} of its day ${day} is not complete before ${at.toISOString()}`);
}
