import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, transact } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import type { ChangedInstructions } from './delivery-instructions.ts';
import { erasedContent, erasedParts } from './erased-content.ts';
import type { Order, OrderContent, OrderId } from './order.ts';
import { type OrderItem, orderKeys } from './order-keys.ts';
import type { StoredReturn } from './order-return.ts';
import { lastPageVersion } from './page-token.ts';
import type { Resend } from './resend.ts';
import type { StoredReturnCase } from './return-case.ts';
import type { StoredShipment } from './shipment.ts';

/** An order whose personal data is to be erased, with what else of it stands in items of its own. */
export interface ErasedOrder {
  readonly order: Order;
  readonly content: OrderContent;
  readonly resends: readonly Resend[];
  readonly shipments: readonly StoredShipment[];
  readonly returns: readonly StoredReturn[];
  readonly cases: readonly StoredReturnCase[];
  readonly changedInstructions: ChangedInstructions | undefined;
}

/** A page of orders whose personal data is older than it may be; `next`: where the page after it begins. */
export interface OldOrders {
  readonly ids: readonly OrderId[];
  readonly next?: string;
}

/** What stands of an erasure: when it was, ISO 8601 UTC; and by what the order may still be found, without naming it. */
const Erased = z.object({ erasedAt: z.string(), createdAt: z.string(), listedBy: z.optional(z.array(z.string())) });
export type Erased = z.output<typeof Erased>;

/** A pass through the table: when it began, ISO 8601 UTC, and where it goes on; without that it is done. */
const Erasing = z.object({ begunAt: z.string(), from: z.optional(z.string()) });
type Erasing = Readonly<z.output<typeof Erasing>>;

/** So that a page is read, and its orders erased, in seconds. */
const itemsPerPage = 2_000;

/** The erasure of personal data in the Orders table. */
export function orderErasure(tableName: string) {
  type Content = OrderContent & Erased;
  const updates = {
    content: writesTo<Content>(tableName).update,
    order: writesTo<OrderItem>(tableName).update,
    resend: writesTo<Resend>(tableName).update,
    shipment: writesTo<StoredShipment>(tableName).update,
    return: writesTo<StoredReturn>(tableName).update,
    case: writesTo<StoredReturnCase>(tableName).update,
    instructions: writesTo<ChangedInstructions>(tableName).update,
  };

  /** How far the erasure of an order has come; undefined where nothing of it is sure to have happened. */
  async function findErased(orderId: OrderId): Promise<Erased | undefined> {
    const as = (item: object) => ('erasedAt' in item ? z.parse(Erased, item) : undefined);
    return read({ tableName, key: orderKeys.content(orderId, 0), as });
  }

  /** Notes that an order is found by nothing personal any more. */
  async function recordUnlisted(orderId: OrderId): Promise<void> {
    await tryWrite(updates.content(orderKeys.content(orderId, 0), { remove: ['listedBy'], when: { pk: present } }));
  }

  /**
   * Erases what an order's items say of its customer, and revokes the links to its page. What says that it is done, and
   * by which the order is found, comes last: what was cut off is done again, whole.
   * @param listedBy by what of it the order is still found, to be taken out of the index afterwards
   * @returns false when the order has changed since it was read
   */
  async function erase(
    { order, content, ...beside }: ErasedOrder,
    at: string,
    listedBy: readonly string[],
  ): Promise<boolean> {
    const { id, version, cancellation, lineCancellations, pageVersion = 0 } = order;
    const ofOrder = updates.order(orderKeys.order(id), {
      set: {
        ...(cancellation && { cancellation: withoutText(cancellation) }),
        ...(lineCancellations && { lineCancellations: lineCancellations.map(withoutText) }),
        pageVersion: Math.min(pageVersion + 1, lastPageVersion),
      },
      add: { version: 1 },
      remove: ['customer', 'customerId'],
      when: { pk: present, version },
    });
    const set = { ...erasedContent(content), erasedAt: at, listedBy: [...listedBy] };
    const remove = erasedParts.filter((part) => !(part in set));
    const ofContent = updates.content(orderKeys.content(id, 0), { set, remove, when: { pk: present } });

    const when = { pk: present };
    const { resends, shipments, returns, cases, changedInstructions } = beside;
    for (const write of [
      ...resends.map((one) => updates.resend(orderKeys.resend(id, one.id), { remove: ['email'], when })),
      ...shipments.map(({ id: one, parcel }) =>
        updates.shipment(orderKeys.shipment(id, one), {
          // What drivers note may name who took it, and where.
          ...(parcel && { set: { parcel: { ...parcel, scans: [] } } }),
          remove: ['trackingNumber'],
          when,
        }),
      ),
      ...returns.map((one) => updates.return(orderKeys.return(id, one.id), { remove: ['reason'], when })),
      ...cases.map((one) =>
        updates.case(orderKeys.returnCase(id, one.id), {
          remove: ['text', 'declaredBy', 'remark', 'trackingNumber'],
          when,
        }),
      ),
      ...(changedInstructions === undefined
        ? []
        : [updates.instructions(orderKeys.deliveryInstructions(id), { set: { text: '' }, when })]),
    ]) {
      await tryWrite(write);
    }
    // Together: an order that is no longer found by its customer has nothing more of them.
    return (await transact([ofOrder, ofContent])) === undefined;
  }

  /**
   * A page of the orders that were accepted before a moment and not erased since, in no order; eventually consistent. All
   * of the table is read for all pages.
   * @param before ISO 8601 UTC
   * @param from where the page before it ended
   */
  async function oldOrders(before: string, from?: string): Promise<OldOrders> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: 'sk = :content AND createdAt < :before AND attribute_not_exists(erasedAt)',
        ExpressionAttributeValues: { ':content': orderKeys.content('', 0).sk, ':before': before },
        Limit: itemsPerPage,
        ...(from !== undefined && { ExclusiveStartKey: JSON.parse(from) }),
      }),
    );
    return {
      ids: Items.map(({ pk }) => orderKeys.orderIdIn(pk)),
      ...(LastEvaluatedKey && { next: JSON.stringify(LastEvaluatedKey) }),
    };
  }

  /** How far the pass through the table has come that looks for them. */
  async function findErasing(): Promise<Erasing | undefined> {
    return read({ tableName, key: orderKeys.erasing, as: (item) => z.parse(Erasing, item) });
  }

  /** Notes how far it has come. */
  async function recordErasing(erasing: Erasing): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...orderKeys.erasing, ...erasing } }));
  }

  return { findErased, recordUnlisted, erase, oldOrders, findErasing, recordErasing };
}

function withoutText<Of extends { readonly text?: string | undefined }>({ text: _, ...rest }: Of) {
  return rest;
}
