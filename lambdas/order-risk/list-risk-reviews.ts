import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId } from '../payments/payment-try.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { type RiskReviews, reviewedAssessment, riskReviewView } from './risk-review-view.ts';

/** What listing touches. */
export interface ListRiskReviewsPorts {
  readonly orders: Pick<OrderTable, 'findOpenSince' | 'findHeads'>;
  readonly payments: Pick<PaymentTable, 'paymentToRead'>;
}

const production = (): ListRiskReviewsPorts => ({ orders: orderTable(), payments: paymentTable() });

/** So many of the orders that wait for something are looked at, the oldest first. */
const looksAtOrders = 1_000;
/** After any moment. */
const everSince = '9999';

/**
 * The orders that wait for a decision about their risk, the one with the least time left first. A held order waits for
 * its answer as one that is not paid does, and so stands in the same index: there is no list to get out of step.
 */
export async function listRiskReviews(ports: ListRiskReviewsPorts = production()): Promise<RiskReviews> {
  const { orders, payments } = ports;
  const open = await orders.findOpenSince(everSince);
  const heads = [...(await orders.findHeads(open.slice(0, looksAtOrders))).values()].filter(
    ({ order }) => order.status === 'RESERVED',
  );
  const paid = await readTogether(...heads.map(({ order }) => payments.paymentToRead(currentPaymentId(order))));
  const reviews = heads.flatMap(({ order, content }, index) => {
    const payment = paid[index];
    const assessment = payment && acceptanceOf(payment) === 'held' ? reviewedAssessment(payment) : undefined;
    return payment && assessment ? [riskReviewView(order, content, payment, assessment)] : [];
  });
  return {
    reviews: reviews.sort((a, b) => (a.until < b.until ? -1 : 1)),
    isMore: open.length > looksAtOrders,
  };
}
