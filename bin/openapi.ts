/**
 * Publishes the API's description as `docs/openapi.json`, for those who read it without a running service, and makes the
 * client's types of it: `npm run openapi`. Unit tests compare both with what the service answers with.
 */
import { writeFile } from 'node:fs/promises';
import { generatedApi } from '../client/generate.ts';
import { asyncApiDocument } from '../lambdas/api/asyncapi-document.ts';
import { openApiDocument } from '../lambdas/api/openapi-document.ts';
import { runCommand } from './command-line.ts';

/** Where the document is published. */
export const published = new URL('../docs/openapi.json', import.meta.url);

/** Where the description of the events on the bus is published. */
export const publishedEvents = new URL('../docs/asyncapi.json', import.meta.url);

/** Its content. */
export function asyncApiFile(): string {
  return `${JSON.stringify(asyncApiDocument(), undefined, 2)}\n`;
}

/** The published file's content. */
export function openApiFile(): string {
  return `${JSON.stringify(openApiDocument(), undefined, 2)}\n`;
}

if (import.meta.main) {
  await runCommand({
    usage:
      'Writes docs/openapi.json, docs/asyncapi.json and the types of client/ anew from the schemas.\n\n  npm run openapi',
    async run() {
      await writeFile(published, openApiFile());
      await writeFile(publishedEvents, asyncApiFile());
      const document = JSON.parse(openApiFile());
      await writeFile(new URL('../client/src/api.generated.ts', import.meta.url), await generatedApi(document));
      return 0;
    },
  });
}
