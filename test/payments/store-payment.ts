import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { serviceEnvironment } from '../service-environment.ts';

/** Puts our record of a payment where it stands once its provider has answered. */
export async function storePayment(payment: Payment): Promise<void> {
  const Item = { pk: `ORDER#${payment.orderId}`, sk: 'PAYMENT', ...payment };
  await dynamodb.send(new PutCommand({ TableName: serviceEnvironment.PAYMENTS_TABLE, Item }));
}
