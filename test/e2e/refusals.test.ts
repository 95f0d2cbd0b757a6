import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parameters } from '../../lambdas/api/parameters.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { countExecutions } from './cloud.ts';
import { accepted, accessToken, call, submit } from './storefront.ts';

const sku = await onSale({ unitPrice: 255 });
const order = (changes: Record<string, unknown> = {}) => anOrderOf(sku, changes);
const json = { 'content-type': 'application/json' };

describe('POST /orders refuses, naming the field,', () => {
  it.each([
    ['quantity 0', '#/lines/0/quantity', { lines: [{ sku, quantity: 0 }] }],
    ['a negative quantity', '#/lines/0/quantity', { lines: [{ sku, quantity: -1 }] }],
    ['a fractional quantity', '#/lines/0/quantity', { lines: [{ sku, quantity: 1.5 }] }],
    ['a price of 0', '#/lines/0/unitPrice', { lines: [{ sku, quantity: 1, unitPrice: 0 }] }],
    ['a price that is not the catalogue’s', '#/lines/0/unitPrice', { lines: [{ sku, quantity: 1, unitPrice: 1 }] }],
    [
      'an unknown SKU',
      '#/lines/1/sku',
      {
        lines: [
          { sku, quantity: 1 },
          { sku: 'NO-SUCH-SKU', quantity: 1 },
        ],
      },
    ],
    ['no lines', '#/lines', { lines: [] }],
    ['1,001 lines', '#/lines', { lines: Array.from({ length: 1001 }, () => ({ sku, quantity: 1 })) }],
    ['an unknown currency', '#/currency', { currency: 'XYZ' }],
    ['a currency that the product is not sold in', '#/lines/0/sku', { currency: 'CNY' }],
    ['a malformed e-mail address', '#/contact/email', { contact: { email: 'ada@' } }],
    ['a malformed phone number', '#/contact/phone', { contact: { phone: '020 7946 0000' } }],
    ['no way to reach the customer', '#/contact', { contact: {} }],
    ['a locale that we do not speak', '#/locale', { locale: 'tlh' }],
    ['an unknown payment provider', '#/payment/provider', { payment: { provider: 'barter', token: 'goat' } }],
    ['a field that does not exist', '#/coupon', { coupon: 'FREE' }],
  ])('%s', async (_, pointer, changes) => {
    const answer = await submit(order(changes));

    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((answer.body.errors as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
  });

  it('a stated total that differs, with both figures', async () => {
    const answer = await submit(order({ lines: [{ sku, quantity: 2 }], total: 500 }));

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '#/total', detail: 'the stated total is 500, the lines come to 510' },
    ]);
  });

  it.each([
    ['no Idempotency-Key', 400, json, JSON.stringify(order())],
    ['two Idempotency-Keys', 400, { ...json, 'idempotency-key': 'one, two' }, JSON.stringify(order())],
    ['a body that is no JSON', 400, { ...json, 'idempotency-key': randomUUID() }, '{'],
    ['a body of another type', 415, { 'content-type': 'text/plain', 'idempotency-key': randomUUID() }, 'hello'],
    [
      'a body over 256 KB',
      413,
      { ...json, 'idempotency-key': randomUUID() },
      JSON.stringify(order({ customerId: 'x'.repeat(256 * 1024) })),
    ],
  ])('%s', async (_, status, headers, body) => {
    const answer = await call('POST', '/orders', { headers, body });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('a query', () => {
  const asked = namedRoutes.flatMap(([name, { path, access, parameters: taken = [] }]) => {
    const inQuery = taken.map((one) => ({ name: one, ...parameters[one] })).filter((one) => one.in === 'query');
    // Of an endpoint or a redrive that there is not, nothing is listed.
    return 'openBecause' in access || path.includes('{endpointId}') || path.includes('{redriveId}')
      ? []
      : inQuery.map((parameter) => ({ name, path, parameter, inQuery }));
  });

  it.each(asked)(
    'whose $parameter.name is wrong is refused by $name, which names it',
    async ({ path, parameter, inQuery }) => {
      const needed = inQuery.filter((one) => 'required' in one && one !== parameter);
      const query = new URLSearchParams([
        ...needed.map((one): [string, string] => [one.name, valueFor(one.schema)]),
        [parameter.name, wrongFor(parameter.schema)],
        ...(path === '/orders' && parameter.name !== 'customerId'
          ? [['customerId', 'somebody'] as [string, string]]
          : []),
      ]);
      const isStaffs = path.startsWith('/operations') || path.includes('/stock');
      const { status, body } = await call('GET', `${path.replaceAll(/\{\w+\}/g, randomUUID())}?${query}`, {
        ...(isStaffs && { token: await accessToken('back-office', 'orders:read orders:staff') }),
      });

      expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ parameter: parameter.name }] } });
    },
  );
});

describe('an Idempotency-Key', () => {
  it('that is used again for another content gets 422, and the first order stays as it is', async () => {
    const key = randomUUID();
    const orderId = await accepted(order(), key);

    const answer = await submit(order({ lines: [{ sku, quantity: 7 }] }), key);

    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('urn:order-confirmation:problem:idempotency-key-reused');
    expect((await call('GET', `/orders/${orderId}`)).body.total).toBe(255);
    expect(await countExecutions(orderId)).toBe(1);
  });

  it('in quotes is the same key', async () => {
    const key = randomUUID();
    expect(await accepted(order(), `"${key}"`)).not.toBe('');
    expect((await submit(order(), key)).status).toBe(422);
  });
});

/** A value that a parameter of the schema may have. */
function valueFor(schema: object): string {
  return 'enum' in schema && Array.isArray(schema.enum) ? String(schema.enum[0]) : 'x';
}

/** One that none may have, or too long a one. */
function wrongFor(schema: object): string {
  return 'maxLength' in schema ? 'x'.repeat(Number(schema.maxLength) + 1) : '#';
}
