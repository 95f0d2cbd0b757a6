import * as z from 'zod/mini';
import { StockContention } from './stock-contention.ts';

/**
 * Contention that has outlived all repeats of a crowd: their waits are jittered, and the dice may have said "at once"
 * each time. The state machine repeats it like any failure, at waits that no dice shorten.
 */
export class LastingContention extends Error {
  override readonly name = 'LastingContention';
}

/**
 * Whether the state machine has repeated the step as often as contention is; absent in an execution that began with an
 * earlier definition.
 */
export const ContendedLong = z._default(z.boolean(), false);

/**
 * Does a step's work.
 * @throws LastingContention instead of StockContention when the step has met others for long
 */
export async function orLastingContention<Result>(
  contendedLong: boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (contendedLong && error instanceof StockContention) {
      throw new LastingContention(error.message, { cause: error });
    }
    throw error;
  }
}
