/**
 * Publishes the API's description as `docs/openapi.json`, for those who read it without a running service: `npm run
 * openapi`. A unit test compares the file with the document that the service answers with.
 */
import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '../lambdas/api/openapi-document.ts';
import { runCommand } from './command-line.ts';

/** Where the document is published. */
export const published = new URL('../docs/openapi.json', import.meta.url);

/** The published file's content. */
export function openApiFile(): string {
  return `${JSON.stringify(openApiDocument(), undefined, 2)}\n`;
}

if (import.meta.main) {
  await runCommand({
    usage: 'Writes docs/openapi.json anew from the schemas.\n\n  npm run openapi',
    async run() {
      await writeFile(published, openApiFile());
      return 0;
    },
  });
}
