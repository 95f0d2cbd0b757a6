import { currentSwitches } from '../contingency/current-switches.ts';
import { demandIntake, demandProvider } from '../contingency/demand-open.ts';
import type { Switch } from '../contingency/switch.ts';
import { withClosings } from '../delivery-promise/closings.ts';
import { foreseeArrival, trustedModel } from '../delivery-promise/foresee-arrival.ts';
import { promiseOf } from '../delivery-promise/promise-of.ts';
import { expectedConfirmation } from '../foresight/expected-by.ts';
import { type Known, knownSoFar } from '../foresight/known.ts';
import { enqueueTo } from '../order-queue/enqueue.ts';
import { type StartWorkflow, startWorkflow } from '../order-workflow/start-workflow.ts';
import { newOrder } from '../orders/new-order.ts';
import type { OrderContent } from '../orders/order.ts';
import { formerOrderId, orderIdOf, orderNumberFor, type Submission, submissionHash } from '../orders/order-id.ts';
import { writtenOrderNumber } from '../orders/order-number.ts';
import type { OrderRequest } from '../orders/order-request.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue } from '../orders/totals.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import { whyUnknown } from '../payments/why-not-payable.ts';
import { bySku, type Product, type ProductTable, productTable } from '../products/product-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { contentHash, keyReused } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { checkPayable } from './check-payable.ts';
import { checkUnits } from './check-units.ts';
import { findSubmitted, type Placed } from './find-submitted.ts';
import { priceOrder } from './price-order.ts';
import { invalidOrder } from './problems.ts';

/** What submitting an order touches. */
export interface SubmitOrderPorts {
  readonly orders: OrderTable;
  readonly products: ProductTable;
  readonly startWorkflow: StartWorkflow;
  readonly clock: Clock;
  /** What operators have switched, and orders are taken by. */
  readonly switches: () => Promise<readonly Switch[]>;
  /** The names of the payment providers that this stage has. */
  readonly paymentProviders: readonly string[];
  /** Makes sure that the customer can be told. @throws Problem invalid-order */
  readonly checkRecipient: (request: OrderRequest) => void;
  /** What this shop puts before its order numbers. */
  readonly numberPrefix: string | undefined;
  /** What this shop promises of its deliveries, if it does. */
  readonly delivery?: DeliveryPolicy | undefined;
  /** What orders are foreseen by, as far as it has been read: no order waits for it. */
  readonly knownSoFar: () => Known | undefined;
}

/**
 * Accepts an order: computes its prices, stores it and starts its workflow. A repeat with the same key and content
 * changes nothing and gets the same answer, whatever a crash left undone is done by it.
 * @throws Problem invalid-order, intake-drained, payment-method-down, too-many-units, or idempotency-key-reused when the
 * key stands for an order with another content
 */
export async function submitOrder(
  submission: Submission,
  request: OrderRequest,
  ports: SubmitOrderPorts,
): Promise<OrderContent> {
  const { orders, products } = ports;
  // Has it read beside what the order needs; it is looked at once that is there.
  ports.knownSoFar();
  const requestHash = contentHash(request);
  const skus = [...new Set(request.lines.map(({ sku }) => sku))];
  // One call for both: whether an earlier release has accepted it, and what it comes to if not.
  const [switches, [former, ...sold]] = await Promise.all([
    ports.switches(),
    readTogether(orders.submitterToRead(formerOrderId(submission)), ...skus.map(products.productToRead)),
  ]);
  const submitted = former === undefined ? undefined : await findSubmitted(submission, orders);
  const { content, order } =
    submitted === undefined || 'free' in submitted
      ? await place(submission, requestHash, request, { products: bySku(sold), switches }, ports)
      : submitted;
  logger.appendKeys({ orderId: content.id });
  if (content.requestHash !== requestHash) {
    throw keyReused('an order with another content');
  }
  // Also on a repeat: the first request may have died between the write and the start.
  if (order.status === 'PENDING') await start(content, ports);
  return content;
}

/** What an order is sold under. */
interface Circumstances {
  readonly products: ReadonlyMap<string, Product>;
  readonly switches: readonly Switch[];
}

/** Starts the workflow, whose first step stores the order; one that is to start later is listed for that. */
async function start(content: OrderContent, { orders, startWorkflow }: SubmitOrderPorts): Promise<void> {
  const started = await startWorkflow(content);
  if (started === 'later') await orders.addOrder(newOrder(content));
}

/**
 * Stores the order, or finds that it is: only the write can tell, so nothing is read for that ahead of it. What was
 * stored counts, whatever a repeat would come to by now.
 */
async function place(
  submission: Submission,
  requestHash: string,
  request: OrderRequest,
  circumstances: Circumstances,
  ports: SubmitOrderPorts,
): Promise<Placed> {
  const { orders, clock, numberPrefix, delivery } = ports;
  const sale = saleOrProblem(request, circumstances, ports);
  for (let number = orderNumberFor(submission); ; ) {
    if (!(sale instanceof Problem)) {
      const { total: _stated, lines: _lines, ...rest } = request;
      const now = clock();
      const policy = delivery && withClosings(delivery, circumstances.switches);
      const expected = policy && promiseOf(now, policy, request.shippingAddress.country);
      const bought: OrderContent = {
        ...rest,
        id: orderIdOf(number),
        number: request.number ?? writtenOrderNumber(number, numberPrefix),
        storefront: submission.storefront,
        submissionHash: submissionHash(submission),
        requestHash,
        createdAt: now.toISOString(),
        total: sale.total,
        lines: [...sale.lines],
        ...(expected && { expected }),
      };
      const content: OrderContent = { ...bought, ...foreseenOf(bought, now, { ...ports, delivery: policy }) };
      if (await orders.addContent(content, request.number)) return { content, order: newOrder(content) };
    }
    const found = await findSubmitted(submission, orders);
    if (!('free' in found)) return found;
    if (sale instanceof Problem) throw sale;
    if (found.free === number) throw numberTaken(request);
    // Another order has the number.
    number = found.free;
  }
}

/** What is foreseen of an order as it is accepted, as far as that is known: kept with it, so that every repeat is told the same. */
function foreseenOf(
  content: OrderContent,
  now: Date,
  { delivery, knownSoFar }: SubmitOrderPorts,
): Pick<OrderContent, 'arrival' | 'expectedBy'> {
  const known = knownSoFar();
  if (known === undefined) return {};
  const order = newOrder(content);
  const model = trustedModel(known.arrivals);
  const arrival = delivery && model && foreseeArrival({ order, content, shipments: [] }, delivery, model, now);
  const confirmation = expectedConfirmation(order, known, now);
  return {
    ...(arrival && { arrival: { earliestDay: arrival.earliestDay, latestDay: arrival.latestDay } }),
    ...(confirmation && { expectedBy: confirmation.by }),
  };
}

/** What an order that was not placed before comes to, or why it is refused. */
function saleOrProblem(...sale: Parameters<typeof saleOf>): ReturnType<typeof saleOf> | Problem {
  try {
    return saleOf(...sale);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** @throws Problem invalid-order, intake-drained, payment-method-down, too-many-units */
function saleOf(
  request: OrderRequest,
  { products, switches }: Circumstances,
  { paymentProviders, checkRecipient, clock }: SubmitOrderPorts,
): ReturnType<typeof priceOrder> {
  const now = clock();
  demandIntake(switches, now);
  const detail = request.payment && whyUnknown(request.payment.provider, paymentProviders);
  if (detail !== undefined) {
    throw new Problem(invalidOrder, 'The payment cannot be made.', {
      errors: [{ pointer: '#/payment/provider', detail }],
    });
  }
  if (request.payment !== undefined) {
    const of = { pointer: '#/payment/provider', known: paymentProviders, now };
    demandProvider(switches, request.payment.provider, of);
  }
  checkRecipient(request);
  checkUnits(request, switches, now);
  const priced = priceOrder(request, products);
  checkPayable(request, amountDue({ total: priced.total, due: request.totals?.due }));
  return priced;
}

function numberTaken({ number }: Pick<OrderRequest, 'number'>): Problem {
  return new Problem(invalidOrder, 'The order has the number of another; see errors.', {
    errors: [{ pointer: '#/number', detail: `${number} is the number of another order of yours` }],
  });
}

/** The tables and functions of production. */
export function submitting(checkRecipient: SubmitOrderPorts['checkRecipient']): SubmitOrderPorts {
  const prefix = environment('ORDER_NUMBER_PREFIX');
  // Named in the high-volume mode only.
  const queueUrl = process.env.HIGH_VOLUME_QUEUE_URL;
  return {
    orders: orderTable(),
    products: productTable(),
    startWorkflow: queueUrl === undefined ? startWorkflow : enqueueTo(queueUrl),
    clock: systemClock,
    switches: currentSwitches,
    paymentProviders: Object.keys(providerFunctions()),
    checkRecipient,
    numberPrefix: prefix === 'none' ? undefined : prefix,
    delivery: stageShop().delivery,
    knownSoFar,
  };
}
