import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { actsForShop } from '../access/scopes.ts';
import { OrderId } from '../orders/order.ts';
import { shortText } from '../orders/short-text.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import type { Action, Outcome } from './action.ts';
import { type AuditTable, auditTable } from './audit-table.ts';
import { reasonRequired } from './problems.ts';

/** What recording touches. */
export interface AuditPorts {
  readonly audit: Pick<AuditTable, 'append' | 'appendOutcome'>;
  readonly clock: Clock;
}

const production = (): AuditPorts => ({ audit: auditTable(), clock: systemClock });

/** An action that is to be recorded. */
export type ToRecord = Omit<Action, 'id' | 'at'>;

/** Who a caller is to the audit. */
export function actorOf({ subject, name, roles }: Caller): Pick<Action, 'who' | 'name' | 'roles'> {
  return { who: subject, name, roles: [...roles] };
}

/** What became of an action, as whoever did it says. */
export type Conclusion = Omit<Outcome, 'at'>;

/** How an action that a job does for somebody is recorded. */
export interface RecordedOptions<Result> {
  /** What became of it, where that is not that it was done. */
  readonly conclusionOf?: (result: Result) => Conclusion;
  readonly ports?: AuditPorts;
}

/** Does an action that is recorded ahead of it, so that nothing is done that is not recorded, and with what becomes of it. */
export async function recorded<Result>(
  action: ToRecord,
  run: () => Promise<Result>,
  { conclusionOf = () => ({ result: 'DONE' }), ports: { audit, clock } = production() }: RecordedOptions<Result> = {},
): Promise<Result> {
  const place = { id: randomUUID(), at: clock().toISOString() };
  await audit.append({ ...action, ...place });
  try {
    const result = await run();
    await conclude(conclusionOf(result));
    return result;
  } catch (error) {
    const isRefusal = error instanceof Problem && error.status < 500;
    const detail = error instanceof Problem ? error.kind : error instanceof Error ? error.name : 'unknown';
    await conclude({ result: isRefusal ? 'REFUSED' : 'FAILED', detail });
    throw error;
  }

  /** What was done stays done: that its outcome could not be recorded, the log tells. */
  async function conclude(outcome: Conclusion): Promise<void> {
    await audit
      .appendOutcome(place, { ...outcome, at: clock().toISOString() })
      .catch((error) => logger.error('the outcome of an action was not recorded', { ...place, error }));
  }
}

/** What somebody asks for by a request; `reason` where its body says why. */
export interface AskedByRequest extends Pick<ToRecord, 'action' | 'about' | 'reason' | 'before' | 'after'> {
  /** As the path has it. */
  readonly orderId?: string;
}

/** How something is recorded. */
export interface AuditedOptions<Result> {
  /** What there is to say of the outcome. */
  readonly detailOf?: (result: Result) => string | undefined;
  readonly ports?: AuditPorts;
}

/**
 * Does what is asked for, recorded ahead of it and with what becomes of it, where the caller acts for the shop; for a
 * storefront just does it. Of people it demands a reason: in the body, or in the header `Reason`.
 * @throws Problem reason-required
 *
 * @example await audited(request, caller, { action: 'shipOrder', orderId }, () => shipOrder(orderId));
 */
export async function audited<Result>(
  request: HttpRequest,
  caller: Caller,
  { orderId, reason: ownReason, ...asked }: AskedByRequest,
  run: () => Promise<Result>,
  { detailOf, ports }: AuditedOptions<Result> = {},
): Promise<Result> {
  if (!actsForShop(caller)) return run();
  const reason = reasonIn(request) ?? ownReason;
  if (reason === undefined && caller.roles.length > 0) {
    const detail = 'Say why in the header Reason, percent-encoded.';
    throw new Problem(reasonRequired, detail, { errors: [{ header: 'Reason', detail }] });
  }
  const ofOrder = OrderId.safeParse(orderId);
  return recorded(
    {
      ...actorOf(caller),
      ...asked,
      ...(ofOrder.success && { orderId: ofOrder.data }),
      ...(reason !== undefined && { reason }),
    },
    run,
    {
      ...(ports !== undefined && { ports }),
      conclusionOf(result) {
        const detail = detailOf?.(result);
        return { result: 'DONE', ...(detail !== undefined && { detail }) };
      },
    },
  );
}

const Reason = shortText(500);

/** @throws Problem reason-required when it cannot be read */
function reasonIn({ headers }: HttpRequest): string | undefined {
  if (headers.reason === undefined) return undefined;
  const read = z.safeParse(Reason, decoded(headers.reason));
  if (read.success) return read.data;
  const detail = 'The header Reason must be percent-encoded UTF-8 of 1 to 500 characters.';
  throw new Problem(reasonRequired, detail, { errors: [{ header: 'Reason', detail }] });
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
