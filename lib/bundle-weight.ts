import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../lambdas/orders/locale.ts';

/** What a function may weigh, minified, in KB: its bundle, which a start reads, and all that one call may need beside. */
export const heaviestBundle = 450;

/** What a function weighs, in KB. */
export interface BundleWeight {
  /** What a start reads. */
  readonly start: number;
  /** What one call may read beside at most: tables, and texts in the language of one customer. */
  readonly atNeed: number;
}

/** Weighs the bundle in a folder. */
export function bundleWeight(folder: string): BundleWeight {
  const sizes = readdirSync(folder).map((file) => ({ file, size: statSync(join(folder, file)).size / 1024 }));
  const sumOf = (isMeant: (file: string) => boolean) =>
    sizes.reduce((sum, { file, size }) => (isMeant(file) ? sum + size : sum), 0);
  const isIn = (tag: string) => (file: string) => file.endsWith(`.${tag}.js`);
  const start = sumOf((file) => file === 'index.js');
  const tables = sumOf((file) => file !== 'index.js' && !locales.some((tag) => isIn(tag)(file)));
  return { start, atNeed: tables + Math.max(...locales.map((tag) => sumOf(isIn(tag)))) };
}
