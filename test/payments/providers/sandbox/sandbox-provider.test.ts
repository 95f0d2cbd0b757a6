import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findProvider, providerNamed } from '../../../../lambdas/payments/payment-providers.ts';
import { sandboxProvider } from '../../../../lambdas/payments/providers/sandbox/sandbox-provider.ts';
import { decideRisk } from '../../../../lambdas/risk/decide-risk.ts';
import { riskRules } from '../../../../lambdas/risk/risk-rules.ts';
import { queues } from '../../../../lambdas/runtime/sqs.ts';
import { anOrderId } from '../../../builders.ts';
import { inMemoryDynamoDb } from '../../../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../../../service-environment.ts';

const orderId = anOrderId();
const sendMessage = vi.spyOn(queues, 'sendMessage');

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  sendMessage.mockReset().mockResolvedValue();
});

describe('the sandbox', () => {
  it.each([
    ['sandbox-authorised', ['AUTHORIZED', 'AUTHORIZED'], 0],
    ['sandbox-risky', ['AUTHORIZED', 'AUTHORIZED'], 0],
    ['sandbox-declined', ['DECLINED', 'DECLINED'], 0],
    ['sandbox-unanswered', ['PENDING', 'PENDING'], 0],
    ['sandbox-delayed', ['PENDING', 'PENDING'], 2],
    ['sandbox-flaky', ['ProviderUnavailable', 'ProviderUnavailable', 'AUTHORIZED', 'AUTHORIZED'], 0],
    ['sandbox-down', ['ProviderUnavailable', 'ProviderUnavailable', 'ProviderUnavailable', 'ProviderUnavailable'], 0],
    ['tok_of_somebody_else', ['DECLINED'], 0],
  ])('answers %s, asked again and again: %j', async (token, answers, settlements) => {
    const seen: string[] = [];
    for (const _ of answers) seen.push(await authorize(token));

    expect(seen).toEqual(answers);
    expect(sendMessage).toHaveBeenCalledTimes(settlements);
  });

  it('tells a risk of sandbox-risky, by which the rules hold an order, and of nothing else', async () => {
    await authorize('sandbox-risky');
    const { risk } = await sandboxProvider().query(payment);
    expect(decideRisk({ amount: 1530, units: 6, mostOfOneSku: 6, ...risk }, riskRules).outcome).toBe('REVIEW');
    await sandboxProvider().capture(payment);
    expect(await sandboxProvider().query(payment)).toMatchObject({ status: 'CAPTURED', risk });
    inMemoryDynamoDb();
    await authorize('sandbox-authorised');
    expect(await sandboxProvider().query(payment)).not.toHaveProperty('risk');
  });

  it('decides by the first token of an order', async () => {
    await authorize('sandbox-declined');

    expect(await authorize('sandbox-authorised')).toBe('DECLINED');
  });

  it.each(['sandbox-unanswered', 'sandbox-authorised'])(
    'voids %s, and does not authorise it afterwards',
    async (token) => {
      await authorize(token);

      expect(await sandboxProvider().void(payment)).toMatchObject({ status: 'VOIDED', captured: 0 });
      expect(await sandboxProvider().capture(payment)).toMatchObject({ status: 'VOIDED', captured: 0 });
      expect(await sandboxProvider().query(payment)).toMatchObject({ status: 'VOIDED' });
      expect(await authorize('sandbox-authorised')).toBe('VOIDED');
    },
  );

  it('does not begin late what was voided before it was begun', async () => {
    expect(await sandboxProvider().void(payment)).toMatchObject({ status: 'VOIDED' });

    expect(await authorize('sandbox-authorised')).toBe('VOIDED');
  });

  it('is not there in a stage without it', () => {
    vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', '{}');

    expect(findProvider('sandbox')).toBeUndefined();
    expect(() => providerNamed('sandbox')).toThrow('there is no payment provider sandbox');
  });
});

const payment = { orderId, amount: 1530, total: 1530, currency: 'GBP' };

function authorize(token: string): Promise<string> {
  const instruction = { provider: 'sandbox', token };
  return sandboxProvider()
    .authorize({ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900 })
    .then(
      ({ status }) => status,
      (error: Error) => error.name,
    );
}
