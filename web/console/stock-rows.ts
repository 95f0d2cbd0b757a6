/** What a stock keeper writes into a spreadsheet: one movement a row. */
import type { InputOf } from '../../client/src/client.ts';
import { readCsv } from './csv.ts';

/** What is asked of the API for a row. */
export type StockMovement = InputOf<'moveStock'>['body'];

/** A row of the file: what it asks for, or what is wrong with it. */
export interface StockRow {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  readonly sku: string;
  readonly movement?: StockMovement;
  readonly error?: string;
}

/** The columns of the file; the first three are needed. */
export const columns = ['sku', 'type', 'units', 'reason', 'reference'] as const;

/** So many rows a file: a stock take of a shop, and an hour of a browser at most. */
const mostRows = 5_000;

/**
 * The rows of a file. What only the service can know, such as whether it keeps the product, it says when it is asked.
 * @throws Error where the file as a whole cannot be read, saying why
 */
export function readStockRows(text: string): readonly StockRow[] {
  const [heading, ...rows] = readCsv(text);
  if (heading === undefined) throw new Error('The file is empty.');
  const names = heading.map((name) => name.trim().toLowerCase());
  const missing = columns.slice(0, 3).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(`The first row must name the columns ${columns.join(', ')}; ${missing.join(' and ')} is missing.`);
  }
  if (rows.length === 0) throw new Error('The file has no row beneath its heading.');
  if (rows.length > mostRows) throw new Error(`The file has ${rows.length} rows; ${mostRows} at most. Split it.`);
  const seen = new Map<string, number>();
  return rows.map((fields, index) => {
    const row = index + 2;
    const field = (name: (typeof columns)[number]) => fields[names.indexOf(name)]?.trim() ?? '';
    const sku = field('sku');
    const read = movementOf(field);
    // A count says what is there: two of one product contradict each other.
    const isCount = typeof read !== 'string' && read.type === 'count';
    const earlier = isCount ? seen.get(sku) : undefined;
    if (isCount) seen.set(sku, row);
    const error =
      sku === ''
        ? 'sku is missing.'
        : earlier !== undefined
          ? `${sku} was counted in row ${earlier} already.`
          : typeof read === 'string'
            ? read
            : undefined;
    return {
      row,
      sku,
      ...(error === undefined && typeof read !== 'string' ? { movement: read } : { error: error ?? '' }),
    };
  });
}

const adjustments = {
  CORRECTION: (units: number) => units !== 0 || 'units must not be 0 for a CORRECTION.',
  FOUND: (units: number) => units > 0 || 'units must be above 0 for FOUND.',
  LOST: (units: number) => units < 0 || 'units must be below 0 for LOST.',
  STOLEN: (units: number) => units < 0 || 'units must be below 0 for STOLEN.',
  DAMAGED: (units: number) => units < 0 || 'units must be below 0 for DAMAGED.',
  EXPIRED: (units: number) => units < 0 || 'units must be below 0 for EXPIRED.',
} as const;
const received = ['PURCHASE', 'RETURN', 'FOUND'] as const;

/** What a row asks for, or what is wrong with it. */
function movementOf(field: (name: (typeof columns)[number]) => string): StockMovement | string {
  const units = Number(field('units'));
  if (field('units') === '' || !Number.isInteger(units))
    return `units must be a whole number, not “${field('units')}”.`;
  const reference = field('reference');
  if (reference.length > 200) return 'reference must have 200 characters at most.';
  const besides = reference === '' ? {} : { reference };
  const reason = field('reason').toUpperCase();
  switch (field('type').toLowerCase()) {
    case 'count':
      if (units < 0) return 'units must be 0 or more for a count.';
      return { type: 'count', counted: units, ...besides };
    case 'receive': {
      if (units < 1) return 'units must be 1 or more to receive.';
      const known = received.find((name) => name === (reason || 'PURCHASE'));
      if (known === undefined) return `reason must be one of ${received.join(', ')}.`;
      return { type: 'receive', quantity: units, reason: known, ...besides };
    }
    case 'adjust': {
      if (!Object.hasOwn(adjustments, reason)) return `reason must be one of ${Object.keys(adjustments).join(', ')}.`;
      const known = reason as keyof typeof adjustments;
      const isRight = adjustments[known](units);
      return isRight === true
        ? ({ type: 'adjust', reason: known, change: units, ...besides } as StockMovement)
        : isRight;
    }
    default:
      return `type must be count, receive or adjust, not “${field('type')}”.`;
  }
}

/**
 * A key for each row that is the same whenever the same file is sent again: what was booked by the first time is not
 * booked by the second.
 */
export async function keyOfFile(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest).slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
