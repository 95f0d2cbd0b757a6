import { randomUUID } from 'node:crypto';
import { setFunctionEnvironment } from '../../bin/operations/function-environment.ts';
import type { OperatedStage } from '../../bin/operations/operated-stage.ts';
import { callersOf } from '../../bin/smoke/access-tokens.ts';
import { apiAt } from '../../bin/smoke/api.ts';
import type { SwitchKindName } from '../../lambdas/contingency/switch-kinds.ts';
import type { OrderRecord } from '../../lambdas/orders/order-table.ts';
import { controlCarriers } from '../carriers.ts';
import { controlProvider } from '../payment-providers.ts';

/** What a drill teaches: whether something was done as it should be, and how it is done better. */
export interface Lesson {
  readonly what: string;
  readonly isRight: boolean;
  readonly better: string;
}

/** A trouble that was caused, until it is dealt with. */
export interface Trouble {
  /** What somebody on duty has to know of it beside what its drill tells. */
  readonly told?: readonly string[];
  /** Whether the goal is reached, by what the tables, queues and providers say. */
  isOver(): Promise<boolean>;
  /** What was right. */
  lessons(): Promise<readonly Lesson[]>;
  /** Takes away what was caused, whatever has become of it. */
  takeAway(): Promise<void>;
}

/** Something that goes wrong, to be put right by whoever is on duty. */
export interface Drill {
  /** What it is, as `--help` lists it. */
  readonly title: string;
  /** What somebody on duty would hear or see first, and what they are to reach. */
  readonly told: readonly string[];
  /** The page that says what to do. */
  readonly runbook: string;
  readonly minutes: number;
  /** Causes it. */
  begin(cloud: TrainingCloud): Promise<Trouble>;
}

/** The local cloud that runs, as drills use it. */
export interface TrainingCloud {
  readonly stage: OperatedStage;
  readonly endpoint: string;
  readonly dataFolder: string;
  /** Where the payment providers of this machine are found from. */
  readonly issuerPort: number;
  /** Places an order of a customer of this drill. @returns its id */
  place(order: DrillsOrder): Promise<string>;
  /** Asks the API for something as staff do. @throws Error unless it says yes */
  desk(method: string, path: string, body: object): Promise<void>;
  /** All that is known of an order. */
  order(id: string): Promise<OrderRecord>;
}

/** What matters of an order of a drill. */
export interface DrillsOrder {
  readonly payment: { readonly provider: string; readonly token: string };
  readonly email?: string;
}

const product = {
  sku: 'DRILL-TEA',
  name: 'Green tea for drills',
  prices: [{ currency: 'GBP', unitPrice: 1_680 }],
  quantity: 100_000,
};

/**
 * The local cloud as drills use it, with something to sell.
 * @throws Error on AWS: what a drill does to a stage, nobody may do to customers
 */
export async function trainingCloud(stage: OperatedStage, dataFolder: string): Promise<TrainingCloud> {
  const endpoint = stage.local?.settings.endpoint;
  if (endpoint === undefined) throw new Error('A drill breaks things: it runs on a local cloud only (npm start).');
  setFunctionEnvironment(stage);
  const { putOnSale } = await import('../../lambdas/stock-keeping/put-on-sale.ts');
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  await putOnSale([product]);
  const issuerPort = Number(new URL(stage.output('Issuer')).port);
  // What a drill that was killed has left.
  await calmProviders(issuerPort);
  const api = apiAt(stage.output('ApiUrl'));
  const callers = callersOf(stage);
  const token = await callers.storefront();
  return {
    stage,
    endpoint,
    dataFolder,
    issuerPort,
    async place(order) {
      const { status, body } = await api('POST', '/orders', {
        token,
        idempotencyKey: `drill-${randomUUID()}`,
        body: aDrillsOrder(order),
      });
      if (status !== 202) throw new Error(`The drill's order was answered ${status}.`);
      return String(body.id);
    },
    async desk(method, path, body) {
      const request = { token: await callers.backOffice(), idempotencyKey: `drill-${randomUUID()}`, body };
      const { status, body: said } = await api(method, path, request);
      if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${said.detail}`);
    },
    order: (id) => orderTable().find(id),
  };
}

/** The body of `POST /orders` for a customer of a drill. */
export function aDrillsOrder({ payment, email = `${randomUUID()}@drill.example` }: DrillsOrder) {
  return {
    currency: 'GBP',
    lines: [{ sku: product.sku, quantity: 1 }],
    contact: { email },
    locale: 'en',
    shippingAddress: {
      name: 'Ada Drill',
      line1: '1 Test Street',
      city: 'London',
      postalCode: 'N1 9ZZ',
      country: 'GB',
    },
    payment,
  };
}

/** Ends whatever a drill has told a payment provider or a carrier to do wrong. */
export async function calmProviders(issuerPort: number): Promise<void> {
  await controlCarriers(issuerPort, 'mode', { down: false });
  await controlProvider('stripe', issuerPort, 'mode', { clear: true });
}

/**
 * Whether a switch was on while something was away, and is not on any more.
 * @param backAt when that came back, in milliseconds
 */
export async function switchUse(
  kind: SwitchKindName,
  isMeant: (target: string | undefined) => boolean,
  backAt: number,
) {
  const { switchTable } = await import('../../lambdas/contingency/switch-table.ts');
  const { stateOf } = await import('../../lambdas/contingency/switch.ts');
  const { switches } = await switchTable().find();
  const meant = switches.filter((one) => one.kind === kind && isMeant(one.target));
  return {
    wasOn: meant.some(
      ({ from, endedAt }) => Date.parse(from) < backAt && (endedAt === undefined || Date.parse(endedAt) >= backAt),
    ),
    isOn: meant.some((one) => stateOf(one, new Date()) === 'ON'),
  };
}

/** An order's payment, as the service has it. */
export async function paymentOf(orderId: string) {
  const { paymentTable } = await import('../../lambdas/payments/payment-table.ts');
  const { paymentIdOf } = await import('../../lambdas/payments/payment-try.ts');
  return paymentTable().find(paymentIdOf({ orderId }));
}

/** How many of the orders stand so. */
export async function howMany(
  cloud: TrainingCloud,
  ids: readonly string[],
  isSo: (record: OrderRecord) => boolean,
): Promise<number> {
  const records = await Promise.all(ids.map((id) => cloud.order(id)));
  return records.filter(isSo).length;
}
