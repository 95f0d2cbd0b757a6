import { describe, expect, it } from 'vitest';
import { maskedCustomer, maskedEmail } from '../../lambdas/orders/masked-customer.ts';
import { anOrderContent } from '../builders.ts';

const { shippingAddress } = anOrderContent();
const masked = (name: string, contact = {}) =>
  maskedCustomer({ contact, shippingAddress: { ...shippingAddress, name } });

describe('a masked customer', () => {
  it('is told from others by initials, by the ends of what reaches them, and by their country', () => {
    expect(masked('Ada Lovelace', { email: 'ada@example.com', phone: '+447400123456' })).toStrictEqual({
      name: 'A*** L***',
      email: 'a***@example.com',
      phone: '***56',
      country: 'GB',
    });
  });

  it('has no more than the customer gave', () => {
    expect(masked('Ada')).toStrictEqual({ name: 'A***', country: 'GB' });
  });

  it.each([
    ['李清照', '李***'],
    ['𠮷田 茂', '𠮷*** 茂***'],
    ['  Ada   Lovelace ', 'A*** L***'],
    ['', '***'],
  ])('of the name %j is %j', (name, initials) => {
    expect(masked(name).name).toBe(initials);
  });

  it('keeps of an address what stands before the last @ to itself', () => {
    expect(maskedEmail('"a@home"@example.com')).toBe('"***@example.com');
  });
});
