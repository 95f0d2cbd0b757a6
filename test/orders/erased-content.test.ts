import { describe, expect, it } from 'vitest';
import { erasedContent, erasedParts } from '../../lambdas/orders/erased-content.ts';
import { anOrderContent } from '../builders.ts';

const { shippingAddress } = anOrderContent();
const nobody = { name: '(erased)', line1: '(erased)', city: '(erased)', postalCode: '(erased)', country: 'GB' };
const erased = (billingAddress?: object) =>
  erasedContent(
    anOrderContent({ ...(billingAddress && { billingAddress: { ...shippingAddress, ...billingAddress } }) }),
  );

describe('the content of an order without its customer', () => {
  it('has of an address its country', () => {
    expect(erased()).toStrictEqual({ contact: {}, shippingAddress: nobody });
    expect(erased({ country: 'IE' }).billingAddress).toStrictEqual({ ...nobody, country: 'IE' });
  });

  it('says of a business to whom no tax was charged', () => {
    expect(erased({ vatId: 'IE1234567WA' }).billingAddress).toStrictEqual({ ...nobody, vatId: 'IE1234567WA' });
  });

  it('has nothing of what says who they are or where they live', () => {
    expect(erasedParts.toSorted()).toEqual([
      ...['billingAddress', 'contact', 'customerId', 'deliveryInstructions', 'giftMessage', 'metadata'],
      ...['shippingAddress', 'timeZone'],
    ]);
  });
});
