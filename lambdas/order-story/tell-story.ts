import { type AuditTable, auditTable } from '../audit/audit-table.ts';
import { holdingsOf } from '../inventory/holdings.ts';
import type { Movement } from '../inventory/movement.ts';
import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import { eventOrder } from '../order-events/order-event.ts';
import { type OrderEventTable, orderEventTable } from '../order-events/order-event-table.ts';
import { type OrderNoteTable, orderNoteTable } from '../order-notes/order-note-table.ts';
import { type Foreseen, foreseenOf } from '../order-tracking/foreseen-of.ts';
import { readStoredSnapshot } from '../order-tracking/read-stored-snapshot.ts';
import { orderRepresentation, type Snapshot } from '../order-tracking/represent-order.ts';
import { type ExecutionRecord, readExecution } from '../order-workflow/read-execution.ts';
import { maskedCustomer } from '../orders/masked-customer.ts';
import { type OrderContent, OrderId } from '../orders/order.ts';
import { type Payment, payBefore } from '../payments/payment.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { brandOf } from '../shop/brand.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import type { OrderStory, StoryEntry, StoryExecution, StoryPayment, StorySource } from './order-story.ts';
import { standingOf } from './standing.ts';
import {
  movementEntries,
  noteEntries,
  operatorEntries,
  stepEntries,
  timelineEntries,
  webhookEntries,
} from './story-timeline.ts';

/** What telling an order's story touches. */
export interface TellStoryPorts {
  readonly readSnapshot: (orderId: OrderId) => Promise<Snapshot | undefined>;
  readonly readExecution: (orderId: OrderId) => Promise<ExecutionRecord | undefined>;
  readonly movements: Pick<MovementTable, 'at'>;
  readonly events: Pick<OrderEventTable, 'eventsBehind'>;
  readonly webhooks: Pick<WebhookTable, 'endpointsOf' | 'deliveryToRead'>;
  readonly notes: Pick<OrderNoteTable, 'of'>;
  readonly audit: Pick<AuditTable, 'page'>;
  /** What is foreseen of an order: nothing where that cannot be read. */
  readonly foreseenOf: (snapshot: Snapshot) => Promise<Foreseen>;
  readonly clock: Clock;
  readonly holdSeconds: number;
  /** The host of the AWS console in the region. */
  readonly consoleUrl: string;
  /** In which staff of an order's storefront read times. */
  readonly timeZoneOf: (content: OrderContent) => string;
}

const production = (): TellStoryPorts => ({
  readSnapshot: readStoredSnapshot,
  readExecution,
  movements: movementTable(),
  events: orderEventTable(),
  webhooks: webhookTable(),
  notes: orderNoteTable(),
  audit: auditTable(),
  foreseenOf: (snapshot) => foreseenOf(snapshot, systemClock()),
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
  consoleUrl: environment('CONSOLE_URL'),
  timeZoneOf: ({ storefront, locale }) => brandOf(stageShop(), storefront, locale).timeZone,
});

/** Who reads a story: its words name times in their zone, else in the shop's. */
export interface StoryReader {
  readonly timeZone?: string | undefined;
}

/**
 * All that is known of an order, on one axis of time, for staff. What it is put together from may be away for a while:
 * then it is told without that, and says so; only the order itself must be there.
 * @throws Problem not-found
 */
export async function tellStory(
  id: string,
  reader: StoryReader = {},
  ports: TellStoryPorts = production(),
): Promise<OrderStory> {
  const orderId = OrderId.safeParse(id);
  const snapshot = orderId.success ? await ports.readSnapshot(orderId.data) : undefined;
  if (snapshot === undefined) throw new Problem(notFound, 'There is no such order.');
  const { order, content, payment, formerPayments } = snapshot;

  const missing: StorySource[] = [];
  const orNothing = async <Value>(source: StorySource, read: Promise<Value>): Promise<Value | undefined> => {
    try {
      return await read;
    } catch (error) {
      logger.warn('a story without a part', { orderId: order.id, source, error: error as Error });
      missing.push(source);
      return undefined;
    }
  };
  const [execution, moved, told, notes, done, { arrival }] = await Promise.all([
    orNothing('execution', ports.readExecution(order.id)),
    orNothing('stock', movementsOf(snapshot, ports)),
    orNothing('webhooks', webhooksOf(snapshot, ports)),
    orNothing('notes', ports.notes.of(order.id)),
    orNothing('operators', ports.audit.page({ orderId: order.id }, mostActions)),
    ports.foreseenOf(snapshot),
  ]);

  const { holdSeconds } = ports;
  const timeZone = reader.timeZone ?? ports.timeZoneOf(content);
  const isUnread = missing.includes('execution');
  const shown = orderRepresentation(snapshot, undefined);
  const entries = [
    ...timelineEntries(shown.timeline),
    ...(execution === undefined ? [] : stepEntries(execution)),
    ...movementEntries(moved ?? []),
    ...(told ?? []),
    ...noteEntries(notes ?? []),
    ...operatorEntries(done?.entries ?? []),
  ];
  return {
    standing: standingOf({
      ...{ snapshot, holdSeconds, timeZone },
      execution: isUnread ? 'unread' : execution,
      now: ports.clock(),
    }),
    storefront: order.storefront,
    order: eventOrder(shown),
    ...(arrival && { arrival }),
    customer: maskedCustomer(content),
    payments: [...formerPayments, ...(payment ? [payment] : [])].map(storyPayment),
    ...(execution && { execution: storyExecution(execution, ports.consoleUrl) }),
    stock: {
      held: holdingsOf(order, content.lines).map(({ sku, quantity, backordered }) => ({
        ...{ sku, quantity },
        ...(backordered && { backordered }),
      })),
      ...(order.holdExpiresAt !== undefined && { holdExpiresAt: order.holdExpiresAt }),
    },
    timeline: entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    ...(missing.length > 0 && { missing }),
  };
}

function storyPayment(payment: Payment): StoryPayment {
  const { tryNumber = 1, history, refunds, disputes = [] } = payment;
  const { provider, reference, status, amount, currency, captured, refunded, replacedAt, review } = payment;
  const until = payBefore(payment);
  return {
    ...{ try: tryNumber, provider, status, amount, currency, captured, refunded, begunAt: history[0]?.at ?? '' },
    ...(reference !== undefined && { reference }),
    ...(until !== undefined && { payBefore: until }),
    ...(replacedAt !== undefined && { replacedAt }),
    ...(review !== undefined && { review }),
    refunds: refunds.map(({ id, amount, at, reason, failure }) => ({
      id,
      amount,
      at,
      reason,
      ...(failure && { failure }),
    })),
    disputes: [...disputes],
    ...storyRisk(payment),
  };
}

function storyRisk({ risk }: Payment): Pick<StoryPayment, 'risk'> {
  if (risk?.decision === undefined) return {};
  const { mode, decision, review } = risk;
  const { at: _at, ...said } = decision;
  return {
    risk: {
      ...{ mode, ...said },
      ...(review && { review: review.status }),
      ...(review?.end && { decidedBy: review.end.by }),
    },
  };
}

function storyExecution({ arn, traceId, steps, ...execution }: ExecutionRecord, consoleUrl: string): StoryExecution {
  const { status, startedAt, endedAt, error, cause, redrives } = execution;
  const region = environment('AWS_REGION');
  return {
    ...{ status, redrives },
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    consoleUrl: `${consoleUrl}/states/home?region=${region}#/v2/executions/details/${arn}`,
    ...(traceId !== undefined && {
      traceUrl: `${consoleUrl}/cloudwatch/home?region=${region}#xray:traces/${traceId}`,
    }),
    steps: steps.map(({ name, status, attempts, error, startedAt, endedAt }) => ({
      ...{ name, status, attempts, startedAt: startedAt.toISOString() },
      ...(error !== undefined && { error }),
      ...(endedAt !== undefined && { endedAt: endedAt.toISOString() }),
    })),
  };
}

/** So many actions of people are told, the latest. */
const mostActions = 100;

/** So many SKUs are looked up in the ledger: of an order with hundreds of lines, the first. */
const mostSkus = 25;

/** What of the order moved in the warehouse: the ledger has it under the moment of the shipment or return. */
async function movementsOf(
  { content, shipments, returns }: Snapshot,
  { movements }: TellStoryPorts,
): Promise<readonly Movement[]> {
  const wanted = [...shipments, ...returns].flatMap(({ id, at, lines }) => {
    const skus = lines.flatMap(({ line }) => content.lines[line - 1]?.sku ?? []);
    return [...new Set(skus)].map((sku) => ({ sku, at, id }));
  });
  const found = wanted.slice(0, mostSkus).map(async ({ sku, at, id }) => {
    const moved = await movements.at(sku, at);
    return moved.filter((movement) => movement.id === id);
  });
  return (await Promise.all(found)).flat();
}

/** What the storefront's webhook endpoints were sent of it, as long as that is kept. */
async function webhooksOf({ order }: Snapshot, { events, webhooks }: TellStoryPorts): Promise<readonly StoryEntry[]> {
  const endpoints = await webhooks.endpointsOf(order.storefront);
  if (endpoints.length === 0) return [];
  const recorded = await events.eventsBehind(order.id, '');
  const sent = endpoints.map(async ({ id, url }) => {
    const found = await readTogether(...recorded.map((event) => webhooks.deliveryToRead(id, event)));
    return webhookEntries(
      new URL(url).host,
      found.filter((delivery) => delivery !== undefined),
    );
  });
  return (await Promise.all(sent)).flat();
}
