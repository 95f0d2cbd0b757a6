import { movedBy } from '../../lambdas/carriers/parcel-status.ts';
import { shippedModel } from '../../lambdas/delivery-forecast/shipped-model.ts';
import { deliveryWatchTable } from '../../lambdas/delivery-promise/delivery-watch-table.ts';
import { lookAfterDeliveries } from '../../lambdas/delivery-promise/look-after-deliveries.ts';
import { carrierScorecard } from '../../lambdas/delivery-promise/scorecard.ts';
import { watchDelivery } from '../../lambdas/delivery-promise/watch-delivery.ts';
import type { ArrivalCounts } from '../../lambdas/foresight/arrival-check.ts';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { notices } from '../../lambdas/notifications/notices/registry.ts';
import { isLateReason, type LateReason } from '../../lambdas/orders/expected-delivery.ts';
import { newOrder, newOrderItem } from '../../lambdas/orders/new-order.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { type OrderTable, orderTable } from '../../lambdas/orders/order-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import type { DeliveryPolicy } from '../../lambdas/shop/delivery-policy.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../../test/builders.ts';
import type { InMemoryDynamoDb } from '../../test/runtime/in-memory-dynamodb.ts';
import { dayOf, type SimulatedOrder } from './simulated-year.ts';

/** What became of an order: how it was promised, when it came, and what its customer was told, and when. */
export interface Outcome {
  readonly order: SimulatedOrder;
  readonly told: readonly { readonly at: number; readonly reason: LateReason }[];
  /** How often a notice was asked for that had been sent already. */
  readonly repeats: number;
}

/** A year as it was replayed. */
export interface ReplayedYear {
  readonly outcomes: readonly Outcome[];
  readonly scorecard: Awaited<ReturnType<typeof carrierScorecard>>;
  /** Entries that are still there in the end. */
  readonly left: number;
  /** How their arrival had been foreseen. */
  readonly arrivals: ArrivalCounts;
}

const hour = 3_600_000;
const tables = {
  ORDERS_TABLE: 'orders',
  DELIVERY_WATCH_TABLE: 'delivery-watch',
  FORESIGHT_TABLE: 'foresight',
} as const;

/**
 * Lives a year of orders with the service's own rules, tables in memory and a clock that is turned: what happens to each
 * order is written as the service writes it, and what its stream and its schedule call is called.
 * @param clockHours how often the clock looks
 */
export async function replayYear(
  db: InMemoryDynamoDb,
  policy: DeliveryPolicy,
  orders: readonly SimulatedOrder[],
  clockHours: number,
): Promise<ReplayedYear> {
  Object.assign(process.env, tables);
  let now = 0;
  const clock = () => new Date(now);
  const table = orderTable(tables.ORDERS_TABLE);
  const watch = deliveryWatchTable(tables.DELIVERY_WATCH_TABLE);
  const model = shippedModel();
  const told = new Map<string, { at: number; reason: LateReason }[]>();
  const sent = new Set<string>();
  const repeats = new Map<string, number>();
  const months = new Set<string>();
  const counted = new Map<string, number>();
  const follow = async (id: OrderId) => watchDelivery(await table.find(id), { watch, policy, clock });
  const ports = {
    ...{ orders: table, watch, policy, clock, switches: async () => [] },
    ...{ foresight: foresightTable(tables.FORESIGHT_TABLE), model },
    requestNotice: async (request: { orderId: OrderId; about?: string | undefined }, delaySeconds = 0) => {
      // What is asked for ahead of a write, for after its call, finds it sent already.
      if (delaySeconds > 0) return;
      await send(request.orderId, request.about);
    },
    count: () => {},
    pause: async () => {},
  };
  const happenings = orders
    .flatMap((order) => happeningsOf(order, { table, follow, policy }))
    .sort((a, b) => a.at - b.at);
  const last = (happenings.at(-1)?.at ?? 0) + 100 * 24 * hour;
  let next = 0;
  for (let tick = (happenings[0]?.at ?? 0) + 60_000; tick <= last; tick += clockHours * hour) {
    for (; next < happenings.length; next++) {
      const happening = happenings[next];
      if (happening === undefined || happening.at > tick) break;
      now = happening.at;
      await happening.happen();
    }
    now = tick;
    months.add(clock().toISOString().slice(0, 7));
    await lookAfterDeliveries(() => true, ports);
    if (clock().getUTCHours() < clockHours) forget();
  }
  const left = db.items(tables.DELIVERY_WATCH_TABLE).filter(({ pk }) => String(pk).startsWith('DUE#')).length;
  return {
    outcomes: orders.map((order) => {
      const id = anOrderId(order.number);
      return { order, told: told.get(id) ?? [], repeats: repeats.get(id) ?? 0 };
    }),
    scorecard: await carrierScorecard([...months], watch),
    arrivals: await watch.arrivalsSince('2000-01-01', model.history),
    left,
  };

  /** Takes orders away that were counted long ago: the store in memory reads all that it has for each query. */
  function forget(): void {
    for (const { pk, sk } of db.items(tables.DELIVERY_WATCH_TABLE)) {
      const [kind, id] = String(pk).split('#');
      if (kind !== 'CLOSED') continue;
      const since = counted.get(String(id)) ?? now;
      counted.set(String(id), since);
      if (now - since < 20 * 24 * hour) continue;
      db.drop(tables.DELIVERY_WATCH_TABLE, String(pk), String(sk));
      for (const item of ['ORDER', 'CONTENT#000', 'SHIPMENT#s1']) db.drop(tables.ORDERS_TABLE, `ORDER#${id}`, item);
    }
  }

  /** As the notice of an order is sent: as long as it is true of it, and once. */
  async function send(orderId: OrderId, about: string | undefined): Promise<void> {
    const { order, content, shipments } = await table.find(orderId);
    if (order === undefined || content === undefined) return;
    const none = { payment: undefined, cases: [], formerPayments: [] };
    if (notices['order-delayed'].of({ order, content, shipments, about, ...none }, clock()) === undefined) return;
    const name = `${orderId} ${about}`;
    if (sent.has(name)) repeats.set(orderId, (repeats.get(orderId) ?? 0) + 1);
    sent.add(name);
    if (about !== undefined && isLateReason(about)) {
      told.set(orderId, [...(told.get(orderId) ?? []), { at: now, reason: about }]);
    }
  }
}

interface Happening {
  readonly at: number;
  readonly happen: () => Promise<void>;
}

/** What happens to an order, in the order of time. */
function happeningsOf(
  order: SimulatedOrder,
  {
    table,
    follow,
  }: { readonly table: OrderTable; readonly follow: (id: OrderId) => Promise<void>; readonly policy: DeliveryPolicy },
): Happening[] {
  const id = anOrderId(order.number);
  const iso = (moment: number) => new Date(moment).toISOString();
  const accept = async () => {
    const { shippingAddress, ...rest } = anOrderContent({
      ...{ id, createdAt: iso(order.acceptedAt), lines: [anOrderLine()] },
      expected: order.promised,
    });
    const content = { ...rest, shippingAddress: { ...shippingAddress, country: order.country } };
    await table.addContent(content);
    const { status: _pending, ...accepted } = newOrder(content);
    const confirmed = { ...newOrderItem({ ...accepted, status: 'CONFIRMED' }) };
    await transact([{ Put: { TableName: tables.ORDERS_TABLE, Item: confirmed } }]);
    await follow(id);
  };
  const ship = async () => {
    const { order: stored } = await table.find(id);
    if (stored === undefined) throw new Error('an order that is not there leaves');
    const at = iso(order.shippedAt);
    const shipment = {
      ...{ id: 's1', at, carrier: order.carrier, requestHash: 'hash', lines: [{ line: 1, quantity: 6 }] },
      ...(!order.isSilent && { trackingNumber: `T${order.number}` }),
    };
    await written([table.shippedWrite(stored, at), table.shipmentWrite(id, shipment)]);
    await follow(id);
  };
  const hear =
    ({ at, scan, estimatedDelivery }: SimulatedOrder['news'][number]) =>
    async () => {
      const { shipments } = await table.find(id);
      const [shipment] = shipments;
      if (shipment === undefined) throw new Error('a parcel that has not left is scanned');
      const moved = movedBy(shipment, { scans: [scan], estimatedDelivery }, new Date(at));
      if (moved === undefined) return;
      const timeline = moved.passed.map((state) => ({
        at: iso(at),
        event: `SHIPMENT_${state}` as 'SHIPMENT_DELIVERED',
      }));
      await written([...table.changeShipmentWrites(id, shipment, { set: { parcel: moved.parcel } }, timeline)]);
      await follow(id);
    };
  return [
    { at: order.acceptedAt, happen: accept },
    { at: order.shippedAt, happen: ship },
    ...order.news.map((news) => ({ at: news.at, happen: hear(news) })),
  ];
}

async function written(writes: Parameters<typeof transact>[0]): Promise<void> {
  const refusals = await transact(writes);
  if (refusals !== undefined) throw new Error('what happens to an order was refused');
}

/** How well customers were told, in counts and shares. */
export interface Verdict {
  readonly orders: number;
  readonly late: number;
  readonly told: number;
  /** Of the late: said late ahead of the promised day, by its end, and before they came. */
  readonly aheadOfDay: number;
  readonly byDay: number;
  readonly beforeArrival: number;
  /** Of all that were said late, those that were. */
  readonly right: number;
  readonly toldTwice: number;
}

/** How well the customers of these orders were told. Late is what came behind its promised day, or never. */
export function verdictOf(outcomes: readonly Outcome[]): Verdict {
  const isLate = ({ order }: Outcome) => order.arrives === undefined || order.arrives > order.promised.deliverBy;
  const late = outcomes.filter(isLate);
  const told = outcomes.filter((outcome) => outcome.told.length > 0);
  const firstDay = ({ order, told: [first] }: Outcome) => (first === undefined ? '~' : dayOf(first.at, order.promised));
  return {
    orders: outcomes.length,
    late: late.length,
    told: told.length,
    aheadOfDay: late.filter((one) => firstDay(one) < one.order.promised.deliverBy).length,
    byDay: late.filter((one) => firstDay(one) <= one.order.promised.deliverBy).length,
    beforeArrival: late.filter((one) => firstDay(one) < (one.order.arrives ?? '~')).length,
    right: told.filter(isLate).length,
    toldTwice: outcomes.filter(
      ({ told, repeats }) => repeats > 0 || new Set(told.map(({ reason }) => reason)).size < told.length,
    ).length,
  };
}
