import { readdir, readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { examples } from '../lambdas/api/examples.ts';
import { openApiDocument } from '../lambdas/api/openapi-document.ts';
import { schemas } from '../lambdas/api/schemas.ts';

const files = (await readdir('examples')).filter((file) => file.endsWith('.json') && file !== 'shop.json');
const bodyOf = async (file: string): Promise<unknown> => JSON.parse(await readFile(`examples/${file}`, 'utf8'));

/** The schema of a request, by its file's name: `stock-movement.count.json` is a StockMovementRequest. */
function schemaOf(file: string): string | undefined {
  const name = (file.split('.')[0] ?? '').replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [`${name}Request`, name].find((schema) => schema in schemas);
}

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true, email: true, uuid: true } });
ajv.addSchema({ ...JSON.parse(JSON.stringify(openApiDocument())), $id: 'api' });

describe('the example requests', () => {
  it.each(files)('are what the code and the OpenAPI document take: %s', async (file) => {
    const name = schemaOf(file);
    expect(name).toBeDefined();
    const body = await bodyOf(file);

    const [schema] = schemas[name as keyof typeof schemas];
    expect(z.safeParse(schema as z.core.$ZodType, body).error).toBeUndefined();
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    expect(validate?.(body), JSON.stringify(validate?.errors)).toBe(true);
  });

  it('are those of the OpenAPI document', async () => {
    const bodies = await Promise.all(files.map(bodyOf));
    const sent = Object.entries(schemas).filter(([, [, direction]]) => direction === 'input');

    expect(sent.map(([name]) => name).filter((name) => !bodies.some((body) => isSame(body, examples[name])))).toEqual(
      [],
    );
  });
});

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
