import { expect, it } from 'vitest';
import { cancellationReasons, isStaffReason, shopperReasons } from '../../lambdas/orders/cancellation-reason.ts';

it('a customer gives none of the reasons that are the shop’s own', () => {
  expect(cancellationReasons.filter(isStaffReason)).toEqual(['FRAUD', 'STOCK', 'PRICE_ERROR']);
  expect(shopperReasons.filter(isStaffReason)).toEqual([]);
});
