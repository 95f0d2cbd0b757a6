import { createHash } from 'node:crypto';
import { type StartWorkflow, startWorkflow } from '../order-workflow/start-workflow.ts';
import type { OrderContent, OrderRequest } from '../orders/order.ts';
import { orderIdFor } from '../orders/order-id.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { providerFunctions } from '../payments/provider-functions.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { idempotencyKeyReused } from '../runtime/problems.ts';
import { checkRecipient, type SmsCountries } from './check-recipient.ts';
import { priceOrder } from './price-order.ts';
import { invalidOrder } from './problems.ts';

/** What submitting an order touches. */
export interface SubmitOrderPorts {
  readonly orders: OrderTable;
  readonly products: ProductTable;
  readonly startWorkflow: StartWorkflow;
  readonly clock: Clock;
  /** The names of the payment providers that this stage has. */
  readonly paymentProviders: readonly string[];
  /** Where this stage sends text messages to. */
  readonly smsCountries: SmsCountries;
}

/** Who submits, under which key. */
export interface Submission {
  readonly storefront: string;
  readonly idempotencyKey: string;
}

/**
 * Accepts an order: computes its prices, stores it and starts its workflow. A repeat with the same key and content
 * changes nothing and gets the same answer, whatever a crash left undone is done by it.
 * @throws Problem invalid-order, or idempotency-key-reused when the key stands for an order with another content
 */
export async function submitOrder(
  { storefront, idempotencyKey }: Submission,
  request: OrderRequest,
  ports: SubmitOrderPorts = production(),
): Promise<OrderContent> {
  const { orders, startWorkflow } = ports;
  const id = orderIdFor(storefront, idempotencyKey);
  logger.appendKeys({ orderId: id });

  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  const known = await orders.find(id);
  const content = known.content ?? (await addContent({ id, storefront, requestHash }, request, ports));
  if (content.requestHash !== requestHash) {
    throw new Problem(idempotencyKeyReused, 'This Idempotency-Key stands for an order with another content.', {
      errors: [{ header: 'Idempotency-Key', detail: 'use a new key for a new order' }],
    });
  }

  if (known.order === undefined) await orders.addOrder(content);
  // Also on a repeat: the first request may have died between the write and the start.
  if (known.order === undefined || known.order.status === 'PENDING') await startWorkflow(id, content.payment.provider);
  return content;
}

async function addContent(
  identity: Pick<OrderContent, 'id' | 'storefront' | 'requestHash'>,
  request: OrderRequest,
  { orders, products, clock, paymentProviders, smsCountries }: SubmitOrderPorts,
): Promise<OrderContent> {
  if (!paymentProviders.includes(request.payment.provider)) {
    const detail = `there is no payment provider ${request.payment.provider}; known: ${paymentProviders.join(', ') || 'none'}`;
    throw new Problem(invalidOrder, 'The payment cannot be made.', {
      errors: [{ pointer: '#/payment/provider', detail }],
    });
  }
  checkRecipient(request, smsCountries);
  const { total: _stated, lines: _lines, ...rest } = request;
  const skus = [...new Set(request.lines.map(({ sku }) => sku))];
  const priced = priceOrder(request, await products.findProducts(skus));
  const content: OrderContent = {
    ...rest,
    ...identity,
    createdAt: clock().toISOString(),
    total: priced.total,
    lines: [...priced.lines],
  };
  if (await orders.addContent(content)) return content;
  // A competing request with the same key was first; what it wrote counts.
  const { content: first } = await orders.find(identity.id);
  if (first === undefined) throw new Error(`the content of order ${identity.id} was refused but is not there`);
  return first;
}

function production(): SubmitOrderPorts {
  const countries = environment('SMS_COUNTRIES');
  return {
    orders: orderTable(),
    products: productTable(),
    startWorkflow,
    clock: systemClock,
    paymentProviders: Object.keys(providerFunctions()),
    smsCountries: countries === 'all' ? 'all' : countries.split(','),
  };
}
