/**
 * Publishes the schema of a shop's profile as `docs/shop.schema.json`, for editors and for those who write one: `npm run
 * shop-schema`. A unit test compares the file with the schema.
 */
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { ShopProfile } from '../lambdas/shop/shop-profile.ts';
import { runCommand } from './command-line.ts';

/** Where the schema is published. */
export const published = new URL('../docs/shop.schema.json', import.meta.url);

/** The published file's content. */
export function shopSchemaFile(): string {
  return `${JSON.stringify(z.toJSONSchema(ShopProfile, { io: 'input' }), undefined, 2)}\n`;
}

if (import.meta.main) {
  await runCommand({
    usage: 'Writes docs/shop.schema.json anew from the schema.\n\n  npm run shop-schema',
    async run() {
      await writeFile(published, shopSchemaFile());
      return 0;
    },
  });
}
