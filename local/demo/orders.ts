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

const london = {
  name: 'Ada Byron',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
};

/** Customers of this run: the service tells nobody of many unpaid orders a day, and a demo may be run often. */
const run = Date.now().toString(36);

const inEnglish = (customer: string) => ({
  currency: 'GBP',
  locale: 'en',
  contact: { email: `${customer}.${run}@customer.example` },
  shippingAddress: london,
});

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
      ...inEnglish('ada'),
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
    request: {
      currency: 'CNY',
      locale: 'zh-CN',
      contact: { email: 'lin@customer.example', phone: '+8613800138000' },
      shippingAddress: {
        name: '林小满',
        line1: '南京西路 1266 号 3 单元 502 室',
        city: '上海',
        region: '静安区',
        postalCode: '200040',
        country: 'CN',
      },
      lines: [
        { sku: 'DEMO-TEA', quantity: 2 },
        { sku: 'DEMO-CUP', quantity: 4 },
      ],
      ...payingWith('sandbox-delayed'),
    },
    ends: { ...confirmed, sms: 1 },
  },
  {
    title: 'out of stock',
    request: {
      ...inEnglish('charles'),
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
      ...inEnglish('mary'),
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
      ...inEnglish('grace'),
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

/** How many units of the orders' products there are when the demo begins: of one only two, so that an order runs short. */
export const demoStock: ReadonlyMap<string, number> = new Map(
  demoOrders.flatMap(({ request }) => request.lines).map(({ sku }) => [sku, sku === scarceSku ? 2 : 10_000]),
);
