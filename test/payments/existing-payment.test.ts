import { expect, it } from 'vitest';
import { existingPayment } from '../../lambdas/payments/existing-payment.ts';

it.each([
  ['no instruction', undefined, undefined],
  ['a payment that the storefront has made', { provider: 'stripe', token: 'pi_1' }, 'pi_1'],
  ['one that we are to make', { provider: 'stripe', token: 'pm_1' }, undefined],
  ['a provider whose payments are all ours to make', { provider: 'alipay', token: 'pi_1' }, undefined],
  ['a provider that nobody knows', { provider: 'acme', token: 'pi_1' }, undefined],
])('what the storefront has made itself is known by its name: of %s', (_, instruction, name) => {
  expect(existingPayment(instruction)).toBe(name);
});
