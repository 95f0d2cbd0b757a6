import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/payments/payment-notification.handler.ts';
import type { RawNotification } from '../../lambdas/payments/payment-provider.ts';
import { sandboxProvider } from '../../lambdas/payments/sandbox-provider.ts';
import { signNotification } from '../../lambdas/payments/signed-notification.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrder, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { modelNotification, modelProvider } from './model-provider.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const machine = mockClient(SFNClient);

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', JSON.stringify({ sandbox: 'sandbox-provider', model: 'model-provider' }));
  machine.reset();
  stubSecret('whsec-test');
  db = inMemoryDynamoDb();
  const model = modelProvider(db, { kind: 'wallet' });
  providerFunctionsInMemory({ 'sandbox-provider': sandboxProvider, 'model-provider': () => model });
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
});

describe('of 10,000 mutated notifications', () => {
  it.each([
    ['sandbox', 'sandbox-signature', fromSandbox],
    ['model', 'model-signature', fromModel],
  ] as const)(
    'none gets in at the %s provider, and none is a fault',
    { timeout: 60_000 },
    async (provider, header, genuine) => {
      db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ provider, taskToken: 'token-1' }) });
      const untouched = db.items('payments');
      vi.mocked(count).mockClear();
      // What is not mutated does get in: it is the mutation that is refused.
      expect(
        await sent(provider, { body: genuine().body, isBase64Encoded: true, headers: genuine().headers }),
      ).toBeLessThan(300);
      db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ provider, taskToken: 'token-1' }) });
      db.drop('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1');

      const { reads, writes } = db.counts;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(mutation(genuine(), header), async (request) => {
          expect(await sent(provider, request)).toBe(401);
          refused++;
        }),
        { numRuns: 10_000 },
      );

      expect(db.counts).toEqual({ reads, writes });
      expect(db.items('payments')).toEqual(untouched);
      expect(machine.calls()).toEqual([]);
      expect(vi.mocked(count).mock.calls).toEqual(Array(refused).fill(['NotificationRefused']));
    },
  );
});

interface Sent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

async function sent(provider: string, request: Sent): Promise<number> {
  const answer = await handler(anHttpRequest({ pathParameters: { provider }, ...request } as never), aContext());
  return Number(answer.statusCode);
}

function fromSandbox(): RawNotification {
  const body = Buffer.from(JSON.stringify({ id: 'evt-1', type: 'payment.authorised', orderId }));
  const signature = signNotification(body, 'whsec-test', Math.floor(Date.now() / 1000));
  return { headers: { 'sandbox-signature': signature }, body: body.toString('base64') };
}

function fromModel(): RawNotification {
  return modelNotification(orderId, 'evt-1', { said: { amount: 1530, currency: 'GBP' } });
}

/** A genuine notification with its bytes or its signature changed, never back to what they were. */
function mutation({ headers, body }: RawNotification, header: string): fc.Arbitrary<Sent> {
  const bytes = Buffer.from(body, 'base64');
  const signature = headers[header] ?? '';
  const otherBody = mutatedBytes(bytes).filter((changed) => !changed.equals(bytes));
  const otherSignature = mutatedSignature(signature).filter((changed) => changed !== signature);
  const noise = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 20 }), { maxKeys: 2 });
  const encoded = (changed: Buffer) => ({ body: changed.toString('base64'), isBase64Encoded: true });
  const withSignature = (value: string | undefined) => (value === undefined ? {} : { [header]: value });
  return fc
    .tuple(
      noise,
      fc.oneof(
        { weight: 4, arbitrary: otherBody.map((changed) => ({ ...encoded(changed), given: signature })) },
        { weight: 4, arbitrary: otherSignature.map((given) => ({ ...encoded(bytes), given })) },
        {
          weight: 2,
          arbitrary: fc.tuple(otherBody, otherSignature).map(([changed, given]) => ({ ...encoded(changed), given })),
        },
        // The encoding's flag is wrong, as a proxy in between may set it.
        { weight: 1, arbitrary: fc.constant({ body, isBase64Encoded: false, given: signature }) },
        {
          weight: 1,
          arbitrary: fc.constant({ body: bytes.toString('utf8'), isBase64Encoded: true, given: signature }),
        },
      ),
    )
    .map(([extra, { given, ...request }]) => ({ ...request, headers: { ...extra, ...withSignature(given) } }));
}

function mutatedBytes(bytes: Buffer): fc.Arbitrary<Buffer> {
  const position = fc.nat(bytes.length - 1);
  const text = bytes.toString('utf8');
  const said = JSON.parse(text) as Record<string, unknown>;
  return fc.oneof(
    fc.tuple(position, fc.nat(7)).map(([at, bit]) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      return changed;
    }),
    position.map((at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
    position.map((at) => bytes.subarray(0, at)),
    fc
      .tuple(position, fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([bytes, more])),
    fc.uint8Array({ maxLength: 200 }).map((any) => Buffer.from(any)),
    fc
      .tuple(fc.constantFrom(...Object.keys(said)), fc.jsonValue({ maxDepth: 1 }))
      .map(([name, value]) => Buffer.from(JSON.stringify({ ...said, [name]: value }))),
    fc
      .constantFrom('', ' ', '{}', '[]', 'null', '"', `${text}\n`, ` ${text}`, text.toUpperCase(), text + text)
      .map((any) => Buffer.from(any)),
  );
}

function mutatedSignature(signature: string): fc.Arbitrary<string | undefined> {
  const digits = [...signature].flatMap((character, at) => (/[0-9a-f]/.test(character) && at > 1 ? [at] : []));
  const hex = '0123456789abcdef';
  return fc.oneof(
    fc.tuple(fc.constantFrom(...digits), fc.nat(15)).map(([at, digit]) => {
      // The `1` of `v1` is none of the signature's digits, but another scheme is no signature either.
      return signature.slice(0, at) + (hex[digit] ?? '') + signature.slice(at + 1);
    }),
    fc.nat(signature.length - 1).map((end) => signature.slice(0, end)),
    fc.string({ maxLength: 100 }),
    fc.constant(undefined),
    fc.constantFrom(
      '',
      signature.replace('v1=', 'v0='),
      signature.replace('t=', 'T='),
      signature.replace(/t=\d+/, 't=0'),
      signature.replace(/t=\d+/, 't='),
      signature.replace(/t=\d+/, 't=NaN'),
      signature.replace(/t=\d+,/, ''),
      signature.replace(/v1=.*/, 'v1='),
      signature.replace(/v1=.*/, `v1=${'0'.repeat(64)}`),
      signature.replaceAll(',', ';'),
    ),
  );
}
