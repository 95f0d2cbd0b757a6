import type { Order } from '../orders/order.ts';
import { begunPayment } from './payment.ts';
import type { PaymentTable } from './payment-table.ts';

/**
 * Begins the record of an order that gift cards and store credit have paid: nobody was asked to pay, so there is none
 * yet on which a refund could be claimed. Does nothing where there is one.
 */
export async function beginPaidByCredits(order: Order, payments: Pick<PaymentTable, 'replace'>): Promise<void> {
  const begun = begunPayment(order);
  await payments.replace(begun, { ...begun, status: 'CAPTURED', history: [] });
}
