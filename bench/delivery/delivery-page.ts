import { table } from '../table.ts';
import type { DeliveryResult } from './judge-delivery.ts';

/** What is printed, and stands in docs/models/delivery.md. */
export function deliveryPage({ source, months, parcels, lateShare, judged, coverage }: DeliveryResult): string {
  const rows = judged.map(({ foreseer, prAuc, brier, daysOff }) => [
    foreseer,
    ...[prAuc, brier].map((value) => value.toFixed(3)),
    daysOff.toFixed(2),
  ]);
  return [
    `${source}: ${parcels.toLocaleString('en')} parcels of ${months} months, each month foreseen from those before; ${(100 * lateShare).toFixed(1)}% came behind their promise:`,
    table(['foreseen by', 'PR-AUC', 'Brier', 'days off'], rows, [0]),
    `Of 100 parcels, ${coverage.toFixed(1)} came within the range in which 80 should.`,
  ].join('\n\n');
}
