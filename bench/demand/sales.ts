import { readCsv } from '../../web/console/csv.ts';

/** The units that each product sold on each day, from the first day of all to the last. */
export interface Sales {
  readonly firstDay: string;
  readonly days: number;
  readonly ofProducts: ReadonlyMap<string, readonly number[]>;
}

const dayMilliseconds = 86_400_000;

/**
 * The sales of a shop from a file of comma-separated values with the columns `day` (ISO 8601), `sku` and `units`, in any
 * order. Rows of one product and day are added up; days without a row sold nothing.
 * @throws Error that names the row and column of what is none
 */
export function salesOf(text: string): Sales {
  const [heads = [], ...rows] = readCsv(text);
  const column = (name: string) => {
    const found = heads.indexOf(name);
    if (found === -1) throw new Error(`The file has no column ${name}: its first row must name day, sku and units.`);
    return found;
  };
  const [day, sku, units] = [column('day'), column('sku'), column('units')];
  const sold = rows.map((row, index) => {
    const [at, quantity] = [Date.parse(`${row[day]}T00:00:00Z`), Number(row[units])];
    if (Number.isNaN(at)) throw new Error(`Row ${index + 2}: day must be a date such as 2026-01-31.`);
    if (!Number.isSafeInteger(quantity)) throw new Error(`Row ${index + 2}: units must be a whole number.`);
    return { sku: row[sku] ?? '', number: at / dayMilliseconds, units: quantity };
  });
  if (sold.length === 0) throw new Error('The file has no sales.');
  const first = sold.reduce((least, { number }) => Math.min(least, number), Number.POSITIVE_INFINITY);
  const days = sold.reduce((most, { number }) => Math.max(most, number), first) - first + 1;
  const ofProducts = new Map<string, number[]>();
  for (const { sku, number, units } of sold) {
    const product = ofProducts.get(sku) ?? Array.from({ length: days }, () => 0);
    product[number - first] = (product[number - first] ?? 0) + units;
    ofProducts.set(sku, product);
  }
  return { firstDay: new Date(first * dayMilliseconds).toISOString().slice(0, 10), days, ofProducts };
}
