import { createHash } from 'node:crypto';
import type { AwsCall } from './aws-call.ts';
import { isPartial } from './partial-batch.ts';

/** What may happen to a call on its way. */
export const faultKinds = [
  /** It takes longer. */
  'slow',
  /** The service has no room for it, in the service's own words; nothing was done. */
  'throttled',
  /** The service fails, in its own words; nothing was done. */
  'failed',
  /** The service has done it, and fails. */
  'failed after',
  /** The connection breaks before the service has it. */
  'cut',
  /** The service has done it, and the connection breaks before the answer. */
  'answer lost',
  /** A batch is done in part. */
  'partial',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault, and how strong it is: 0 to 1, for what has a measure. */
export interface Fault {
  readonly kind: FaultKind;
  readonly strength: number;
}

/** How often faults happen, 0 to 1, and which run of dice decides. */
export interface FaultPlan {
  readonly seed: number;
  readonly rate: number;
  /** What a subject is called in every run: an order's id is another in each. */
  readonly nameOf?: (subject: string) => string;
}

/**
 * What happens to the `nth` call of this kind about this subject (from 1). The same plan gives the same answer, in
 * whatever order the calls of different orders come: a run can be repeated though they are concurrent.
 */
export function faultOf(
  { seed, rate, nameOf = (subject) => subject }: FaultPlan,
  call: AwsCall,
  nth: number,
): Fault | undefined {
  const dice = diceOf(seed, call.service, call.operation, nameOf(call.subject), nth);
  if (dice[0] >= rate) return undefined;
  const kinds = faultKinds.filter((kind) => kind !== 'partial' || isPartial(call));
  return { kind: kinds[Math.floor(dice[1] * kinds.length)] ?? 'slow', strength: dice[2] };
}

/** Three numbers from 0 to 1, the same for the same words. */
export function diceOf(...words: readonly (string | number)[]): readonly [number, number, number] {
  const hash = createHash('sha256').update(words.join('|')).digest();
  const at = (offset: number) => hash.readUInt32BE(offset) / 2 ** 32;
  return [at(0), at(4), at(8)];
}
