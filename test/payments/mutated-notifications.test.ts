import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/payments/payment-notification.handler.ts';
import type { PaymentProvider, RawNotification } from '../../lambdas/payments/payment-provider.ts';
import { maxBodyBytes } from '../../lambdas/runtime/body.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrder, anOrderId, aPayment } from '../builders.ts';
import { histories } from '../histories.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { modelProvider } from './model-provider.ts';
import { type Sender, senders, webhookSecret } from './notification-senders.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const machine = mockClient(SFNClient);

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  machine.reset();
  stubSecret(webhookSecret);
  db = inMemoryDynamoDb();
});

describe('of thousands of mutated notifications', () => {
  it.each(Object.keys(senders) as (keyof typeof senders)[])(
    'none gets in at the %s provider, and none is a fault',
    async (provider) => {
      const sender = senders[provider](orderId);
      const { model, verify } = provided(provider, sender);
      const payment = { provider, currency: sender.currency, amount: 1530, captured: 0, taskToken: 'token-1' };
      db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
      db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment(payment) });
      // What is not mutated does get in: it is the mutation that is refused.
      const genuine = sender.signed();
      expect(await sent(provider, { ...genuine, isBase64Encoded: true })).toBeLessThan(300);
      const meaning = sender.meaning(Buffer.from(genuine.body, 'base64'), genuine.headers);
      const said = await verify.mock.results[0]?.value;
      expect(said).toMatchObject({ orderId });

      const before = db.snapshot();
      const { reads, writes } = db.counts;
      const asked = model.calls.length;
      let repeats = 0;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(mutation(sender, genuine), async (request) => {
          verify.mockClear();
          const status = await sent(provider, request);
          if (status < 300) {
            // Another spelling of the very notification that was taken, and so a repeat of it: none of the 10,000.
            expect(sender.meaning(bytesOf(request), request.headers)).toBe(meaning);
            expect(await verify.mock.results[0]?.value).toEqual(said);
            repeats++;
            fc.pre(false);
          }
          if (bytesOf(request).byteLength > maxBodyBytes) {
            // Not even read, and none of those counted either.
            expect(status).toBe(413);
            fc.pre(false);
          }
          expect(status).toBe(401);
          refused++;
        }),
        { numRuns: histories(10_000) },
      );

      // A repeat is looked up and found; nothing else was so much as read.
      expect(db.counts).toEqual({ reads: reads + repeats, writes });
      expect(db.snapshot()).toEqual(before);
      expect(model.calls).toHaveLength(asked);
      expect(machine.calls()).toEqual([]);
      expect(refused).toBe(histories(10_000));
      expect(vi.mocked(count).mock.calls).toEqual(Array(refused).fill(['NotificationRefused']));
    },
  );
});

/** Puts a provider in place that verifies as the real one does; its money is the model's. */
function provided(name: string, { verifyNotification }: Sender) {
  vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', JSON.stringify({ [name]: `${name}-provider` }));
  const model = modelProvider(db, { kind: 'wallet' });
  const verify = vi.fn<PaymentProvider['verifyNotification']>(verifyNotification);
  providerFunctionsInMemory({ [`${name}-provider`]: () => ({ ...model, verifyNotification: verify }) });
  return { model, verify };
}

interface Sent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

async function sent(provider: string, request: Sent): Promise<number> {
  const answer = await handler(anHttpRequest({ pathParameters: { provider }, ...request } as never), aContext());
  return Number(answer.statusCode);
}

function bytesOf({ body, isBase64Encoded }: Sent): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** A genuine notification with its bytes, its fields or what it is signed with changed. */
function mutation(sender: Sender, genuine: RawNotification): fc.Arbitrary<Sent> {
  const { signed, changed, doubled, signatureHeaders, age } = sender;
  const bytes = Buffer.from(genuine.body, 'base64');
  const text = bytes.toString('utf8');
  const field = fc.constantFrom(...sender.fieldsOf(text));
  const value = fc.oneof(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 1 }), fc.constant('0.01'));
  const otherBytes = fc.oneof(
    { weight: 60, arbitrary: mutatedBytes(bytes) },
    { weight: 1, arbitrary: hugeBytes(bytes) },
    {
      weight: 20,
      arbitrary: fc
        .tuple(fc.constantFrom(changed, doubled), field, value)
        .map(([edit, name, other]) => Buffer.from(edit(text, name, other))),
    },
  );
  const otherBody = otherBytes.map((changed) => ({ ...genuine, body: changed.toString('base64') }));
  const notifications: fc.WeightedArbitrary<RawNotification>[] = [
    { weight: 4, arbitrary: otherBody },
    // Of anybody else's making.
    {
      weight: 1,
      arbitrary: fc.tuple(field, value).map(([name, other]) => signed({ [name]: other }, { by: 'another' })),
    },
  ];
  if (age !== undefined) {
    const outOfTime = fc.tuple(fc.integer({ min: age + 60, max: 10 ** 9 }), fc.constantFrom(1, -1));
    notifications.push({
      weight: 1,
      arbitrary: outOfTime.map(([seconds, direction]) => signed({}, { secondsAgo: seconds * direction })),
    });
  }
  if (signatureHeaders.length > 0) {
    const others = signed({}, { secondsAgo: 1 }).headers;
    const otherHeaders = fc.constantFrom(...signatureHeaders).chain((name) =>
      mutatedHeader(genuine.headers[name] ?? '', others[name] ?? '').map((changed) => ({
        ...genuine.headers,
        [name]: changed,
      })),
    );
    notifications.push(
      { weight: 4, arbitrary: otherHeaders.map((headers) => ({ ...genuine, headers })) },
      { weight: 2, arbitrary: fc.tuple(otherBody, otherHeaders).map(([raw, headers]) => ({ ...raw, headers })) },
    );
  }
  const noise = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 20 }), { maxKeys: 2 });
  const asSent = fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...notifications).map((raw): Sent => ({ ...raw, isBase64Encoded: true })) },
    // The encoding's flag is wrong, as a proxy in between may set it.
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { ...genuine, isBase64Encoded: false },
        { ...genuine, body: text, isBase64Encoded: true },
      ),
    },
  );
  return fc.tuple(noise, asSent).map(([extra, request]) => ({ ...request, headers: { ...extra, ...request.headers } }));
}

function mutatedBytes(bytes: Buffer): fc.Arbitrary<Buffer> {
  const position = fc.nat(bytes.length - 1);
  const text = bytes.toString('utf8');
  return fc.oneof(
    fc.tuple(position, fc.nat(7)).map(([at, bit]) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      return changed;
    }),
    position.map((at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
    position.map((at) => bytes.subarray(0, at)),
    // Bytes that are no UTF-8 among them, and a byte order mark in front.
    fc
      .tuple(position, fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.constant([0xef, 0xbb, 0xbf])))
      .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)])),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([bytes, more])),
    fc.uint8Array({ maxLength: 200 }).map((any) => Buffer.from(any)),
    fc
      .constantFrom(
        '',
        ' ',
        '{}',
        '[]',
        'null',
        '"',
        `${text}\n`,
        ` ${text}`,
        `\ufeff${text}`,
        text.toUpperCase(),
        text + text,
      )
      .map((any) => Buffer.from(any)),
  );
}

/** Up to, and over, what a route reads. */
function hugeBytes(bytes: Buffer): fc.Arbitrary<Buffer> {
  return fc
    .tuple(
      fc.integer({ min: maxBodyBytes / 4, max: maxBodyBytes * 1.25 }),
      fc.constantFrom(' ', 'A', '\0', '&a=1', '{'),
    )
    .map(([length, filling]) => Buffer.concat([bytes, Buffer.alloc(length, filling)]));
}

/** @param other the same header of another genuine notification */
function mutatedHeader(value: string, other: string): fc.Arbitrary<string | undefined> {
  const position = fc.nat(Math.max(0, value.length - 1));
  return fc.oneof(
    fc
      .tuple(position, fc.nat(2), fc.string({ maxLength: 3 }))
      .map(([at, drop, insert]) => value.slice(0, at) + insert + value.slice(at + drop)),
    fc
      .tuple(position, fc.constantFrom(...'0123456789abcdefABCDEF+/='))
      .map(([at, digit]) => value.slice(0, at) + digit + value.slice(at + 1)),
    position.map((at) => value.slice(0, at)),
    fc.string({ maxLength: 100 }),
    fc.constantFrom(
      undefined,
      '',
      other,
      // A header that is sent twice arrives as one.
      `${value},${other}`,
      `${other},${value}`,
      value.replace('v1=', 'v0='),
      value.replace('t=', 'T='),
      value.replace(/t=\d+/, 't=0'),
      value.replace(/t=\d+/, 't='),
      value.replace(/t=\d+/, 't=NaN'),
      value.replace(/t=\d+,/, ''),
      value.replace(/v1=.*/, 'v1='),
      value.replace(/v1=.*/, `v1=${'0'.repeat(64)}`),
      value.replaceAll(',', ';'),
      '0',
      'NaN',
      'constructor',
      '__proto__',
      'A'.repeat(8_000),
    ),
  );
}
