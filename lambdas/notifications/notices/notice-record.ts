import * as z from 'zod/mini';
import type { NoticeKind } from '../../orders/notice-kind.ts';
import type { Order, OrderContent } from '../../orders/order.ts';
import type { ReturnCase } from '../../orders/return-case.ts';
import type { StoredShipment } from '../../orders/shipment.ts';
import type { Payment } from '../../payments/payment.ts';
import type { EventTexts, Facts, Texts } from '../locales/texts.ts';
import type { PaymentOutcome } from '../payment-outcome.ts';

/** An order with all that a notice says of it. */
export interface OrderToTell {
  readonly order: Order;
  readonly content: OrderContent;
  /** By the try to pay that the order is at; and by those before it. */
  readonly payment: Payment | undefined;
  readonly formerPayments: readonly Payment[];
  /** What has left of it, in the order of time. */
  readonly shipments: readonly StoredShipment[];
  /** What its customer wants to give back, exchange or complains about. */
  readonly cases: readonly ReturnCase[];
  /** Which time, of an event that an order may see several times. */
  readonly about?: string | undefined;
}

/** What a mail program may be told of an order's state (https://schema.org/OrderStatus). */
export type OrderStatusMarkup = 'OrderProcessing' | 'OrderPaymentDue' | 'OrderInTransit' | 'OrderCancelled';

/** How the e-mail about an event looks. */
export interface Look {
  /** The colours of its badge. */
  readonly accent: string;
  readonly tint: string;
  /** Whether the explanation comes before the lines. */
  readonly explainFirst: boolean;
  readonly showAddress: boolean;
}

export const good = { accent: '#14693f', tint: '#e3f4ea', explainFirst: false, showAddress: true } as const;
export const bad = { accent: '#94400f', tint: '#fdeee2', explainFirst: true, showAddress: false } as const;
export const ended = { ...bad, accent: '#4b4b52', tint: '#ececf0' } as const;
export const asking = { ...bad, accent: '#1f4fbf', tint: '#e6eefc' } as const;

/** What there is to say of a notice besides its sentences, which stand in each locale. */
interface Definition<Says extends z.ZodMiniObject> {
  /** What it says of an order besides what every notice says. */
  readonly says: Says;
  /**
   * That, of an order; and of the money, where that is not for `paymentOutcome` to say.
   * @returns undefined when the notice is not, or no longer, true of the order
   */
  of(told: OrderToTell, now: Date): (z.output<Says> & { readonly payment?: PaymentOutcome }) | undefined;
  /** Its sentences, for what it says. */
  sentences(texts: Texts['events'], facts: Facts, said: z.output<Says>): EventTexts;
  readonly look: Look;
  /** What a mail program is told of the order; nothing where the event does not change it. */
  readonly orderStatus: OrderStatusMarkup | undefined;
  /** What customers may choose of it, and whether it may wait for the morning, is that of its kind. */
  readonly kind: NoticeKind;
}

/** All that there is to know of a notice. */
export interface NoticeRecord<Says extends z.ZodMiniObject = z.ZodMiniObject>
  extends Omit<Definition<Says>, 'sentences'> {
  /**
   * Its sentences, for what is said of an order.
   * @throws Error when that lacks something that they need
   */
  sentences(texts: Texts['events'], facts: Facts, order: unknown): EventTexts;
}

/** A notice whose sentences get what its schema has checked. */
export function aNotice<Says extends z.ZodMiniObject>(definition: Definition<Says>): NoticeRecord<Says> {
  return {
    ...definition,
    sentences(texts, facts, order) {
      const said = z.safeParse(definition.says, order);
      if (said.success) return definition.sentences(texts, facts, said.data);
      const lacking = said.error.issues.map(({ path }) => path.join('.'));
      throw new Error(`a notice of an order lacks ${lacking.join(' and ')}`);
    },
  };
}
