import * as z from 'zod/mini';
import { NoticeMarker, noticeChannels } from '../../lambdas/orders/notice-marker.ts';
import { isConfirmed, orderStatuses } from '../../lambdas/orders/order-status.ts';

/** An order as the API shows it, as far as a storefront that keeps its books looks. */
export const ShownOrder = z.object({
  id: z.string(),
  status: z.enum(orderStatuses),
  total: z.int(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
  /** Absent from the answer to `POST /orders`. */
  timeline: z.optional(z.array(z.object({ at: z.string(), event: z.string(), detail: z.optional(z.string()) }))),
  rejection: z.optional(z.object({ reason: z.string() })),
  delayed: z.optional(z.object({ since: z.string(), until: z.string() })),
});
export type ShownOrder = Readonly<z.output<typeof ShownOrder>>;

/** A call of the API: when it began and ended, in milliseconds since 1970. Without a status there was no answer. */
const call = { begunAt: z.int(), endedAt: z.int(), httpStatus: z.optional(z.int()), order: z.optional(ShownOrder) };

const stockOf = { sku: z.string(), onHand: z.int(), available: z.int(), reserved: z.int() };

/**
 * Something that was seen of the service from outside while it ran, or that stands in its books and its partners' at
 * the end.
 */
export const HistoryEvent = z.discriminatedUnion('type', [
  /** The stock of a SKU before the first order. */
  z.object({ type: z.literal('stock before'), ...stockOf }),
  /** A storefront sent an order, perhaps not for the first time. */
  z.object({ type: z.literal('submission'), key: z.string(), ...call }),
  /** A storefront looked at an order. */
  z.object({ type: z.literal('read'), orderId: z.string(), ...call }),
  /** A storefront called an order off. */
  z.object({ type: z.literal('cancellation'), orderId: z.string(), ...call }),
  /** What stands in the Orders table at the end. */
  z.object({
    type: z.literal('order'),
    orderId: z.string(),
    status: z.enum(orderStatuses),
    total: z.int(),
    /** What it asks for and does not wait for: units that are promised to it unless it was called off. */
    promised: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    /** Over which its customer can be told. */
    channels: z.array(z.enum(noticeChannels)),
    notices: z.array(z.pick(NoticeMarker, { event: true, about: true, channel: true, state: true })),
  }),
  /** An execution of an order. */
  z.object({ type: z.literal('execution'), name: z.string(), orderId: z.string(), status: z.string() }),
  /** A message about an order in the dead-letter queue of executions. */
  z.object({ type: z.literal('dead letter'), orderId: z.string(), error: z.nullable(z.string()) }),
  /** A message that SES or SNS took. */
  z.object({
    type: z.literal('told'),
    orderId: z.string(),
    channel: z.enum(noticeChannels),
    /** The event, or of a short message, which does not name it, its text. */
    what: z.string(),
    at: z.int(),
  }),
  /** What a payment provider has of an order in its own books; amounts in minor units. */
  z.object({
    type: z.literal('payment'),
    orderId: z.string(),
    provider: z.string(),
    /** How many payments took money, or hold it for the shop. */
    charges: z.int(),
    captured: z.int(),
    refunded: z.int(),
    /** Whether it holds money for the shop that was neither captured nor given up. */
    authorized: z.boolean(),
  }),
  /** The stock of a SKU after all. */
  z.object({ type: z.literal('stock after'), ...stockOf }),
  /** What the service's own stock check finds wrong at the end. */
  z.object({ type: z.literal('stock difference'), sku: z.string(), what: z.string() }),
]);
export type HistoryEvent = Readonly<z.output<typeof HistoryEvent>>;

/** An event of one type. */
export type EventOf<Type extends HistoryEvent['type']> = Extract<HistoryEvent, { readonly type: Type }>;

/** What is seen of a call of the API. */
export type SeenCall = Omit<EventOf<'submission'>, 'type' | 'key'>;

/** Who hears of an event at once. */
export type RecordEvent = (event: HistoryEvent) => void;

/** What is seen of a call of the API that began then and has just ended; without a status it was not answered. */
export function seenCall(begunAt: number, httpStatus?: number, body?: unknown): SeenCall {
  const { data: order } = ShownOrder.safeParse(body);
  return { begunAt, endedAt: Date.now(), ...(httpStatus !== undefined && { httpStatus }), ...(order && { order }) };
}

/** The events of a type, in their order. */
export function ofType<Type extends HistoryEvent['type']>(
  events: readonly HistoryEvent[],
  type: Type,
): readonly EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** Whether the order has a claim to units: they are reserved for it, or went out to its customer. */
export function isPromised({ status }: EventOf<'order'>): boolean {
  return status === 'RESERVED' || isConfirmed(status);
}

/** A history as text: one JSON object a line. */
export function linesOf(events: readonly HistoryEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/**
 * The history that these lines tell.
 * @throws Error that names the first line that tells no event
 */
export function historyOf(text: string): readonly HistoryEvent[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const event = z.safeParse(HistoryEvent, parsed(line));
    if (event.success) return [event.data];
    const [issue] = event.error.issues;
    throw new Error(`Line ${index + 1} is no event of a history: ${issue?.path.join('.')} ${issue?.message}`);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
