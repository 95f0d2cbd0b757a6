import { readdir, readFile } from 'node:fs/promises';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { asyncApiFile, openApiFile, published, publishedEvents } from '../../bin/openapi.ts';
import { generatedApi } from '../../client/generate.ts';
import { deployedDocument } from '../../lambdas/api/deployed-document.ts';
import { examples } from '../../lambdas/api/examples.ts';
import { handler as getOpenApi } from '../../lambdas/api/get-openapi.handler.ts';
import { glossary } from '../../lambdas/api/glossary.ts';
import { openApiDocument } from '../../lambdas/api/openapi-document.ts';
import { type SchemaName, schemas } from '../../lambdas/api/schemas.ts';
import { handler as getAvailability } from '../../lambdas/availability/get-availability.handler.ts';
import { handler as submitOrder } from '../../lambdas/order-submission/submit-order.handler.ts';
import { handler as getOrder } from '../../lambdas/order-tracking/get-order.handler.ts';
import { timelineEvents } from '../../lambdas/order-tracking/order-representation.ts';
import { defaultLocale, locales } from '../../lambdas/orders/locale.ts';
import { idempotencyKeyOf } from '../../lambdas/runtime/idempotency-key.ts';
import { aContext, anHttpRequest, anOrderRequest, aProduct } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

interface Operation {
  readonly operationId?: string;
  readonly responses: Record<string, unknown>;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: object; readonly example?: unknown }> };
}

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

const ajv = new Ajv2020({
  strict: false,
  // Enough of RFC 3339 and RFC 5322 for the patterns beside them to decide.
  formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)), email: true, uuid: true },
});

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
    expect(JSON.parse(answer.body ?? '')).toEqual({
      ...document,
      servers: expect.anything(),
      components: expect.anything(),
    });
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
    });
  });

  it('says where this stage is, who issues its tokens and what its scopes are called there', async () => {
    vi.stubEnv('API_URL', 'https://abc.execute-api.eu-west-1.amazonaws.com');
    vi.stubEnv('ISSUER', 'https://cognito-idp.eu-west-1.amazonaws.com/pool');
    vi.stubEnv('SCOPE_PREFIX', 'order-confirmation/');

    const { servers, components, paths } = JSON.parse((await getOpenApi(anHttpRequest(), aContext())).body ?? '');

    expect(servers).toEqual([{ url: 'https://abc.execute-api.eu-west-1.amazonaws.com' }]);
    expect(components.securitySchemes.storefront).toMatchObject({
      type: 'openIdConnect',
      openIdConnectUrl: 'https://cognito-idp.eu-west-1.amazonaws.com/pool/.well-known/openid-configuration',
    });
    expect(paths['/orders/{orderId}/shipment'].post.security).toEqual([
      { storefront: ['order-confirmation/orders:staff'] },
      { storefront: ['order-confirmation/stock:write'] },
    ]);
  });

  it('is made of the published one as of the schemas, whatever a stage calls things', async () => {
    const deployment = {
      apiUrl: 'https://orders:read.example',
      issuer: 'https://id.shop.example/"pool"',
      scopePrefix: 'https://api.shop.example/$&orders:write/',
    };

    expect(await deployedDocument(deployment)).toEqual(JSON.parse(JSON.stringify(openApiDocument(deployment))));
  });

  it('explains every field, and no field that is not there', () => {
    const fields = Object.entries(document.components.schemas as Record<string, JsonSchema>).flatMap(([name, schema]) =>
      fieldsOf(schema).map(([field, of]) => ({ field, qualified: `${name}.${field}`, of })),
    );

    expect(fields.filter(({ of }) => !of.description).map(({ qualified }) => qualified)).toEqual([]);
    const names = new Set(fields.flatMap(({ field, qualified }) => [field, qualified]));
    expect(Object.keys(glossary).filter((name) => !names.has(name))).toEqual([]);
    expect(
      operations.flatMap(({ operation }) => operation.parameters ?? []).filter(({ description }) => !description),
    ).toEqual([]);
  });

  it('has an example of every body that is sent, and each is valid', () => {
    const sent = operations.flatMap(({ operation }) => Object.entries(operation.requestBody?.content ?? {}));
    const named = sent.filter(([, { schema }]) => schema !== undefined);

    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(([, { example }]) => example === undefined)).toEqual([]);
    for (const [name, example] of Object.entries(examples)) {
      expect(zodAccepts(name as SchemaName, example), name).toBe(true);
      expect(documentAccepts(name, example), name).toBe(true);
    }
  });

  it('names every event that is written into a timeline', async () => {
    const sources = await Promise.all(
      (await readdir('lambdas', { recursive: true }))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFile(`lambdas/${file}`, 'utf8')),
    );
    const written = sources.flatMap((text) => [...text.matchAll(/\bevent: '([A-Z_]+)'/g)].map(([, event]) => event));

    expect(written.length).toBeGreaterThan(6);
    expect(written.filter((event) => !(timelineEvents as readonly (string | undefined)[]).includes(event))).toEqual([]);
    expect(document.components.schemas.Order.properties.timeline.items.properties.event.enum).toEqual(timelineEvents);
  });

  describe('decides as the code does on', () => {
    const { OrderRequest: order, StockMovementRequest: receive } = examples as Record<string, Record<string, unknown>>;
    const { shippingAddress: address } = order as { shippingAddress: object };
    const adjust = (change: number, reason: string) => ({ type: 'adjust', change, reason });
    const bodies: readonly (readonly [SchemaName, unknown])[] = [
      ['OrderRequest', { ...order, currency: 'gbp' }],
      ['OrderRequest', { ...order, currency: 'XXX' }],
      ['OrderRequest', { ...order, lines: [{ sku: ' A', quantity: 1 }] }],
      ['OrderRequest', { ...order, lines: [{ sku: 'A'.repeat(65), quantity: 1 }] }],
      ['OrderRequest', { ...order, lines: [{ sku: '茶 250', quantity: 1 }] }],
      ['OrderRequest', { ...order, lines: [] }],
      ['OrderRequest', { ...order, contact: {} }],
      ['OrderRequest', { ...order, contact: { phone: '+447400123456' } }],
      ['OrderRequest', { ...order, contact: { phone: '07700900123' } }],
      ['OrderRequest', { ...order, contact: { email: 'a@foo-.example' } }],
      ['OrderRequest', { ...order, contact: { email: `${'a'.repeat(65)}@foo.example` } }],
      ['OrderRequest', { ...order, contact: { email: 'info@xn--fiqs8s.xn--fiqs8s' } }],
      ['OrderRequest', { ...order, shippingAddress: { ...address, country: 'ZZ' } }],
      ['OrderRequest', { ...order, shippingAddress: { ...address, country: 'XK' } }],
      ['OrderRequest', { ...order, shippingAddress: { ...address, name: '  ' } }],
      ['OrderRequest', { ...order, shippingAddress: { ...address, planet: 'Earth' } }],
      ['OrderRequest', { ...order, total: 0 }],
      ['OrderRequest', { ...order, customerId: '' }],
      ['CancellationRequest', { reason: 'OTHER' }],
      ['CancellationRequest', { reason: 'OTHER', text: ' ' }],
      ['CancellationRequest', { reason: 'OTHER', text: 'moved abroad' }],
      ['CancellationRequest', { reason: 'TOO_SLOW', text: 'a week' }],
      ['CancellationRequest', { text: 'why not' }],
      ['RefundRequest', { amount: 0, reason: 'x' }],
      ['RefundRequest', { amount: 1, reason: 'x'.repeat(201) }],
      ['BackInStockRequest', { email: 'ada' }],
      ...[-1, 0, 1].flatMap((change) =>
        ['LOST', 'STOLEN', 'DAMAGED', 'EXPIRED', 'FOUND', 'CORRECTION', 'PURCHASE'].map(
          (reason) => ['StockMovementRequest', adjust(change, reason)] as const,
        ),
      ),
      ['StockMovementRequest', { ...receive, confirmed: true }],
      ['StockMovementRequest', { ...receive, confirmed: false }],
      ['StockMovementRequest', { ...receive, reason: 'LOST' }],
      ['StockMovementRequest', { type: 'count', counted: 1, countedAt: 'yesterday' }],
      ['StockMovementRequest', { type: 'count', counted: 1, countedAt: '2026-01-31T09:00:00Z' }],
      ['StockMovementRequest', { type: 'steal', quantity: 1 }],
      ['StockSettings', { serviceLevel: 1 }],
      ['StockSettings', { backorder: { limit: 5, expectedAt: '2026-02-30T09:00:00Z' } }],
      ['StockSettings', { backorder: null, shards: 33 }],
    ];

    it.each(bodies)('%s %j', (name, body) => {
      expect(documentAccepts(name, body)).toBe(zodAccepts(name, body));
    });

    it.each([
      ['basket-4711'],
      ['"basket-4711"'],
      ['a'.repeat(255)],
      [`"${'a'.repeat(255)}"`],
      ['a'.repeat(256)],
      [`"${'a'.repeat(256)}"`],
      ['"basket'],
      ['a,b'],
      ['a b'],
      ['ключ'],
      ['""'],
    ])('the Idempotency-Key %j', (key) => {
      const { schema } = operations
        .flatMap(({ operation }) => operation.parameters ?? [])
        .find(({ name }) => name === 'Idempotency-Key') as { schema: object };
      const isTaken = () => idempotencyKeyOf(anHttpRequest({ headers: { 'idempotency-key': key } })) !== '';

      if (ajv.validate(schema, key)) expect(isTaken()).toBe(true);
      else expect(isTaken).toThrow('Idempotency-Key');
    });
  });

  it('is published in docs/ as it is', async () => {
    expect(await readFile(published, 'utf8'), 'run `npm run openapi`').toBe(openApiFile());
    expect(await readFile(publishedEvents, 'utf8'), 'run `npm run openapi`').toBe(asyncApiFile());
  });

  it("is what the client's types are made of", async () => {
    const made = await generatedApi(JSON.parse(await readFile(published, 'utf8')));
    expect(await readFile('client/src/api.generated.ts', 'utf8'), 'run `npm run openapi`').toBe(made);
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

  it('asks for a scope everywhere but at the pages, whose links are the key, at the webhooks, which check a signature, where staff sign in, and for itself', () => {
    const open = operations.filter(({ operation }) => {
      const { security } = operation as { security?: readonly { storefront: readonly string[] }[] };
      return security?.length === 0;
    });

    expect(open.map(({ call }) => call)).toEqual([
      'POST /carriers/{carrier}/notifications',
      'GET /o/{token}',
      'POST /o/{token}/cancellation',
      'POST /o/{token}/proof',
      'POST /o/{token}/delivery-instructions',
      'GET /o/{token}/returns',
      'POST /o/{token}/returns',
      'GET /withdrawal',
      'POST /withdrawal',
      'GET /returns-guide',
      'POST /payments/{provider}/notifications',
      'GET /unsubscribe/{token}',
      'POST /unsubscribe/{token}',
      'POST /o/{token}/wait',
      'GET /console',
      'GET /console/{asset}',
      'POST /o/{token}/tickets',
      'POST /o/{token}/messages',
      'POST /o/{token}/rating',
      'POST /chat/messages',
      'POST /helpdesk/answers',
      'GET /openapi.json',
    ]);
  });

  it('says of an order what the schema checks', () => {
    const { OrderRequest: schema } = document.components.schemas;

    expect(schema.required.toSorted()).toEqual(['contact', 'currency', 'lines', 'shippingAddress']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.lines).toMatchObject({ minItems: 1, maxItems: 1_000 });
    expect(schema.properties.lines.items.properties.quantity).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
    });
    expect(schema.properties.locale).toMatchObject({ enum: locales, default: defaultLocale });
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

function documentAccepts(name: string, body: unknown): boolean {
  return ajv.validate(document.components.schemas[name], body);
}

function zodAccepts(name: SchemaName, body: unknown): boolean {
  return z.safeParse(schemas[name][0], body).success;
}

/** All fields of a schema, however deep. */
function fieldsOf({
  properties = {},
  items,
  oneOf = [],
  anyOf = [],
}: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const inner = [...Object.values(properties), ...(items ? [items] : []), ...oneOf, ...anyOf];
  return [...Object.entries(properties), ...inner.flatMap(fieldsOf)];
}

function schemaNamed(name: string) {
  // JSON Schema's patterns are Unicode ones; this reader compiles them without the flag, so letters are spelled out for
  // it.
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
