import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InvalidNotification, ProviderUnavailable, RefundRefused } from '../../lambdas/payments/payment-errors.ts';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import { providerFunction } from '../../lambdas/payments/provider-function.ts';
import { remoteProvider } from '../../lambdas/payments/remote-provider.ts';
import { CallFailed } from '../../lambdas/runtime/aws-request.ts';
import { type FunctionAnswer, lambda } from '../../lambdas/runtime/lambda.ts';
import { secret } from '../../lambdas/runtime/secrets.ts';
import { aContext, anOrderId } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { aProvider, aProviderPayment } from './a-provider.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

const orderId = anOrderId();
const amount = { orderId, reference: 'pi_1', refundIds: ['r1'], amount: 1530, total: 1530, currency: 'GBP' };
const calls = {
  authorize: {
    orderId,
    amount: 1530,
    currency: 'GBP',
    instruction: { provider: 'acme', token: 'tok' },
    waitSeconds: 900,
  },
  query: { orderId, reference: 'pi_1', refundIds: ['r1'], amount: 1530, currency: 'GBP' },
  capture: amount,
  void: amount,
  refund: { ...amount, refundId: 'r1' },
  approve: amount,
  verifyNotification: { headers: { signature: 'valid' }, body: 'e30=' },
  settledOn: { day: '2026-11-23', from: 'txn_1' },
} as const;
const operations = Object.keys(calls) as (keyof PaymentProvider)[];
const acme = () => remoteProvider('acme', 'acme-provider');

beforeEach(() => {
  stubServiceEnvironment();
});

describe('a provider behind its function', () => {
  it.each(operations)('is asked to %s with the same argument, and its answer comes back', async (operation) => {
    const asked: unknown[] = [];
    const payment = aProviderPayment({ status: 'CAPTURED', reference: 'pi_1', payUrl: 'https://pay.test' });
    const answers = {
      verifyNotification: { eventId: 'evt-1', orderId, amount: 1530, currency: 'GBP' },
      settledOn: { payments: [{ orderId, currency: 'GBP', captured: 1530, refunded: 0 }], next: 'txn_2' },
    };
    const answer = operation in answers ? answers[operation as keyof typeof answers] : payment;
    providing({
      [operation]: async (argument: unknown) => {
        asked.push(argument);
        return answer;
      },
    });

    expect(await call(operation)).toEqual(answer);
    expect(asked).toEqual([calls[operation]]);
  });

  it('has nothing to say of a genuine notification that is not about an order of ours', async () => {
    providing({ verifyNotification: async () => undefined });

    expect(await call('verifyNotification')).toBeUndefined();
  });

  it.each([
    ['InvalidNotification', new InvalidNotification('forged'), InvalidNotification, 'forged'],
    [
      'ProviderUnavailable',
      new ProviderUnavailable('acme', 'down'),
      ProviderUnavailable,
      'payment provider acme: down',
    ],
    ['a fault of ours', new TypeError('x is undefined'), ProviderUnavailable, 'TypeError: x is undefined'],
  ] as const)('throws %s by its name', async (_case, error, kind, message) => {
    providing({ verifyNotification: () => Promise.reject(error) });

    const thrown = await call('verifyNotification').catch((caught: unknown) => caught);

    expect(thrown).toBeInstanceOf(kind);
    expect((thrown as Error).message).toContain(message);
  });

  it.each([
    ['with why', { errorMessage: 'account_closed' }, 'account_closed'],
    ['without', {}, 'unknown'],
  ])('refuses a refund by its name, %s', async (_, said, code) => {
    answering({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'RefundRefused', ...said }) });

    await expect(call('refund')).rejects.toMatchObject({ name: 'RefundRefused', code });
  });

  it.each([
    ['another failure of its call', new CallFailed('ServiceException', 500)],
    ['a fault of that name', Object.assign(new Error('ours'), { name: 'TooManyRequestsException' })],
  ])('is not busy for %s, which is thrown as it is', async (_, error) => {
    vi.spyOn(lambda, 'invoke').mockRejectedValue(error);

    await expect(call('query')).rejects.toBe(error);
  });

  it('says nothing of a notification where its function answers nothing at all', async () => {
    answering({ payload: '' });

    expect(await call('verifyNotification')).toBeUndefined();
  });

  it('believes no notification with a field that cannot be one, whoever signed it', async () => {
    answering({ payload: JSON.stringify({ eventId: 'evt 1', orderId }) });

    await expect(call('verifyNotification')).rejects.toMatchObject({ name: 'InvalidNotification' });
  });

  it.each([
    [
      'was killed by its timeout',
      { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 30.00 seconds' },
    ],
    ['ran out of memory', { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' }],
    ['could not be loaded', { errorMessage: 'no handler' }],
  ])('is unavailable when its function %s', async (_case, payload) => {
    answering({ functionError: 'Unhandled', payload: JSON.stringify(payload) });

    await expect(call('query')).rejects.toMatchObject({
      name: 'ProviderUnavailable',
      message: expect.stringContaining(payload.errorMessage),
    });
  });

  it.each(operations)('is busy, not unavailable, when Lambda has no room for its function to %s', async (operation) => {
    vi.spyOn(lambda, 'invoke').mockRejectedValue(new CallFailed('TooManyRequestsException', 429));

    await expect(call(operation)).rejects.toMatchObject({
      name: 'ProviderBusy',
      message: expect.stringContaining('acme'),
    });
  });

  it.each([
    ['nothing', ''],
    ['something else', '{"status":"PAID"}'],
    ['half a payment', '{"status":"CAPTURED","amount":1530}'],
    ['fractions of a penny', JSON.stringify({ ...aProviderPayment(), captured: 0.5 })],
  ])('is not believed when it answers %s', async (_case, text) => {
    answering({ payload: text });

    await expect(call('query')).rejects.toThrow();
  });
});

describe('the function of a provider', () => {
  it.each([
    ['that is down, with the keys of now', new ProviderUnavailable('acme', 'down'), 'keys'],
    ['that has taken its keys and says no', new RefundRefused('too late'), 'other keys'],
  ])('asks one once %s', async (_case, error, keysOfNow) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const refund = vi.fn().mockRejectedValue(error);
    const handler = providerFunction(async () => ({ ...aProvider(inMemoryDynamoDb()), refund }));
    stubSecret('keys');
    await secret(`arn:test:${error.name}`);
    stubSecret(keysOfNow);
    vi.setSystemTime(Date.now() + 1_000);

    await expect(handler({ operation: 'refund', argument: calls.refund }, aContext())).rejects.toThrow(error);

    expect(refund).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('asks one that is down once more with the keys of now, where those were replaced', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const refund = vi.fn(async () => aProviderPayment({ status: 'REFUNDED' }));
    refund.mockRejectedValueOnce(new ProviderUnavailable('acme', 'no such key'));
    const handler = providerFunction(async () => ({ ...aProvider(inMemoryDynamoDb()), refund }));
    stubSecret('keys');
    await secret('arn:test:replaced');
    stubSecret('other keys');
    vi.setSystemTime(Date.now() + 1_000);

    const answer = await handler({ operation: 'refund', argument: calls.refund }, aContext());

    expect(answer).toMatchObject({ status: 'REFUNDED' });
    expect(refund).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it('asks one that takes no approval how the payment stands', async () => {
    const handler = providerFunction(() => aProvider(inMemoryDynamoDb(), { status: 'AUTHORIZED' }));

    expect(await handler({ operation: 'approve', argument: amount }, aContext())).toMatchObject({
      status: 'AUTHORIZED',
    });
  });

  it('creates its provider once', async () => {
    let created = 0;
    const handler = providerFunction(() => {
      created++;
      return aProvider(inMemoryDynamoDb());
    });

    await handler({ operation: 'query', argument: calls.query }, aContext());
    await handler({ operation: 'query', argument: calls.query }, aContext());

    expect(created).toBe(1);
  });

  it('tries again after its keys could not be read', async () => {
    let tries = 0;
    const handler = providerFunction(async () => {
      tries++;
      if (tries === 1) throw new Error('no keys');
      return aProvider(inMemoryDynamoDb());
    });

    await expect(handler({ operation: 'query', argument: calls.query }, aContext())).rejects.toThrow('no keys');
    expect(await handler({ operation: 'query', argument: calls.query }, aContext())).toMatchObject({
      status: 'PENDING',
    });
  });

  it.each([
    [{ operation: 'transfer', argument: amount }],
    [{ operation: 'capture', argument: { ...amount, amount: '1530' } }],
    [{ operation: 'refund', argument: amount }],
    [{ operation: 'settledOn', argument: { day: 'yesterday' } }],
    [{}],
    [null],
  ])('refuses the call %j, and asks nobody', async (event) => {
    const provider = aProvider(inMemoryDynamoDb());
    const handler = providerFunction(() => provider);

    await expect(handler(event, aContext())).rejects.toThrow();
    expect(provider.asked).toEqual([]);
  });
});

function providing(provider: Partial<PaymentProvider>): void {
  providerFunctionsInMemory({ 'acme-provider': () => aProvider(inMemoryDynamoDb(), provider) });
}

function answering(answer: FunctionAnswer): void {
  vi.spyOn(lambda, 'invoke').mockResolvedValue(answer);
}

function call(operation: keyof PaymentProvider): Promise<unknown> {
  const provider = acme() as unknown as Record<string, (argument: unknown) => Promise<unknown>>;
  return provider[operation]?.(calls[operation]) ?? Promise.reject(new Error(operation));
}
