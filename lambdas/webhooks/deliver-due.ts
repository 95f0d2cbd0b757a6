import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { eachOf } from '../runtime/each-of.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import type { Delivery, Due } from './delivery.ts';
import { doesWell, type EndpointName, type WebhookEndpoint } from './endpoint.ts';
import { postWebhook, type Receipt } from './post-webhook.ts';
import type { Reach } from './public-address.ts';
import {
  breakerFailures,
  nextAttempt,
  patienceMilliseconds,
  restMilliseconds,
  warningMilliseconds,
} from './retry-schedule.ts';
import { signedHeaders } from './signature.ts';
import { tellOwner } from './tell-owner.ts';
import { longestDelaySeconds, requestDelivery } from './webhook-queue.ts';
import { type WebhookTable, webhookTable } from './webhook-table.ts';

/** What delivering touches. */
export interface DeliverDuePorts {
  readonly table: WebhookTable;
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Receipt>;
  readonly requestDelivery: typeof requestDelivery;
  readonly tellOwner: (endpoint: WebhookEndpoint) => Promise<boolean>;
  readonly count: (name: string) => void;
  readonly clock: Clock;
  readonly dice: () => number;
}

const production = (): DeliverDuePorts => ({
  table: webhookTable(),
  post: (url, headers, body) => postWebhook(url, headers, body, environment('WEBHOOK_REACH') as Reach),
  requestDelivery,
  tellOwner,
  count,
  clock: systemClock,
  dice: Math.random,
});

/** After this time nothing more is sent; what is under way takes as long as a receiver may, and the function longer than both. */
const workMilliseconds = 10_000;

/** Longer than a call of the function: a lease of one that died is over when its message comes back. */
const leaseMilliseconds = 60_000;

const batchSize = 20;
const atOnce = 5;

/**
 * Sends what is due at an endpoint, the earliest first; one call at a time for each, so that a slow receiver holds up
 * nobody but itself. What fails is tried again later, by itself; where all fails, the endpoint is left alone for a
 * while, then tried with a single message, and disabled after three days. Safe to run twice, and beside itself.
 */
export async function deliverDue(name: EndpointName, ports: DeliverDuePorts = production()): Promise<void> {
  const { table, requestDelivery, clock } = ports;
  const begun = clock().getTime();
  const leasedUntil = new Date(begun + leaseMilliseconds).toISOString();
  if (!(await table.lease(name, clock().toISOString(), leasedUntil))) return;

  let endpoint = await table.findEndpoint(name);
  if (endpoint === undefined) return;
  const isInTime = () => clock().getTime() - begun < workMilliseconds;
  for (;;) {
    const isDone = await deliverBatch(endpoint, isInTime, ports);
    endpoint = await table.findEndpoint(name);
    if (endpoint === undefined) return;
    const isTold = await ports.tellOwner(endpoint);
    const hasTime = isInTime();
    if (!isDone && hasTime) continue;
    // Whoever came meanwhile has left it to this call.
    if (endpoint.isWanted && hasTime) {
      await table.changeEndpoint(name, { isWanted: undefined }, { leasedUntil });
      continue;
    }
    const isFree = await table.changeEndpoint(name, { leasedUntil: undefined }, { leasedUntil, isWanted: undefined });
    if (isFree || !hasTime) {
      if (!isFree) await table.changeEndpoint(name, { leasedUntil: undefined }, { leasedUntil });
      if (!isDone || !isFree) await requestDelivery(name);
      else await comeAgain(endpoint, isTold, ports);
      return;
    }
  }
}

/** Sends as long as it is in time. @returns whether nothing more can be sent now */
async function deliverBatch(
  endpoint: WebhookEndpoint,
  isInTime: () => boolean,
  ports: DeliverDuePorts,
): Promise<boolean> {
  const { table, clock } = ports;
  const now = clock().toISOString();
  if (endpoint.disabledAt !== undefined) return true;
  if (endpoint.pausedUntil !== undefined && endpoint.pausedUntil > now) return true;
  const isProbe = endpoint.failures >= breakerFailures;
  const due = await table.due(endpoint.id, now, isProbe ? 1 : batchSize);
  if (due.length === 0) return true;
  const deliveries = await readTogether(...due.map((one) => table.deliveryToRead(endpoint.id, one)));

  const bySubject = new Map<string, { due: Due; delivery: Delivery }[]>();
  for (const [index, one] of due.entries()) {
    const delivery = deliveries[index];
    if (delivery?.state !== 'PENDING') {
      await table.removeDue(endpoint.id, one);
      continue;
    }
    bySubject.set(delivery.subject, [...(bySubject.get(delivery.subject) ?? []), { due: one, delivery }]);
  }
  const receipts: Receipt[] = [];
  await eachOf([...bySubject.values()], atOnce, async (messages) => {
    for (const { due: one, delivery } of messages) {
      if (!isInTime()) return;
      receipts.push(await deliver(endpoint, one, delivery, ports));
    }
  });
  if (receipts.length > 0) await judge(endpoint, receipts, ports);
  return false;
}

async function deliver(
  endpoint: WebhookEndpoint,
  due: Due,
  delivery: Delivery,
  { table, post, clock, dice }: DeliverDuePorts,
): Promise<Receipt> {
  const at = clock();
  const headers = signedHeaders(delivery.id, delivery.body, endpoint.secrets, at);
  const receipt = await post(endpoint.url, headers, delivery.body);
  const tries = delivery.attempts.filter((attempt) => attempt.at >= delivery.since).length + 1;
  const now = clock();
  const next = isTaken(receipt) ? undefined : nextAttempt(tries, new Date(delivery.since), now, dice());
  const state = isTaken(receipt) ? 'DELIVERED' : next === undefined ? 'FAILED' : 'PENDING';
  await table.recordAttempt(
    endpoint.id,
    due,
    { attempt: { at: at.toISOString(), ...receipt }, state, ...(next && { next: next.toISOString() }) },
    now,
  );
  return receipt;
}

function isTaken({ status = 0 }: Receipt): boolean {
  return status >= 200 && status < 300;
}

/** Notes how an endpoint does, and leaves it alone, or for good, if it does badly. */
async function judge(
  endpoint: WebhookEndpoint,
  receipts: readonly Receipt[],
  { table, count, clock, dice }: DeliverDuePorts,
): Promise<void> {
  const now = clock();
  const isGone = receipts.some(({ status }) => status === 410);
  if (receipts.some(isTaken) && !isGone) {
    if (endpoint.failures === 0) return;
    await table.changeEndpoint(endpoint, doesWell);
    return;
  }
  const failures = endpoint.failures + receipts.length;
  const failingSince = endpoint.failingSince ?? now.toISOString();
  const rest = restMilliseconds(failures, dice());
  const what = isGone ? 'GONE' : newsAfter(now.getTime() - Date.parse(failingSince), endpoint);
  const disabledBecause = what === 'WARNING' ? undefined : what;
  await table.changeEndpoint(endpoint, {
    failures,
    failingSince,
    ...(rest > 0 && { pausedUntil: new Date(now.getTime() + rest).toISOString() }),
    ...(disabledBecause !== undefined && { disabledAt: now.toISOString(), disabledBecause }),
    ...(what !== undefined && { isWarned: true, ownersNews: { what, lastAnswer: answerOf(receipts) } }),
  });
  if (disabledBecause === undefined) return;
  const { storefront, id } = endpoint;
  logger.warn('webhook endpoint disabled', { storefront, endpointId: id, because: disabledBecause });
  count('WebhookEndpointDisabled');
}

/** What there is to tell once an endpoint has failed for so long: its owner is warned, then it is disabled. */
function newsAfter(milliseconds: number, { isWarned }: WebhookEndpoint): 'WARNING' | 'FAILING' | undefined {
  if (milliseconds > patienceMilliseconds) return 'FAILING';
  return milliseconds > warningMilliseconds && !isWarned ? 'WARNING' : undefined;
}

function answerOf(receipts: readonly Receipt[]): string {
  const { status, error = 'no answer' } = receipts.at(-1) ?? {};
  return status === undefined ? error : `status ${status}`;
}

/** How long an owner waits for news that SES did not take. */
const newsRestMilliseconds = 10 * 60_000;

/**
 * Has the endpoint looked at again when something is due, or its owner is still to be told: by the queue soon, by the
 * clock in any case.
 */
async function comeAgain(
  endpoint: WebhookEndpoint,
  isTold: boolean,
  { table, requestDelivery, clock }: DeliverDuePorts,
): Promise<void> {
  const [next] = endpoint.disabledAt === undefined ? await table.due(endpoint.id, '~', 1) : [];
  const now = clock().getTime();
  const moments = [
    ...(next === undefined ? [] : [[next.at, endpoint.pausedUntil ?? ''].sort().at(-1) ?? next.at]),
    ...(isTold ? [] : [new Date(now + newsRestMilliseconds).toISOString()]),
  ];
  const [at] = moments.sort();
  if (at === undefined) return table.removeWaiting(endpoint);
  await table.addWaiting(endpoint, at);
  const seconds = Math.max(1, Math.ceil((Date.parse(at) - now) / 1000));
  if (seconds <= longestDelaySeconds) await requestDelivery(endpoint, seconds);
}
