import { SFNClient, SFNServiceException, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-submission/submit-order.handler.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrderRequest, aProduct } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const machine = mockClient(SFNClient);
let db: InMemoryDynamoDb;

beforeEach(() => {
  stubServiceEnvironment();
  machine.reset();
  machine.on(StartExecutionCommand).resolves({});
  db = inMemoryDynamoDb();
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
});

/** A contact by e-mail alone, with wishes for kinds of notices. */
const withChannels = (channels: object) => ({ email: 'ada@example.com', channels });

/** An error as the SDK raises it for an answer with this status, or for none. */
function answered(name: string, httpStatusCode?: number): Error {
  const $metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return new SFNServiceException({ name, $fault: 'server', $metadata, message: name });
}

describe('POST /orders, when Step Functions takes no start', () => {
  it.each([
    ['has no room', answered('ThrottlingException', 400)],
    ['has too many executions', answered('ExecutionLimitExceeded', 400)],
    ['is away', answered('ServiceUnavailable', 503)],
    ['breaks', answered('InternalFailure', 500)],
    ['does not answer', answered('TimeoutError')],
    ['cannot be reached', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', $metadata: {} })],
  ])('because it %s, accepts the order all the same: it starts later', async (_case, error) => {
    machine.on(StartExecutionCommand).rejects(error);
    vi.mocked(count).mockReset();

    expect(await submit({ json: anOrderRequest() })).toMatchObject({ statusCode: 202 });

    expect(db.items('orders')).toContainEqual(
      expect.objectContaining({ status: 'PENDING', openShard: expect.stringMatching(/^OPEN#/) }),
    );
    expect(count).toHaveBeenCalledExactlyOnceWith('StartDeferred');
  });

  it.each([answered('AccessDeniedException', 400), answered('StateMachineDoesNotExist', 400), new TypeError('ours')])(
    'because of a fault of ours, says so: %s',
    async (error) => {
      machine.on(StartExecutionCommand).rejects(error);

      expect(await submit({ json: anOrderRequest() })).toMatchObject({ statusCode: 500 });
    },
  );
});

describe('POST /orders refuses a body, naming exactly what is wrong with it, and nothing is written or started', () => {
  const line = { sku: '85123A', quantity: 6 };
  const address = anOrderRequest().shippingAddress;
  const without = (name: string, from: object) =>
    Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

  it.each([
    // lines
    ['no line', { lines: [] }, ['#/lines']],
    ['1,001 lines', { lines: Array(1_001).fill(line) }, ['#/lines']],
    ['lines that are no list', { lines: line }, ['#/lines']],
    ['a line that is no object', { lines: ['85123A'] }, ['#/lines/0']],
    ['a quantity of 0', { lines: [{ ...line, quantity: 0 }] }, ['#/lines/0/quantity']],
    ['a negative quantity', { lines: [{ ...line, quantity: -1 }] }, ['#/lines/0/quantity']],
    ['a fractional quantity', { lines: [{ ...line, quantity: 1.5 }] }, ['#/lines/0/quantity']],
    ['a huge quantity', { lines: [{ ...line, quantity: 1_000_001 }] }, ['#/lines/0/quantity']],
    ['a quantity that is no number', { lines: [{ ...line, quantity: true }] }, ['#/lines/0/quantity']],
    ['a quantity in words', { lines: [{ ...line, quantity: '6' }] }, ['#/lines/0/quantity']],
    ['no quantity', { lines: [{ sku: '85123A' }] }, ['#/lines/0/quantity']],
    ['a unit price of 0', { lines: [{ ...line, unitPrice: 0 }] }, ['#/lines/0/unitPrice']],
    ['a negative unit price', { lines: [{ ...line, unitPrice: -255 }] }, ['#/lines/0/unitPrice']],
    ['a fractional unit price', { lines: [{ ...line, unitPrice: 2.55 }] }, ['#/lines/0/unitPrice']],
    ['an empty SKU', { lines: [{ ...line, sku: '' }] }, ['#/lines/0/sku']],
    ['a SKU with a line break', { lines: [{ ...line, sku: 'A\nB' }] }, ['#/lines/0/sku']],
    ['a SKU of 65 characters', { lines: [{ ...line, sku: 'A'.repeat(65) }] }, ['#/lines/0/sku']],
    ['a SKU that is a number', { lines: [{ ...line, sku: 85123 }] }, ['#/lines/0/sku']],
    ['an unknown field of a line', { lines: [{ ...line, gift: true }] }, ['#/lines/0/gift']],
    [
      'several lines with several faults',
      { lines: [line, { ...line, quantity: 0 }, { sku: '', quantity: 1.5 }] },
      ['#/lines/1/quantity', '#/lines/2/sku', '#/lines/2/quantity'],
    ],
    // amounts
    ['an unknown currency', { currency: 'GPB' }, ['#/currency']],
    ['a currency in lower case', { currency: 'gbp' }, ['#/currency']],
    ['a currency that is null', { currency: null }, ['#/currency']],
    ['a total of 0', { total: 0 }, ['#/total']],
    ['a fractional total', { total: 15.3 }, ['#/total']],
    // contact
    ['a malformed e-mail address', { contact: { email: 'ada@' } }, ['#/contact/email']],
    ['two e-mail addresses', { contact: { email: 'a@example.com, b@example.com' } }, ['#/contact/email']],
    [
      'an e-mail address with a line break',
      { contact: { email: 'a@example.com\nBcc: b@example.com' } },
      ['#/contact/email'],
    ],
    ['an endless e-mail address', { contact: { email: `a@${'example.'.repeat(40)}com` } }, ['#/contact/email']],
    ['a national phone number', { contact: { phone: '07700900123' } }, ['#/contact/phone']],
    ['a phone number with spaces', { contact: { phone: '+44 7700 900123' } }, ['#/contact/phone']],
    ['a phone number that is too long', { contact: { phone: '+4477009001234567' } }, ['#/contact/phone']],
    ['no way to tell the customer', { contact: {} }, ['#/contact']],
    ['an unknown way to tell the customer', { contact: { email: 'ada@example.com', fax: '1' } }, ['#/contact/fax']],
    ['no channel for the confirmation', { contact: withChannels({ outcome: [] }) }, ['#/contact/channels/outcome']],
    ['no channel for what there is to pay', { contact: withChannels({ money: [] }) }, ['#/contact/channels/money']],
    [
      'a channel that the contact does not have',
      { contact: withChannels({ delivery: ['email', 'sms'] }) },
      ['#/contact/channels/delivery'],
    ],
    ['a channel twice', { contact: withChannels({ outcome: ['email', 'email'] }) }, ['#/contact/channels/outcome']],
    ['a channel that there is not', { contact: withChannels({ outcome: ['fax'] }) }, ['#/contact/channels/outcome/0']],
    [
      'channels of a kind that there is not',
      { contact: withChannels({ adverts: ['email'] }) },
      ['#/contact/channels/adverts'],
    ],
    ['no contact', { contact: undefined }, ['#/contact']],
    ['an unknown language', { locale: 'fr' }, ['#/locale']],
    // address
    ['no address', { shippingAddress: undefined }, ['#/shippingAddress']],
    ['an address without a name', { shippingAddress: without('name', address) }, ['#/shippingAddress/name']],
    ['an address without a street', { shippingAddress: without('line1', address) }, ['#/shippingAddress/line1']],
    ['an address without a city', { shippingAddress: without('city', address) }, ['#/shippingAddress/city']],
    ['an address without a country', { shippingAddress: without('country', address) }, ['#/shippingAddress/country']],
    ['a country that is none', { shippingAddress: { ...address, country: 'ZZ' } }, ['#/shippingAddress/country']],
    ['an e-mail address of no domain', { contact: { email: 'a@foo-.example' } }, ['#/contact/email']],
    [
      'half an emoji in every text',
      {
        shippingAddress: {
          ...address,
          name: 'Ada \ud83d',
          line1: '\ude00',
          line2: 'x\ud83d',
          city: '\ud83dx',
          region: '\ud83d\ud83d',
          postalCode: '\udfff',
        },
        customerId: '\ud800',
        payment: { provider: 'sandbox', token: '\udbff' },
      },
      [
        '#/shippingAddress/name',
        '#/shippingAddress/line1',
        '#/shippingAddress/city',
        '#/shippingAddress/postalCode',
        '#/shippingAddress/line2',
        '#/shippingAddress/region',
        '#/payment/token',
        '#/customerId',
      ],
    ],
    ['a country in words', { shippingAddress: { ...address, country: 'England' } }, ['#/shippingAddress/country']],
    ['a name of spaces', { shippingAddress: { ...address, name: '   ' } }, ['#/shippingAddress/name']],
    [
      'a street of 201 characters',
      { shippingAddress: { ...address, line1: 'x'.repeat(201) } },
      ['#/shippingAddress/line1'],
    ],
    // payment
    ['no payment', { payment: undefined }, ['#/payment']],
    ['no payment token', { payment: { provider: 'sandbox' } }, ['#/payment/token']],
    ['an empty payment token', { payment: { provider: 'sandbox', token: '' } }, ['#/payment/token']],
    ['a payment provider that is no name', { payment: { provider: '../x', token: 't' } }, ['#/payment/provider']],
    ['a payment provider that the stage lacks', { payment: { provider: 'acme', token: 't' } }, ['#/payment/provider']],
    // the whole
    ['an unknown field', { coupon: 'X' }, ['#/coupon']],
    ['several unknown fields', { coupon: 'X', 'a/b~c': 1 }, ['#/coupon', '#/a~1b~0c']],
    ['an unknown product', { lines: [line, { sku: 'NOPE', quantity: 1 }] }, ['#/lines/1/sku']],
    ['a wrong stated price', { lines: [{ ...line, unitPrice: 1 }] }, ['#/lines/0/unitPrice']],
    ['a wrong stated total', { total: 1_529 }, ['#/total']],
  ])('%s', async (_case, change, pointers) => {
    const answer = await submit({ json: { ...anOrderRequest(), ...change } });

    expect(answer).toMatchObject({ statusCode: 422, headers: { 'content-type': 'application/problem+json' } });
    const problem = JSON.parse(answer.body ?? '');
    expect(problem).toMatchObject({ type: 'urn:order-confirmation:problem:invalid-order', status: 422 });
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect(problem.errors.filter(({ detail }: { detail: string }) => detail === 'Invalid input')).toEqual([]);
    expectNothingDone();
  });

  it.each([[[]], ['text'], [null], [5]])('a body that is %j, not an object', async (json) => {
    const answer = await submit({ json });

    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 422, errors: [{ pointer: '#' }] });
    expectNothingDone();
  });

  it.each([
    ['no body', { json: undefined }, 400, 'malformed-request'],
    ['a body that is not JSON', { body: '{"currency":' }, 400, 'malformed-request'],
    ['a body that says base64 and is none', { body: '{}', isBase64Encoded: true }, 400, 'malformed-request'],
    ['a body over 256 KB', { body: JSON.stringify({ a: 'x'.repeat(262_144) }) }, 413, 'body-too-large'],
    [
      'a body over 256 KB in bytes, not in characters',
      { body: JSON.stringify({ a: '汉'.repeat(100_000) }) },
      413,
      'body-too-large',
    ],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'unsupported-media-type'],
    ['JSON that calls itself text', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['no content type', { headers: { 'content-type': '' } }, 415, 'unsupported-media-type'],
  ])('%s', async (_case, request, status, kind) => {
    const answer = await submit({ json: anOrderRequest(), ...request });

    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: `urn:order-confirmation:problem:${kind}`, status });
    expectNothingDone();
  });
});

describe('POST /orders takes', () => {
  it.each([
    ['content type with parameters', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['content type of a JSON dialect', { headers: { 'content-type': 'application/vnd.shop+json' } }],
  ])('a %s', async (_case, request) => {
    expect(await submit({ json: anOrderRequest(), ...request })).toMatchObject({ statusCode: 202 });
  });

  it('a body that API Gateway hands over in base64', async () => {
    const body = Buffer.from(JSON.stringify(anOrderRequest())).toString('base64');

    expect(await submit({ body, isBase64Encoded: true })).toMatchObject({ statusCode: 202 });
  });

  it.each([
    ['only an e-mail address', { contact: { email: 'ada@example.com' } }],
    ['only a phone number', { contact: { phone: '+8613800138000' } }],
    ['no notices of the delivery', { contact: { email: 'ada@example.com', channels: { delivery: [] } } }],
    [
      'each kind over its channel',
      {
        contact: {
          email: 'ada@example.com',
          phone: '+8613800138000',
          channels: { outcome: ['email'], money: ['sms', 'email'], delivery: ['sms'] },
        },
      },
    ],
    ['a customer of the shop', { customerId: 'customer-7' }],
    ['no language, which means English', { locale: undefined }],
    [
      'an address of one street line and no post code',
      { shippingAddress: { name: 'A', line1: 'B', city: 'C', country: 'HK' } },
    ],
    ['1,000 lines', { lines: Array(1_000).fill({ sku: '85123A', quantity: 1 }) }],
    ['a line of 1,000,000 units', { lines: [{ sku: '85123A', quantity: 1_000_000 }] }],
    ['the right stated price and total', { lines: [{ sku: '85123A', quantity: 2, unitPrice: 255 }], total: 510 }],
  ])('an order with %s', async (_case, change) => {
    const answer = await submit({ json: { ...anOrderRequest(), ...change } });

    expect(answer.statusCode).toBe(202);
    expect(machine.commandCalls(StartExecutionCommand)).toHaveLength(1);
  });

  it('an order: stores it, starts its workflow by its id with nothing but the id and the wait, and says where to follow it', async () => {
    const answer = await submit({ json: anOrderRequest({ total: 1_530 }) });

    const order = JSON.parse(answer.body ?? '');
    expect(order).toMatchObject({
      status: 'PENDING',
      currency: 'GBP',
      total: 1_530,
      lines: [{ sku: '85123A', name: 'PRODUCT 85123A', quantity: 6, unitPrice: 255, total: 1_530 }],
      paymentProvider: 'sandbox',
    });
    expect(answer.headers).toMatchObject({
      location: `https://api.test/orders/${order.id}`,
      'content-type': 'application/json',
    });
    expect(machine.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
      {
        stateMachineArn: 'arn:test:machine',
        name: order.id,
        input: JSON.stringify({ orderId: order.id, paymentWaitSeconds: 900 }),
      },
    ]);
    expect(db.items('orders').map(({ sk }) => sk)).toEqual(['CONTENT#000']);
    expect(answer.body).not.toContain('sandbox-authorised');
  });
});

describe('the Idempotency-Key', () => {
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['blank', '   '],
    ['an empty quoted string', '""'],
    ['sent twice, joined by API Gateway', 'key-1,key-2'],
    ['sent twice, quoted', '"key-1", "key-2"'],
    ['longer than 255 characters', 'k'.repeat(256)],
    ['with a space', 'key 1'],
    ['with a quote that does not close', '"key-1'],
    ['not ASCII', 'ключ'],
  ])('is refused when it is %s', async (_case, key) => {
    const answer = await submit({ json: anOrderRequest(), headers: { 'idempotency-key': key } });

    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      type: 'urn:order-confirmation:problem:invalid-idempotency-key',
      status: 400,
      errors: [{ header: 'Idempotency-Key' }],
    });
    expectNothingDone();
  });

  it('means the same bare and as a quoted string', async () => {
    const bare = await submit({ json: anOrderRequest(), headers: { 'idempotency-key': 'k'.repeat(255) } });
    const quoted = await submit({ json: anOrderRequest(), headers: { 'idempotency-key': `"${'k'.repeat(255)}"` } });

    expect(quoted).toEqual(bare);
    expect(db.items('orders')).toHaveLength(1);
  });

  it('of another storefront is another order', async () => {
    const one = await submit({ json: anOrderRequest() });
    const other = await submit({ json: anOrderRequest(), storefront: 'south-lane' });

    expect(JSON.parse(other.body ?? '').id).not.toBe(JSON.parse(one.body ?? '').id);
  });

  it('with the same content in another order of fields is the same request', async () => {
    const request = anOrderRequest({ metadata: { cart: '4711', campaign: 'autumn' } });
    const first = await submit({ json: request });
    const shuffled = await submit({ json: reversed(request) });

    expect(shuffled).toEqual(first);
  });

  it.each([
    ['another quantity', { lines: [{ sku: '85123A', quantity: 7 }] }],
    ['another address', { contact: { email: 'eve@example.com' } }],
    ['another payment', { payment: { provider: 'sandbox', token: 'sandbox-declined' } }],
  ])('with %s is refused', async (_case, change) => {
    await submit({ json: anOrderRequest() });
    const stored = structuredClone(db.items('orders'));

    const answer = await submit({ json: anOrderRequest(change) });

    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      type: 'urn:order-confirmation:problem:idempotency-key-reused',
      status: 422,
      errors: [{ header: 'Idempotency-Key' }],
    });
    expect(db.items('orders')).toEqual(stored);
    expect(machine.commandCalls(StartExecutionCommand)).toHaveLength(1);
  });
});

async function submit(request: Parameters<typeof anHttpRequest>[0]): Promise<APIGatewayProxyStructuredResultV2> {
  return (await handler(anHttpRequest(request), aContext())) as APIGatewayProxyStructuredResultV2;
}

function expectNothingDone(): void {
  expect(db.counts.writes).toBe(0);
  expect(db.items('orders')).toEqual([]);
  expect(machine.commandCalls(StartExecutionCommand)).toEqual([]);
}

/** The same with the fields of each object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, reversed(inner)])
      .reverse(),
  );
}
