import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findProvider, providerNamed } from '../../lambdas/payments/payment-providers.ts';
import { anOrderId } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const queue = mockClient(SQSClient);

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  queue.reset();
  queue.on(SendMessageCommand).resolves({});
});

describe('the sandbox', () => {
  it.each([
    ['sandbox-authorised', ['AUTHORIZED', 'AUTHORIZED'], 0],
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
    expect(queue.commandCalls(SendMessageCommand)).toHaveLength(settlements);
  });

  it('decides by the first token of an order', async () => {
    await authorize('sandbox-declined');

    expect(await authorize('sandbox-authorised')).toBe('DECLINED');
  });

  it('does not authorise what was given up', async () => {
    await authorize('sandbox-unanswered');
    const sandbox = providerNamed('sandbox');

    expect(await sandbox.void(orderId)).toBe('VOIDED');
    expect(await sandbox.query(orderId)).toBe('VOIDED');
    expect(await authorize('sandbox-authorised')).toBe('VOIDED');
  });

  it('is not there in a stage without it', () => {
    vi.stubEnv('SANDBOX_PAYMENTS_TABLE', undefined);

    expect(findProvider('sandbox')).toBeUndefined();
    expect(() => providerNamed('sandbox')).toThrow('there is no payment provider sandbox');
  });
});

function authorize(token: string): Promise<string> {
  const instruction = { provider: 'sandbox', token };
  return providerNamed('sandbox')
    .authorize({ orderId, amount: 1530, currency: 'GBP', instruction })
    .catch((error: Error) => error.name);
}
