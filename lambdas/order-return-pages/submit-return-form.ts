import { createHash } from 'node:crypto';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import type { GrantedRecord } from '../order-page/find-granted.ts';
import { CaseMove, NewReturnCase } from '../order-return-cases/case-request.ts';
import { moveCase } from '../order-return-cases/move-case.ts';
import { optionsOfOrder, type ShopRules } from '../order-return-cases/options-of-order.ts';
import { mostProducts, requestReturn } from '../order-return-cases/request-return.ts';
import { batchesOf } from '../runtime/batches.ts';
import { Problem } from '../runtime/problem.ts';

/** What a form of the page does. */
export interface ReturnFormPorts {
  readonly requestReturn: typeof requestReturn;
  readonly moveCase: typeof moveCase;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
}

const production = (): ReturnFormPorts => ({ requestReturn, moveCase, limits: recipientLimitTable() });

/** Whoever has the link can ask, and each answer is a mail to the customer: so much a day. A withdrawal is never refused. */
export const asksADay: RecipientLimit = { name: 'page-returns', max: 10, days: 1 };

/** What came of a form; of a withdrawal that is still to be confirmed, its statement. */
export type FormOutcome =
  | 'taken'
  | 'refused'
  | {
      readonly name: string;
      readonly lines: readonly { readonly line: number; readonly quantity: number }[];
    };

const customer = 'customer';

/**
 * Does what a form of the page says, as the order's customer. Once, however often it is sent: a case is asked for once
 * for each version of the order in which the form was filled in.
 */
export async function submitReturnForm(
  granted: Omit<GrantedRecord, 'content'> & { readonly content: NonNullable<GrantedRecord['content']> },
  form: URLSearchParams,
  { rules, now }: { readonly rules: ShopRules; readonly now: Date },
  ports: ReturnFormPorts = production(),
): Promise<FormOutcome> {
  const { order } = granted;
  const what = form.get('do') ?? '';
  try {
    if (what === 'sent' || what === 'call-off') {
      const said =
        what === 'sent' ? { to: 'SENT', ...given(form, ['carrier', 'trackingNumber']) } : { to: 'CANCELLED' };
      const move = CaseMove.safeParse(said);
      if (!move.success || move.data.to === 'INSPECTED') return 'refused';
      await ports.moveCase(order.id, form.get('case') ?? '', move.data, { by: customer });
      return 'taken';
    }
    const lines = linesIn(granted, form, rules, now);
    const name = form.get('name')?.trim() ?? '';
    if (what === 'withdraw') return lines.length === 0 || name === '' ? 'refused' : { name, lines };
    const kind = what === 'confirm' ? 'WITHDRAWAL' : what;
    const asked = NewReturnCase.safeParse({
      kind,
      lines,
      ...given(form, kind === 'WITHDRAWAL' ? ['declaredBy'] : ['reason', 'text']),
    });
    if (!asked.success) return 'refused';
    const seen = form.get('seen') ?? '';
    // A withdrawal may be from more than comes back at once.
    for (const batch of batchesOf(asked.data.lines, mostProducts)) {
      const request = { ...asked.data, lines: [...batch] };
      const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 16);
      const key = `page-${seen}-${digest}`;
      const mayAsk = kind === 'WITHDRAWAL' || (await ports.limits.take({ address: order.id }, asksADay, key, now));
      if (!mayAsk) return 'refused';
      await ports.requestReturn({ orderId: order.id, key, by: customer }, request);
    }
    return 'taken';
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return 'refused';
    throw error;
  }
}

/** The lines that a form names; of a withdrawal from all, whatever there is to withdraw from. */
function linesIn(
  granted: Parameters<typeof optionsOfOrder>[0],
  form: URLSearchParams,
  rules: ShopRules,
  now: Date,
): { line: number; quantity: number; sku?: string }[] {
  if (form.get('do') === 'withdraw' && form.get('all') !== null) {
    return optionsOfOrder(granted, rules, now)
      .filter(({ WITHDRAWAL }) => WITHDRAWAL.allowed)
      .map(({ line, units, open }) => ({ line, quantity: units + open }));
  }
  return granted.content.lines.flatMap((_, index) => {
    const line = index + 1;
    const quantity = Number(form.get(`line-${line}`) ?? 0);
    const sku = form.get('do') === 'EXCHANGE' ? form.get(`sku-${line}`)?.trim() : undefined;
    if (!(quantity > 0)) return [];
    return [{ line, quantity, ...(sku !== undefined && { sku }) }];
  });
}

/** The fields that are filled in. */
function given(form: URLSearchParams, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields
      .map((field) => [field, form.get(field === 'declaredBy' ? 'name' : field)?.trim() ?? ''])
      .filter(([, value]) => value !== ''),
  );
}
