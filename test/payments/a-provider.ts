import type { PaymentStatus } from '../../lambdas/payments/payment.ts';
import { InvalidSignature } from '../../lambdas/payments/payment-errors.ts';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import type { InMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

/** A payment provider in memory: one payment, whose status a test may change at any moment. */
export interface ProviderInMemory extends PaymentProvider {
  /** How the payment stands at the provider. */
  status: PaymentStatus;
  /** What the provider was asked, in order. */
  readonly asked: string[];
}

/** A provider that knows one payment; a notification is valid when its header says so. */
export function aProvider(db: InMemoryDynamoDb, provider: Partial<ProviderInMemory> = {}): ProviderInMemory {
  const asked: string[] = [];
  const ask = (what: string, answer: () => PaymentStatus) =>
    db.intercept({ name: what }, () => {
      asked.push(what);
      return answer();
    }) as Promise<PaymentStatus>;
  const self: ProviderInMemory = {
    status: 'PENDING',
    asked,
    authorize: () => ask('authorize', () => self.status),
    query: () => ask('query', () => self.status),
    void: () =>
      ask('void', () => {
        if (self.status === 'PENDING' || self.status === 'AUTHORIZED') self.status = 'VOIDED';
        return self.status;
      }),
    verifyNotification: async ({ signature }, rawBody) => {
      if (signature !== 'valid') throw new InvalidSignature('The signature does not verify.');
      return JSON.parse(rawBody.toString('utf8'));
    },
    ...provider,
  };
  return self;
}
