import type { Locale } from '../orders/locale.ts';
import type { Address } from '../orders/order.ts';
import { latin, local } from './address-formats.generated.ts';
import { countryName } from './format.ts';

/** In which script an address is written: some countries turn the order of its parts around with it. */
export type Script = 'local' | 'latin';

/**
 * How countries write that say nothing else. A line a part; n: name, o: organisation, a: street, c: city, s: region, z:
 * post code.
 */
export const defaultFormat = 'n|o|a|c';

type Fields = Readonly<Record<string, string | undefined>>;

/** The lines of an address as its country writes them, with the country's name in the reader's language. */
export function addressLines(address: Address, locale: Locale): readonly string[] {
  const { name, company, line1, line2, city, region, postalCode, country } = address;
  const isOwnScript = ownScript.test([name, line1, city].join(' '));
  const format = formatOf(country, isOwnScript ? 'local' : 'latin');
  const fields: Fields = {
    n: name,
    o: company,
    // Within a line, where a country writes it so.
    a: [line1, line2].filter(Boolean).join(', '),
    c: city,
    s: region === city ? undefined : region,
    z: postalCode,
  };
  const lines = format.split('|').flatMap((line) => (line === 'a' ? [line1, line2] : [filled(line, fields)]));
  const named = countryName(country, locale);
  // What the country has no place for was written by somebody all the same; city states are said once.
  const left = Object.entries(fields).flatMap(([field, value]) =>
    format.includes(field) || value === named ? [] : [value],
  );
  const isLargeToSmall = format.indexOf('n') > format.indexOf('a');
  const all = isLargeToSmall ? [named, ...left, ...lines] : [...lines, ...left, named];
  return all.filter((line): line is string => line !== undefined && line !== '');
}

/** Scripts in which an address may run from the large to the small. */
const ownScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function formatOf(country: string, script: Script): string {
  const tables = script === 'local' ? [local, latin] : [latin];
  for (const line of tables.flatMap((table) => table.split('\n'))) {
    const [format = '', codes = ''] = line.split(':');
    for (let at = 0; at < codes.length; at += 2) if (codes.startsWith(country, at)) return withCity(format);
  }
  return defaultFormat;
}

/** Some formats have a region only, and the city within the street: ours stands beside the region. */
function withCity(format: string): string {
  if (format.includes('c') || !format.includes('s')) return format;
  return format.indexOf('s') < format.indexOf('a') ? format.replace('s', 'sc') : format.replace('s', 'c|s');
}

/** A line of the format with its fields; what stands between two of them only where both are there. */
function filled(line: string, fields: Fields): string {
  const [, before = '', parts = ''] = /^([^a-z]*)(.*)$/.exec(line) ?? [];
  let text = '';
  let between = before;
  for (const character of parts) {
    const value = fields[character];
    if (character >= 'a' && character <= 'z') {
      if (value !== undefined) text += text === '' ? before + value : between + value;
      between = '';
    } else between += character;
  }
  return text;
}
