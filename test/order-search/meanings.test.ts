import { describe, expect, it } from 'vitest';
import { meaningsOf, meansPhone } from '../../lambdas/order-search/meanings.ts';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';

const number = orderNumberFor({ storefront: 'builders', idempotencyKey: '1' });
const orderId = orderIdOf(number);

describe('what somebody may mean', () => {
  it.each([
    [orderId, { id: orderId }],
    [` ${orderId.toUpperCase()} `, { id: orderId }],
    [paymentIdOf({ orderId, tryNumber: 3 }), { id: orderId }],
    [number, { number: orderId, ownNumber: number, reference: number, sku: number }],
    ['ada@example.com', { email: 'ada@example.com', sku: 'ada@example.com' }],
    ['+44 (0)7400 123456', { phone: '+44 (0)7400 123456' }],
    ['pi_3QabcDEF', { reference: 'pi_3QabcDEF', sku: 'pi_3QabcDEF' }],
    ['TEA-250', { ownNumber: 'TEA-250', reference: 'TEA-250', sku: 'TEA-250' }],
    ['BANK CHARGES', { ownNumber: 'BANK CHARGES', sku: 'BANK CHARGES' }],
    ['1F0C2D3E', { ownNumber: '1F0C2D3E', former: '1F0C2D3E', reference: '1F0C2D3E', sku: '1F0C2D3E' }],
    ['07400 1234', { ownNumber: '07400 1234', phone: '07400 1234', sku: '07400 1234' }],
    ['1042', { ownNumber: '1042', sku: '1042' }],
    ['???', {}],
  ])('%j', (said, meanings) => {
    expect(meaningsOf(said)).toEqual(meanings);
  });

  it('is an order number however it is said: spaced, in small letters, with O for 0', () => {
    const said = [number.toLowerCase(), number.split('').join(' '), `NL-${number.replaceAll('0', 'O')}`];
    expect(said.map((text) => meaningsOf(text).number)).toEqual([orderId, orderId, orderId]);
  });
});

describe('a telephone number', () => {
  it.each([
    ['+447400123456', true],
    ['0044 7400 123456', true],
    ['07400 123 456', true],
    ['+44 (0) 7400-123456', true],
    ['7400123456', true],
    ['0123456', false],
    ['+447400123457', false],
    ['+337400123456', false],
    ['123456', false],
  ])('%s is meant by +447400123456: %s', (said, isMeant) => {
    expect(meansPhone(said, '+447400123456')).toBe(isMeant);
  });
});
