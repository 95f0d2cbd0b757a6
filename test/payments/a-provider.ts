import { orderTable } from '../../lambdas/orders/order-table.ts';
import { InvalidNotification } from '../../lambdas/payments/payment-errors.ts';
import type { PaymentProvider, ProviderPayment } from '../../lambdas/payments/payment-provider.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { noon } from '../builders.ts';
import type { InMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

/** A payment provider in memory: one payment of 15.30 GBP, whose status a test may change at any moment. */
export interface ProviderInMemory extends PaymentProvider {
  /** How the payment stands at the provider. */
  status: PaymentStatus;
  /** What the provider was asked, in order. */
  readonly asked: string[];
}

/** A provider's payment of 15.30 GBP, unless told otherwise. */
export function aProviderPayment(payment: Partial<ProviderPayment> = {}): ProviderPayment {
  const { status = 'PENDING', amount = 1530 } = payment;
  return {
    status,
    amount,
    currency: 'GBP',
    captured: status === 'CAPTURED' || status === 'REFUNDED' ? amount : 0,
    refunded: status === 'REFUNDED' ? amount : 0,
    ...payment,
  };
}

/** A provider that knows one payment; a notification is valid when its header says so. */
export function aProvider(db: InMemoryDynamoDb, provider: Partial<ProviderInMemory> = {}): ProviderInMemory {
  const asked: string[] = [];
  const ask = (what: string, change: () => void = () => {}) =>
    db.intercept({ name: what }, () => {
      asked.push(what);
      change();
      return aProviderPayment({ status: self.status });
    }) as Promise<ProviderPayment>;
  const self: ProviderInMemory = {
    status: 'PENDING',
    asked,
    authorize: () => ask('authorize'),
    query: () => ask('query'),
    capture: () =>
      ask('capture', () => {
        if (self.status === 'AUTHORIZED') self.status = 'CAPTURED';
      }),
    void: () =>
      ask('void', () => {
        if (self.status === 'PENDING' || self.status === 'AUTHORIZED') self.status = 'VOIDED';
      }),
    refund: () =>
      ask('refund', () => {
        self.status = 'REFUNDED';
      }),
    verifyNotification: async ({ headers, body }) => {
      if (headers.signature !== 'valid') throw new InvalidNotification('The signature does not verify.');
      return JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
    },
    settledOn: async () => ({ payments: [] }),
    ...provider,
  };
  return self;
}

/** What aligning an order's money touches, with this provider, at noon. */
export function alignmentPorts(provider: PaymentProvider) {
  return {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => provider,
    clock: () => new Date(noon),
  };
}
