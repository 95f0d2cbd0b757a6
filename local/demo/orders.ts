import order from '../../examples/order.json' with { type: 'json' };
import orderInChinese from '../../examples/order.zh-CN.json' with { type: 'json' };
import type { Invoice } from '../invoices.ts';

/** One of the demo's orders, and how it has to end. */
export interface DemoOrder {
  /** What happens to it, in two or three words. */
  readonly title: string;
  /** The body of `POST /orders`. */
  readonly request: {
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
    readonly [field: string]: unknown;
  };
  readonly ends: {
    /** The order's status in the API. */
    readonly status: 'CONFIRMED' | 'REJECTED' | 'RESERVED';
    readonly reason?: 'OUT_OF_STOCK' | 'PAYMENT_DECLINED';
    /** The states that its execution enters. */
    readonly path: readonly string[];
    readonly emails: number;
    readonly sms: number;
    /** Whether its stock stays reserved. */
    readonly holdsStock: boolean;
    readonly deadLetters: number;
  };
}

/** The steps of the machine, in the order of the demo's columns. */
export const stepNames = [
  'Reserve inventory',
  'Check payment',
  'Confirm order',
  'Reject order',
  'Notify customer',
] as const;

const scarceSku = 'DEMO-LANTERN';

/** Puts the scarce product on sale. */
export const demoInvoice: Invoice = {
  invoice: 'DEMO',
  customer: null,
  country: 'United Kingdom',
  lines: [{ sku: scarceSku, description: 'LAST LANTERN OF THE SEASON', quantity: 1, unitPrice: '12.50' }],
};

/** Customers of this run: the service tells nobody of many unpaid orders a day, and a demo may be run often. */
const run = Date.now().toString(36);

/** The example order, of another customer. */
const ofCustomer = (customer: string) => ({ ...order, contact: { email: `${customer}.${run}@customer.example` } });

const payingWith = (token: string) => ({ payment: { provider: 'sandbox', token } });

const confirmed = {
  status: 'CONFIRMED',
  path: ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'],
  emails: 1,
  sms: 0,
  holdsStock: true,
  deadLetters: 0,
} as const;

const rejected = { status: 'REJECTED', emails: 1, sms: 0, holdsStock: false, deadLetters: 0 } as const;

/** The five orders. */
export const demoOrders: readonly DemoOrder[] = [
  {
    title: 'paid at once',
    request: {
      ...ofCustomer('ada'),
      lines: [
        { sku: '85123A', quantity: 6 },
        { sku: '71053', quantity: 2 },
      ],
      ...payingWith('sandbox-authorised'),
    },
    ends: confirmed,
  },
  {
    title: 'paid later',
    request: orderInChinese,
    ends: { ...confirmed, sms: 1 },
  },
  {
    title: 'out of stock',
    request: {
      ...ofCustomer('charles'),
      lines: [
        { sku: scarceSku, quantity: 3 },
        { sku: '85123A', quantity: 1 },
      ],
      ...payingWith('sandbox-authorised'),
    },
    ends: { ...rejected, reason: 'OUT_OF_STOCK', path: ['Reserve inventory', 'Reject order', 'Notify customer'] },
  },
  {
    title: 'card declined',
    request: {
      ...ofCustomer('mary'),
      lines: [{ sku: '71053', quantity: 4 }],
      ...payingWith('sandbox-declined'),
    },
    ends: {
      ...rejected,
      reason: 'PAYMENT_DECLINED',
      path: ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer'],
    },
  },
  {
    title: 'provider down',
    request: {
      ...ofCustomer('grace'),
      lines: [{ sku: '85123A', quantity: 3 }],
      ...payingWith('sandbox-down'),
    },
    ends: {
      status: 'RESERVED',
      path: ['Reserve inventory', 'Check payment'],
      emails: 0,
      sms: 0,
      holdsStock: true,
      deadLetters: 1,
    },
  },
];

/**
 * How many units of the orders' products there are when the demo begins: of one only two, so that an order runs short.
 */
export const demoStock: ReadonlyMap<string, number> = new Map(
  demoOrders.flatMap(({ request }) => request.lines).map(({ sku }) => [sku, sku === scarceSku ? 2 : 10_000]),
);
