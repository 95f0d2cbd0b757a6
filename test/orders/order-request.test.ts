import { expect, it } from 'vitest';
import { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { anOrderRequest } from '../builders.ts';

it.each([
  [{ email: 'ada@example.com', copies: ['office@example.com'] }, []],
  [{ phone: '+447400123456' }, []],
  [{ phone: '+447400123456', copies: ['office@example.com'] }, ['contact.copies']],
])('copies of the e-mails need an e-mail address that they are copies to: %j', (contact, wrong) => {
  const { error } = OrderRequest.safeParse(anOrderRequest({ contact }));

  expect((error?.issues ?? []).map(({ path }) => path.join('.'))).toEqual(wrong);
});
