import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/payments/payment-notification.handler.ts';
import type { RawNotification } from '../../lambdas/payments/payment-provider.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrder, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { modelProvider } from './model-provider.ts';
import { type Sender, senders, webhookSecret } from './notification-senders.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));
mockClient(SFNClient);

const orderId = anOrderId();
const names = Object.keys(senders) as (keyof typeof senders)[];

/** Which field of each provider's notification is its id. */
const idFields = {
  sandbox: 'id',
  model: 'eventId',
  stripe: 'id',
  alipay: 'notify_id',
  'wechat-pay': 'id',
} as const satisfies Record<keyof typeof senders, string>;

const long = 'a'.repeat(3_000);

const made = new Map<string, Sender>();

/** The sender of a provider's notifications; its keys take a while to make. */
function of(name: keyof typeof senders): Sender {
  const sender = made.get(name) ?? senders[name](orderId);
  made.set(name, sender);
  return sender;
}

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  stubSecret(webhookSecret);
  db = inMemoryDynamoDb();
});

describe.each(names)('a validly signed notification of the %s provider', (provider) => {
  const sender = () => of(provider);

  it.each([
    ['longer than a key', long],
    ['just too long', 'a'.repeat(256)],
    ['of characters that no key takes', 'evt \u0000'],
    ['of more bytes than characters', '支'.repeat(255)],
  ])('is refused and counted when its id is %s', async (_, id) => {
    expect(await status(provider, sender().signed({ [idFields[provider]]: id }))).toBe(401);
    expect(vi.mocked(count).mock.calls).toEqual([['NotificationRefused']]);
    expect(db.items('payments')).toHaveLength(1);
  });

  it('is taken when its id is as long as any', async () => {
    expect(await status(provider, sender().signed({ [idFields[provider]]: 'a'.repeat(255) }))).toBeLessThan(300);
  });

  it('is never a fault of ours, whatever one of its fields holds', async () => {
    const odd = fc.oneof(
      fc.constantFrom(long, '', '\ud83d', '\u0000', '__proto__', '支付'.repeat(500), '1e999', '-1', '../..', null),
      fc.constantFrom(-1, 0.5, Number.MAX_SAFE_INTEGER, 1e300, true, [], {}, [long], { [long]: long }),
      fc.string({ maxLength: 2_000, unit: 'binary' }),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const text = Buffer.from(sender().signed().body, 'base64').toString('utf8');
    const fields = [
      ...sender().fieldsOf(text),
      'object',
      'payment_intent',
      'metadata',
      'out_trade_no',
      'amount',
      'currency',
    ];
    const raw = fc
      .tuple(fc.constantFrom('signed', 'about'), fc.constantFrom(...fields), odd)
      .map(([how, field, value]) => sender()[how as 'signed' | 'about']({ [field]: value }));

    await fc.assert(
      fc.asyncProperty(raw, async (notification) => {
        expect(await status(provider, notification)).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });
});

it.each(['charge', 'refund', 'dispute'])(
  'a validly signed %s of Stripe that names a payment which no id can name is refused, and nobody is asked for it',
  async (object) => {
    const { about } = of('stripe');
    for (const payment_intent of [long, 'pi_/../refunds', '', 'pi_\ud83d']) {
      expect(await status('stripe', about({ object, payment_intent }))).toBe(401);
    }
    expect(vi.mocked(count).mock.calls).toEqual(Array(4).fill(['NotificationRefused']));
  },
);

/**
 * How a notification is answered by the webhook, behind which the provider verifies as the real one does; its money is
 * a model's.
 */
async function status(name: keyof typeof senders, { headers, body }: RawNotification): Promise<number> {
  const { currency, verifyNotification } = of(name);
  vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', JSON.stringify({ [name]: `${name}-provider` }));
  const model = modelProvider(db, { kind: 'wallet' });
  providerFunctionsInMemory({ [`${name}-provider`]: () => ({ ...model, verifyNotification }) });
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
  const payment = aPayment({ provider: name, currency, amount: 1530, captured: 0 });
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...payment });
  const request = { pathParameters: { provider: name }, headers, body, isBase64Encoded: true };
  return Number((await handler(anHttpRequest(request as never), aContext())).statusCode);
}
