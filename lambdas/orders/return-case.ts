import * as z from 'zod/mini';
import { LineUnits } from './line-counts.ts';

/*
 * A return case: what a customer wants to give back, exchange or complains about, and what becomes of it. It stands
 * beside its order. No unit is in two cases at once, nor in one when it came back or never left; whatever a case gives
 * back, it gives back once.
 */

/**
 * What a customer may ask for:
 * - WITHDRAWAL: out of the contract, without a reason, as the law of the EU has it
 * - RETURN: as a courtesy of the shop
 * - EXCHANGE: for something else of the same price
 * - CLAIM: what came is broken or wrong, or did not come
 */
export const caseKinds = ['WITHDRAWAL', 'RETURN', 'EXCHANGE', 'CLAIM'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Why, and of which kinds it is a reason. Who withdraws needs none. */
export const returnReasons = {
  CHANGED_MIND: ['RETURN', 'EXCHANGE'],
  WRONG_SIZE: ['RETURN', 'EXCHANGE'],
  NOT_AS_DESCRIBED: ['RETURN', 'EXCHANGE', 'CLAIM'],
  BROKEN: ['CLAIM'],
  WRONG_ITEM: ['CLAIM'],
  MISSING: ['CLAIM'],
  LOST: ['CLAIM'],
} as const satisfies Readonly<Record<string, readonly CaseKind[]>>;
export type ReturnReason = keyof typeof returnReasons;
export const returnReasonNames = Object.keys(returnReasons) as readonly ReturnReason[];

/** The reasons of a kind. */
export function reasonsOf(kind: CaseKind): readonly ReturnReason[] {
  return returnReasonNames.filter((reason) => (returnReasons[reason] as readonly CaseKind[]).includes(kind));
}

/**
 * Where a case stands:
 * - REQUESTED: somebody decides, or something is done before the customer is told more
 * - APPROVED: the customer is to send the goods; where they keep them, the shop gives its part
 * - SENT: by what they say; RECEIVED: by the warehouse; INSPECTED: found to be taken back, the shop gives its part
 * - REFUNDED, EXCHANGED: done; KEPT: done, and the goods stay where they are
 * - REFUSED: by the shop; CANCELLED: by the customer, or because all of it was cancelled before it left
 * - EXPIRED: nothing was sent in time
 */
export const caseStates = [
  'REQUESTED',
  'APPROVED',
  'SENT',
  'RECEIVED',
  'INSPECTED',
  'REFUNDED',
  'EXCHANGED',
  'KEPT',
  'REFUSED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type CaseState = (typeof caseStates)[number];

/** The allowed transitions: from each state, where a case may go. */
const transitions = {
  REQUESTED: ['APPROVED', 'REFUSED', 'CANCELLED'],
  APPROVED: ['SENT', 'RECEIVED', 'KEPT', 'EXCHANGED', 'CANCELLED', 'EXPIRED'],
  SENT: ['RECEIVED'],
  RECEIVED: ['INSPECTED', 'REFUSED'],
  INSPECTED: ['REFUNDED', 'EXCHANGED'],
  REFUNDED: [],
  EXCHANGED: [],
  KEPT: [],
  REFUSED: [],
  CANCELLED: [],
  EXPIRED: [],
} as const satisfies Record<CaseState, readonly CaseState[]>;

/** Whether a case may go from one state to another. */
export function mayFollow(from: CaseState, to: CaseState): boolean {
  return (transitions[from] as readonly CaseState[]).includes(to);
}

/** Whether something is still to be done about a case of this state. */
export function isOpenCase(state: CaseState): boolean {
  return transitions[state].length > 0;
}

/** What became of a case, in the order of time; `by`: the customer, the service, or staff as their token names them. */
const CaseStep = z.object({ at: z.string(), state: z.enum(caseStates), by: z.string() });
export type CaseStep = Readonly<z.output<typeof CaseStep>>;

/** Units of a line that came back, and were inspected. */
export const InspectedUnits = z.object({ line: z.int(), sellable: z.int(), unsellable: z.int() });
export type InspectedUnits = Readonly<z.output<typeof InspectedUnits>>;

/** A case as the API shows it. */
export const ReturnCase = z.object({
  id: z.string(),
  kind: z.enum(caseKinds),
  state: z.enum(caseStates),
  lines: z.array(z.extend(LineUnits, { sku: z.optional(z.string()) })),
  reason: z.optional(z.enum(returnReasonNames)),
  text: z.optional(z.string()),
  declaredBy: z.optional(z.string()),
  remedy: z.enum(['REFUND', 'REPLACEMENT']),
  keeps: z.boolean(),
  history: z.array(CaseStep),
  /** Who pays for sending the goods back, and what is kept of the money for that, in minor units. */
  postage: z.enum(['CUSTOMER', 'SHOP']),
  fee: z.optional(z.int()),
  /** Until when the goods are to be sent, and the money is to be back, ISO 8601 UTC. */
  sendBy: z.optional(z.string()),
  refundBy: z.optional(z.string()),
  carrier: z.optional(z.string()),
  trackingNumber: z.optional(z.string()),
  inspected: z.optional(z.array(InspectedUnits)),
  /** What of the money is kept, in minor units, and why. */
  withheld: z.optional(z.int()),
  remark: z.optional(z.string()),
  /** At most so much goes back, where that was decided. */
  atMost: z.optional(z.int()),
  /** The order by which the new units go out. */
  replacementOrderId: z.optional(z.string()),
  soldOut: z.optional(z.boolean()),
  /** What went back by it, in minor units. */
  givenBack: z.optional(z.int()),
  /** Why its money could not be given back by itself: somebody has to. */
  refundTrouble: z.optional(z.string()),
});
export type ReturnCase = Readonly<z.output<typeof ReturnCase>>;

/** A case as it is stored: `version` counts its writes, SHA-256 of what was asked for tells a repeat from another. */
export const StoredReturnCase = z.extend(ReturnCase, {
  version: z.int(),
  requestHash: z.string(),
  /** When the clock is to look at it, ISO 8601 UTC; absent while it waits for people. */
  dueAt: z.optional(z.string()),
  /** The how many-th of the order's cases it is whose money goes back, from 1: what it comes to follows from those before. */
  refundTurn: z.optional(z.int()),
  /** What was held for it in an exchange is held no more. */
  holdEnded: z.optional(z.boolean()),
  /** Who decided it, whose limits its refund is within; nobody where the policy did. */
  decidedBy: z.optional(z.object({ subject: z.string(), name: z.string(), roles: z.array(z.string()) })),
});
export type StoredReturnCase = Readonly<z.output<typeof StoredReturnCase>>;

/** When a case was asked for, ISO 8601 UTC. */
export function requestedAt({ history }: Pick<ReturnCase, 'history'>): string {
  return history[0]?.at ?? '';
}

/** A case as it is shown. */
export function shownCase({
  version: _v,
  requestHash: _h,
  dueAt: _a,
  refundTurn: _t,
  holdEnded: _e,
  decidedBy: _d,
  ...shown
}: StoredReturnCase): ReturnCase {
  return shown;
}

const beforeInspection: readonly CaseState[] = ['REQUESTED', 'APPROVED', 'SENT', 'RECEIVED'];
const withoutEffect: readonly CaseState[] = ['REFUSED', 'CANCELLED', 'EXPIRED'];

/** Whether a case came to nothing: neither goods nor money move by it any more. */
export function cameToNothing({ state, givenBack }: Pick<ReturnCase, 'state' | 'givenBack'>): boolean {
  return givenBack === undefined && withoutEffect.includes(state);
}

/**
 * Units of each line that cases take up: nothing else may be asked for of them. What came back is counted on the order
 * itself; what a customer keeps is taken up for good.
 */
export function unitsInCases(
  cases: readonly Pick<ReturnCase, 'state' | 'keeps' | 'lines'>[],
): ReadonlyMap<number, number> {
  const units = new Map<number, number>();
  for (const { state, keeps, lines } of cases) {
    if (keeps ? withoutEffect.includes(state) : !beforeInspection.includes(state)) continue;
    for (const { line, quantity } of lines) units.set(line, (units.get(line) ?? 0) + quantity);
  }
  return units;
}

/** Whether the case's own order is one that replaces what another order's case gives back: which, of which order. */
export const ReplacementOf = z.object({ orderId: z.string(), caseId: z.string() });
export type ReplacementOf = Readonly<z.output<typeof ReplacementOf>>;
