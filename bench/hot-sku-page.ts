import type { RushFigures } from './rush.ts';
import { table } from './table.ts';

/** What rushes for one SKU did, by the shards over which its stock was spread. */
export interface HotSkuResult {
  readonly date: string;
  readonly buyers: number;
  readonly units: number;
  readonly withinMilliseconds: number;
  /** On what it was measured, as people say it. */
  readonly where: string;
  readonly rows: readonly (RushFigures & { readonly shards: number })[];
}

/** What is printed of rushes, and stands in the documents. */
export function hotSkuPage({ date, buyers, units, withinMilliseconds, where, rows }: HotSkuResult): string {
  const head = [
    'shards',
    'sold',
    'refused',
    'gave up',
    'sold out after',
    'sold a second',
    'conflicts',
    'retries an order',
    'calls for a refusal',
  ];
  const cells = rows.map((row) => [
    String(row.shards),
    String(row.sold),
    String(row.refused),
    String(row.gaveUp),
    `${row.soldOutAfterSeconds.toFixed(2)} s`,
    String(Math.round(row.sold / row.soldOutAfterSeconds)),
    `${row.conflicts} of ${row.transactions}`,
    (row.retries / buyers).toFixed(2),
    row.callsOfTheRefused.toFixed(1),
  ]);
  const title = `${date}: ${buyers.toLocaleString('en')} buyers within ${withinMilliseconds} ms, ${units} units, ${where}`;
  return `${title}\n\n${table(head, cells)}`;
}
