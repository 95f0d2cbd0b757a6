import { unitsPerSku } from '../inventory/ship-units.ts';
import { errorsOfLines } from '../orders/named-lines.ts';
import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { CaseState, StoredReturnCase } from '../orders/return-case.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { endOfDays } from '../return-policy/days.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { daysAfter, localTime, startOfDay } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { statutoryWithdrawalDays } from '../shop/statutory.ts';
import type { NewReturnCase } from './case-request.ts';
import {
  type CaseChange,
  type ChangeCasePorts,
  changeCase,
  changing,
  type WholeRecord,
  whenDue,
} from './change-case.ts';
import { optionsOfOrder, type ShopRules } from './options-of-order.ts';
import { invalidReturnCase, notTakenBack } from './problems.ts';
import { rulesOf } from './shop-rules.ts';

/** What asking for a return touches. */
export interface RequestReturnPorts extends ChangeCasePorts {
  readonly orders: ChangeCasePorts['orders'] & Pick<OrderTable, 'addOrder'>;
  readonly products: Pick<ProductTable, 'productToRead'>;
  readonly readTogether: typeof readTogether;
  readonly rulesOf: (storefront: string) => ShopRules;
}

/** The tables, policy and clock of production. */
export const requesting = (): RequestReturnPorts => ({
  ...changing(),
  orders: orderTable(),
  products: productTable(),
  readTogether,
  rulesOf,
});

/** The namespace (RFC 9562) of the cases' ids. Changing it would let a repeated request open a second case. */
const caseIds = '5c0e9d0b-0f7d-4a53-9a7e-6f1f5a0d7f21';

/** All of them are in every answer about the order. */
const mostCases = 50;

/** A transaction takes 100 items: order, case, lists, what came back; and of each product its stock and two movements. */
export const mostProducts = 30;

/** Who asks for a case of which order, under which key. */
export interface AskedCase {
  readonly orderId: OrderId;
  readonly key: string;
  readonly by: string;
}

/**
 * Takes what a customer wants to give back, exchange or complains about, once per key, as the shop's policy has it at that
 * moment. A return is approved at once; an exchange once its new units are held, a withdrawal once what has not left is
 * cancelled, which the clock sees to; a claim when staff have decided it. Its units are in no other case.
 * @throws Problem not-found, invalid-return-case, idempotency-key-reused; not-taken-back where the policy says no
 * @throws OrderContention worth a repeat with the same key
 */
export async function requestReturn(
  { orderId, key, by }: AskedCase,
  request: NewReturnCase,
  ports: RequestReturnPorts = requesting(),
): Promise<StoredReturnCase> {
  logger.appendKeys({ orderId });
  const id = keyedId(caseIds, orderId, key);
  const requestHash = contentHash(request);
  return changeCase(
    orderId,
    async (record) => {
      const standing = record.cases.find((one) => one.id === id);
      if (standing?.requestHash === requestHash) return standing;
      if (standing !== undefined) {
        throw keyReused('another return case');
      }
      await demandAllowed(record, request, ports);
      // Nothing may have changed about it yet, so that it is not stored.
      if (!record.isStored) await ports.orders.addOrder(record.order);
      return newCase(record, { id, requestHash, by, request }, ports);
    },
    ports,
  );
}

/** @throws Problem invalid-return-case, not-taken-back */
async function demandAllowed(record: WholeRecord, request: NewReturnCase, ports: RequestReturnPorts): Promise<void> {
  const { order, content, cases } = record;
  const { kind, lines } = request;
  const options = optionsOfOrder(record, ports.rulesOf(order.storefront), ports.clock());
  const there = new Map(options.map(({ line, units, open }) => [line, kind === 'WITHDRAWAL' ? units + open : units]));
  const { unknown, tooMany } = errorsOfLines(lines, there, 'can be asked for');
  if (unknown.length > 0) throw invalid(unknown);
  const refused = lines.flatMap(({ line }, index): FieldError[] => {
    const verdict = options[line - 1]?.[kind];
    return verdict === undefined || verdict.allowed
      ? []
      : [{ pointer: `#/lines/${index}/line`, detail: verdict.reason }];
  });
  if (refused.length > 0) throw new Problem(notTakenBack, 'Not of these lines; see errors.', { errors: refused });
  if (tooMany.length > 0) throw new Problem(notTakenBack, 'There is not that much of it.', { errors: tooMany });
  // The law knows no such bound, and nobody withdraws from more than there is.
  if (kind !== 'WITHDRAWAL' && cases.length >= mostCases)
    throw new Problem(notTakenBack, `It has ${mostCases} return cases already.`);
  if (unitsPerSku(content.lines, lines).size > mostProducts) {
    throw invalid([{ pointer: '#/lines', detail: `has more than ${mostProducts} products; make several cases of it` }]);
  }
  if (kind === 'EXCHANGE') await demandSamePrice(record, lines, ports);
}

/** What is wanted in an exchange is sold at what was paid: no money moves. @throws Problem invalid-return-case */
async function demandSamePrice(
  { content: { lines: sold, currency } }: WholeRecord,
  lines: NewReturnCase['lines'],
  { products, readTogether }: RequestReturnPorts,
): Promise<void> {
  const found = await readTogether(...lines.map(({ sku = '' }) => products.productToRead(sku)));
  const errors = lines.flatMap(({ line, sku }, index): FieldError[] => {
    const price = sold[line - 1]?.unitPrice;
    const isSame = found[index]?.prices.some((one) => one.currency === currency && one.unitPrice === price) ?? false;
    return isSame ? [] : [{ pointer: `#/lines/${index}/sku`, detail: `${sku} is not sold at ${price} ${currency}` }];
  });
  if (errors.length > 0) throw invalid(errors);
}

function newCase(
  { order, content, cases }: WholeRecord,
  asked: { readonly id: string; readonly requestHash: string; readonly by: string; readonly request: NewReturnCase },
  { rulesOf, clock }: RequestReturnPorts,
): CaseChange {
  const { kind, lines, reason, text, declaredBy = content.shippingAddress.name } = asked.request;
  const { policy, timeZone: shopZone } = rulesOf(order.storefront);
  const now = clock();
  const at = now.toISOString();
  const timeZone = content.timeZone ?? shopZone;
  // As the customer says it; staff decide it, or the clock does, unless the policy has said yes.
  const states: readonly CaseState[] = kind === 'RETURN' ? ['REQUESTED', 'APPROVED'] : ['REQUESTED'];
  const kept = cases.filter(({ keeps, kind, state }) => keeps && kind === 'RETURN' && state !== 'CANCELLED');
  const worth = [{ lines }, ...kept]
    .flatMap(({ lines }) => lines)
    .reduce((sum, { line, quantity }) => sum + quantity * (content.lines[line - 1]?.unitPrice ?? 0), 0);
  const fee = policy.returnFee[content.currency] ?? 0;
  const { id, requestHash, by } = asked;
  const next = {
    ...{ id, kind, requestHash },
    state: states.at(-1) ?? 'REQUESTED',
    lines: [...lines],
    ...(reason && { reason }),
    ...(text !== undefined && { text }),
    ...(kind === 'WITHDRAWAL' && { declaredBy }),
    remedy: kind === 'EXCHANGE' ? ('REPLACEMENT' as const) : ('REFUND' as const),
    keeps: kind === 'RETURN' && worth <= (policy.keepBelow[content.currency] ?? 0),
    // What is faulty comes back at the shop's cost (Directive (EU) 2019/771, Art. 14).
    postage: kind === 'CLAIM' ? ('SHOP' as const) : policy.postage,
    ...(kind === 'RETURN' && fee > 0 && { fee }),
    history: states.map((state) => ({ at, state, by: state === 'REQUESTED' ? by : 'policy' })),
    sendBy: endOfDays(now, policy.sendWithinDays, timeZone).toISOString(),
    // Within 14 days of the withdrawal (Directive 2011/83/EU, Art. 13 (1)): the money is sent before they are over.
    ...(kind === 'WITHDRAWAL' && {
      refundBy: startOfDay(daysAfter(localTime(now, timeZone).day, statutoryWithdrawalDays), timeZone).toISOString(),
    }),
  };
  return { next: whenDue(next, at) };
}

function invalid(errors: readonly FieldError[]): Problem {
  return new Problem(invalidReturnCase, 'Some fields are invalid; see errors.', { errors });
}
