/** What there is to know of a kind of switch. */
export interface SwitchKind {
  /** What is so while it is on. */
  readonly title: string;
  /** What becomes of orders then, and what customers and storefronts are told. */
  readonly effect: string;
  /** What there may be several of, each with a switch of its own. */
  readonly target?: { readonly is: 'payment provider' | 'carrier' | 'SKU'; readonly isOptional?: true };
  /** What it is told beside that. */
  readonly setting?: 'retryAfterSeconds' | 'mostPerOrder';
  /** What follows from it needs to know when it ends. */
  readonly needsUntil?: true;
  /** After so many hours without an end somebody is reminded of it. */
  readonly patienceHours: number;
}

/** Every switch by which operators get through a contingency. */
export const switchKinds = {
  'intake-drained': {
    title: 'No new orders',
    effect:
      'No new order is taken: storefronts are told when to try again (503 with Retry-After). Orders under way go on.',
    setting: 'retryAfterSeconds',
    patienceHours: 1,
  },
  'provider-down': {
    title: 'Payment method out of order',
    effect:
      'New orders and further tries to pay with it are refused, and storefronts told which others there are (409 payment-method-down). Orders under way go on; the pages of those that are to be paid with it say that it is disturbed.',
    target: { is: 'payment provider' },
    patienceHours: 4,
  },
  'carrier-down': {
    title: 'No news from a carrier',
    effect:
      'Nobody asks about its parcels, and no order is called late for its silence. Pages say that tracking is not current.',
    target: { is: 'carrier' },
    patienceHours: 24,
  },
  'warehouse-closed': {
    title: 'Warehouse closed',
    effect:
      'Orders are taken, and promised for when it is open again. Customers who were promised an earlier day are told that theirs is late, once, within a day.',
    needsUntil: true,
    patienceHours: 24,
  },
  'flash-sale': {
    title: 'Flash sale',
    effect:
      'An order takes no more units of it than are said here; nobody is told that its stock is low until it is over. Pages of orders without an answer say that it may take some minutes.',
    target: { is: 'SKU', isOptional: true },
    setting: 'mostPerOrder',
    patienceHours: 24,
  },
} as const satisfies Readonly<Record<string, SwitchKind>>;

/** The name of a kind of switch. */
export type SwitchKindName = keyof typeof switchKinds;

/** The names of all kinds. */
export const switchKindNames = Object.keys(switchKinds) as SwitchKindName[];

/** What is known of a kind. */
export function switchKind(name: SwitchKindName): SwitchKind {
  return switchKinds[name];
}
