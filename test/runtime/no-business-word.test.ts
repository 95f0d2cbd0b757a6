import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const runtime = new URL('../../lambdas/runtime/', import.meta.url);

/** Words of the shop. What runs functions would serve any other service as well. */
const businessWords =
  'order|stock|inventory|sku|payment|refund|money|price|currency|customer|shopper|storefront|shop|notice|shipment|warehouse|product|supplier';

const files = (await readdir(runtime)).filter((name) => name.endsWith('.ts'));

describe.each(files)('lambdas/runtime/%s', async (file) => {
  const text = await readFile(new URL(file, runtime), 'utf8');

  it('imports nothing of ours from outside its folder', () => {
    expect([...text.matchAll(/from '(\.\.[^']*)'/g)].map(([, path]) => path)).toEqual([]);
  });

  it('knows no word of the business', () => {
    expect(wordsIn(text).filter((word) => new RegExp(`^(?:${businessWords})s?$`).test(word))).toEqual([]);
  });
});

/**
 * All words, those within an identifier too, in lower case; without the service's own name, and without "in the order
 * of".
 */
function wordsIn(text: string): readonly string[] {
  return text
    .replaceAll("'order-confirmation'", '')
    .replace(/\bin (?:the|its|their) order\b/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
