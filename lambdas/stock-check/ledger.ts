import type { LedgerSum, Movement } from '../inventory/movement.ts';
import type { MovementTable } from '../inventory/movement-table.ts';
import type { Clock } from '../runtime/clock.ts';

/** What the movements of a stock item sum to. */
export interface Sum {
  readonly onHand: number;
  readonly unsellable: number;
}

/** What the movements of a SKU sum to, by shard. */
export interface Ledger {
  readonly sums: ReadonlyMap<number, Sum>;
  /** False when older movements were not read, but their sum. */
  readonly isWhole: boolean;
}

/**
 * Which movements are too old for another to come before them: counts and shipments are booked when they were made,
 * weeks later perhaps.
 */
const settledDays = 60;

/** So many movements, not read again, are worth a write. */
const worthKeeping = 100;

/**
 * Sums up ledgers, reading of each the movements since the sum that was kept of it, so that what is read does not grow
 * with its age. `keep` keeps the sums of what has become old since. A kept sum is never the reason for finding
 * something wrong: whoever does reads the whole ledger, which puts the sum right as well.
 */
export function ledgers({ findSum, keepSum, since, until }: LedgerPorts, clock: Clock) {
  const before = new Date(clock().getTime() - settledDays * 24 * 60 * 60 * 1000).toISOString();
  const toKeep = new Map<string, LedgerSum>();

  /** The ledger of a SKU, as far as it has to be read. */
  async function read(sku: string): Promise<Ledger> {
    const kept = await findSum(sku);
    const { sums, settled, howMany } = await added(kept, kept === undefined ? until(sku) : since(sku, kept.before));
    if (howMany >= worthKeeping) toKeep.set(sku, sumOf(sku, settled));
    return { sums, isWhole: kept === undefined };
  }

  /** The whole ledger of a SKU. */
  async function readWhole(sku: string): Promise<Ledger> {
    const { sums, settled } = await added(undefined, until(sku));
    toKeep.set(sku, sumOf(sku, settled));
    return { sums, isWhole: true };
  }

  async function added(kept: LedgerSum | undefined, movements: AsyncIterable<Movement>) {
    const sums = new Map<number, Sum>(
      kept?.shards.map(({ shard, onHand, unsellable }) => [shard, { onHand, unsellable }]),
    );
    const settled = new Map(sums);
    let howMany = 0;
    for await (const movement of movements) {
      add(sums, movement);
      if (movement.at >= before) continue;
      add(settled, movement);
      howMany++;
    }
    return { sums, settled, howMany };
  }

  function sumOf(sku: string, settled: ReadonlyMap<number, Sum>): LedgerSum {
    return { sku, before, shards: [...settled].map(([shard, sum]) => ({ shard, ...sum })) };
  }

  async function keep(): Promise<void> {
    for (const sum of toKeep.values()) await keepSum(sum);
  }

  return { read, readWhole, keep };
}

/** What summing up ledgers touches. */
export type LedgerPorts = Pick<MovementTable, 'findSum' | 'keepSum' | 'since' | 'until'>;

function add(sums: Map<number, Sum>, { shard, onHand, unsellable = 0 }: Movement): void {
  const sum = sums.get(shard) ?? { onHand: 0, unsellable: 0 };
  sums.set(shard, { onHand: sum.onHand + onHand, unsellable: sum.unsellable + unsellable });
}
