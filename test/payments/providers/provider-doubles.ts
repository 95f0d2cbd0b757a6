import './alipay/bundled-transport.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { PaymentProvider } from '../../../lambdas/payments/payment-provider.ts';
import { alipayProvider } from '../../../lambdas/payments/providers/alipay/alipay-provider.ts';
import type { PaymentMethod } from '../../../lambdas/payments/providers/registry.ts';
import { sandboxProvider } from '../../../lambdas/payments/providers/sandbox/sandbox-provider.ts';
import { settleSandboxPayment } from '../../../lambdas/payments/providers/sandbox/settle-sandbox-payment.ts';
import { stripeProvider } from '../../../lambdas/payments/providers/stripe/stripe-provider.ts';
import { weChatPayProvider } from '../../../lambdas/payments/providers/wechat-pay/wechat-pay-provider.ts';
import { startAlipay } from '../../../local/providers/alipay/alipay.ts';
import { startStripe } from '../../../local/providers/stripe/stripe.ts';
import { startWeChatPay } from '../../../local/providers/wechat-pay/wechat-pay.ts';
import { anOrderId } from '../../builders.ts';
import { inMemoryDynamoDb } from '../../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../../service-environment.ts';
import { stubSecret } from '../../stub-secret.ts';
import { startWebhook } from './webhook.ts';

/** What stands in for a provider: on this machine, with books of its own. */
interface RunningDouble {
  readonly url: string;
  /** What the service's secret of it is to hold. */
  readonly secret: string;
  control<Content>(action: string, body?: Record<string, unknown>): Promise<Content>;
  stop(): Promise<void>;
}

interface ProviderDouble {
  readonly create: () => PaymentProvider;
  readonly start: (notificationUrl: string) => Promise<RunningDouble>;
}

const repeatMilliseconds = [10, 10, 10];

/** Every provider with what stands in for it. */
const doubles: Readonly<Record<PaymentMethod, ProviderDouble>> = {
  stripe: {
    create: stripeProvider,
    start: (notificationUrl) => startStripe({ notificationUrl, repeatMilliseconds }),
  },
  alipay: {
    create: alipayProvider,
    start: (notificationUrl) => startAlipay({ notificationUrl, repeatMilliseconds }),
  },
  'wechat-pay': {
    create: weChatPayProvider,
    start: (notificationUrl) => startWeChatPay({ notificationUrl, repeatMilliseconds }),
  },
  // Is its own double: it only needs somebody who settles what waits.
  sandbox: {
    create: sandboxProvider,
    start: async () => ({
      url: 'https://sandbox.invalid',
      secret: randomUUID(),
      async control<Content>(_action: string, body?: Record<string, unknown>) {
        if (body?.orderId !== undefined) await settleSandboxPayment(String(body.orderId));
        return {} as Content;
      },
      stop: async () => undefined,
    }),
  },
};

/** Starts what stands in for a provider. */
async function startDouble(name: PaymentMethod, notificationUrl: string) {
  const double = await doubles[name].start(notificationUrl);
  const prefix = name.toUpperCase().replaceAll('-', '_');

  return {
    ...double,
    /** The provider as its function makes it, in an environment that leads to the double. */
    provider(secret = double.secret): PaymentProvider {
      stubServiceEnvironment();
      inMemoryDynamoDb();
      stubSecret(secret);
      vi.stubEnv('NOTIFICATION_URL', notificationUrl);
      vi.stubEnv(`${prefix}_BASE_URL`, double.url);
      vi.stubEnv(`${prefix}_SECRET_ARN`, `arn:test:${name}`);
      return doubles[name].create();
    },
  };
}

/** What the secret of a provider held, before its keys were replaced. */
export async function formerSecret(name: PaymentMethod): Promise<string> {
  const { secret, stop } = await doubles[name].start('https://api.invalid');
  await stop();
  return secret;
}

type Double = Awaited<ReturnType<typeof startDouble>>;

/** What a provider's double has of an order's payment, in its own books. */
interface LedgerEntry {
  readonly status: string;
  readonly captured: number;
  readonly refunded: number;
  readonly refundIds: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
  readonly notifications: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly answers: readonly (number | string)[];
  }[];
}

/** The payment of one order of 1000 minor units, as the service speaks of it with a provider. */
function paymentOf(
  name: PaymentMethod,
  { provider, double }: { readonly provider: PaymentProvider; readonly double: Double },
  { orderId, currency, token }: { readonly orderId: string; readonly currency: string; readonly token: string },
) {
  const whole = { orderId, amount: 1_000, total: 1_000, currency };
  const authorize = (more: { token?: string; amount?: number; currency?: string; waitSeconds?: number } = {}) => {
    const { token: other = token, ...changed } = more;
    return provider.authorize({
      ...whole,
      instruction: { provider: name, token: other },
      waitSeconds: 900,
      ...changed,
    });
  };
  const capture = () => provider.capture(whole);
  const pay = () => double.control<{ code?: string }>('pay', { orderId });
  return {
    orderId,
    authorize,
    query: (known: { refundIds?: string[]; disputeIds?: string[] } = {}) => provider.query({ ...whole, ...known }),
    capture,
    void: () => provider.void(whole),
    refund: (refundId: string, amount: number, refundIds: string[] = []) =>
      provider.refund({ ...whole, amount, refundId: idOf(refundId, orderId), refundIds }),
    refundId: (refundId: string) => idOf(refundId, orderId),
    /** The customer pays. */
    pay,
    /** Brings it to where the money is the shop's. */
    async captured() {
      await authorize();
      await pay();
      return capture();
    },
    mode: (mode: object) => double.control('mode', { orderId, ...mode }),
    control: <Content>(action: string, body: object = {}) => double.control<Content>(action, { orderId, ...body }),
    entry: async () => (await double.control<Record<string, LedgerEntry | undefined>>('payments'))[orderId],
  };
}

/** Refund ids are unique over all orders, as ours are. */
function idOf(refundId: string, orderId: string): string {
  return `${orderId}-${refundId}`;
}

export type TestedPayment = ReturnType<typeof paymentOf>;

/**
 * Tries a provider in the tests of a `describe`: starts what stands in for it and a webhook, and begins each test with
 * another order.
 */
export function tryProvider(
  name: PaymentMethod,
  { currency, token }: { readonly currency: string; readonly token: string },
) {
  let orders = 0;
  let double: Double;
  let webhook: Awaited<ReturnType<typeof startWebhook>>;
  let provider: PaymentProvider;
  let payment: TestedPayment;

  const another = (more: { currency?: string } = {}): TestedPayment => {
    orders += 1;
    return paymentOf(name, { provider, double }, { orderId: anOrderId(orders), currency, token, ...more });
  };

  beforeAll(async () => {
    webhook = await startWebhook(name);
    double = await startDouble(name, webhook.url);
  });

  beforeEach(() => {
    provider = double.provider();
    payment = another();
  });

  afterEach(async () => {
    await double.control('mode', { clear: true });
    webhook.forget();
    vi.unstubAllEnvs();
  });

  afterAll(async () => {
    await double.stop();
    webhook.stop();
  });

  return {
    get double() {
      return double;
    },
    get webhook() {
      return webhook;
    },
    get provider() {
      return provider;
    },
    /** The test's order's. */
    get payment() {
      return payment;
    },
    /** That of another order. */
    another,
    /** The notifications that came in, read. */
    news: () => Promise.all(webhook.received.map((raw) => provider.verifyNotification(raw))),
  };
}
