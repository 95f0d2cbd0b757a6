import { readFile } from 'node:fs/promises';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { handler as getAvailability } from '../../lambdas/inventory/get-availability.handler.ts';
import { handler as getOpenApi } from '../../lambdas/openapi/get-openapi.handler.ts';
import { openApiDocument } from '../../lambdas/openapi/openapi-document.ts';
import { openApiFile, published } from '../../lambdas/openapi/write-openapi.ts';
import { handler as getOrder } from '../../lambdas/orders/get-order.handler.ts';
import { handler as submitOrder } from '../../lambdas/orders/submit-order.handler.ts';
import { aContext, anHttpRequest, anOrderRequest, aProduct } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

interface Operation {
  readonly operationId?: string;
  readonly responses: Record<string, unknown>;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
}

const document = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
);

const machine = mockClient(SFNClient);
beforeEach(() => {
  stubServiceEnvironment();
  machine.reset();
  machine.on(StartExecutionCommand).resolves({});
  const db = inMemoryDynamoDb();
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
  db.put('stock', { pk: 'SKU#85123A', sk: 'STOCK', sku: '85123A', onHand: 10, available: 10, reserved: 0 });
});

describe('the OpenAPI document', () => {
  it('is what GET /openapi.json answers', async () => {
    const answer = await getOpenApi(anHttpRequest(), aContext());

    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual(document);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
    });
  });

  it('is published in docs/ as it is', async () => {
    expect(await readFile(published, 'utf8'), 'run `npm run openapi`').toBe(openApiFile());
  });

  it('describes the calls of the service', () => {
    expect(operations.map(({ call }) => call)).toEqual(
      expect.arrayContaining([
        'POST /orders',
        'GET /orders/{orderId}',
        'GET /products/{sku}/availability',
        'POST /payments/{provider}/notifications',
      ]),
    );
  });

  it('names every operation once, describes its answers, and requires every parameter of its path', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { call, path, operation } of operations) {
      const inPath = operation.parameters?.filter(
        (parameter) => parameter.in === 'path' && parameter.required === true,
      );
      expect(
        (inPath ?? []).map(({ name }) => `{${name}}`),
        call,
      ).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(Object.values(operation.responses), call).toEqual(
        Object.keys(operation.responses).map(() =>
          expect.objectContaining({ description: expect.stringMatching(/./) }),
        ),
      );
    }
  });

  it('refers only to what is there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');

    expect(references).not.toEqual([]);
    expect(references.filter((target) => resolved(target) === undefined)).toEqual([]);
  });

  it('asks for a scope everywhere but at the webhook, which checks a signature, and for itself', () => {
    const open = operations.filter(({ operation }) => {
      const { security } = operation as { security?: readonly { storefront: readonly string[] }[] };
      return security?.length === 0;
    });

    expect(open.map(({ call }) => call)).toEqual(['POST /payments/{provider}/notifications', 'GET /openapi.json']);
  });

  it('says of an order what the schema checks', () => {
    const { OrderRequest: schema } = document.components.schemas;

    expect(schema.required.toSorted()).toEqual(['contact', 'currency', 'lines', 'payment', 'shippingAddress']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.lines).toMatchObject({ minItems: 1, maxItems: 1_000 });
    expect(schema.properties.lines.items.properties.quantity).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
    });
    expect(schema.properties.locale).toMatchObject({ enum: ['en', 'zh-CN'], default: 'en' });
  });
});

describe('the answers of the service are as documented', () => {
  it('to a valid order, which is as documented itself', async () => {
    const request = anOrderRequest();
    expect(schemaNamed('OrderRequest').parse(request)).toEqual(request);

    const answer = await submitOrder(anHttpRequest({ json: request }), aContext());

    expect(answer.statusCode).toBe(202);
    expect(schemaNamed('AcceptedOrder').parse(bodyOf(answer))).toEqual(bodyOf(answer));
  });

  it('to the question for an order', async () => {
    const { id } = bodyOf(await submitOrder(anHttpRequest({ json: anOrderRequest() }), aContext()));

    const answer = await getOrder(anHttpRequest({ pathParameters: { orderId: id } }), aContext());

    expect(answer.statusCode).toBe(200);
    expect(schemaNamed('Order').parse(bodyOf(answer))).toEqual(bodyOf(answer));
  });

  it('to the question for availability', async () => {
    const answer = await getAvailability(anHttpRequest({ pathParameters: { sku: '85123A' } }), aContext());

    expect(schemaNamed('Availability').parse(bodyOf(answer))).toEqual(bodyOf(answer));
  });

  it.each([
    ['an order that is refused', () => submitOrder(anHttpRequest({ json: { lines: [] } }), aContext())],
    ['a request without a key', () => submitOrder(anHttpRequest({ headers: { 'idempotency-key': '' } }), aContext())],
    ['an order that is not there', () => getOrder(anHttpRequest({ pathParameters: { orderId: 'x' } }), aContext())],
  ])('to %s', async (_case, call) => {
    const problem = bodyOf(await call());

    expect(schemaNamed('Problem').parse(problem)).toEqual(problem);
  });
});

function schemaNamed(name: string) {
  // JSON Schema's patterns are Unicode ones; this reader compiles them without the flag, so letters are spelled out for it.
  const schema = JSON.stringify(document.components.schemas[name]).replaceAll('\\\\p{L}\\\\p{N}', 'A-Za-z0-9');
  return z.fromJSONSchema(JSON.parse(schema));
}

function bodyOf(answer: { readonly body?: string | undefined }) {
  return JSON.parse(answer.body ?? '');
}

function resolved(reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], document);
}
