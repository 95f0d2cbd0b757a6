import { expect, it } from 'vitest';
import { formerOrderId, orderIdOf, orderNumberFor, submissionHash } from '../../lambdas/orders/order-id.ts';

const submission = { storefront: 'north-lane', idempotencyKey: 'basket-4711' };

it('a submission gets the same order from release to release: a repeated request meets it', () => {
  expect(orderNumberFor(submission)).toBe('RTYF3G02V');
  expect(orderIdOf(orderNumberFor(submission))).toBe('90b4a622-94b9-5bf7-b1a7-77358f794c21');
  expect(orderNumberFor(submission, 1)).toBe('7241N3N4W');
  expect(submissionHash(submission)).toBe('xepIAmP2QlQ');
});

it('the order of a submission is still found by the id that release 0.2 gave it', () => {
  expect(formerOrderId(submission)).toBe('c5e7bf8a-09b4-5ee0-afac-1b94eae82f42');
});

it('another storefront or key gets another number, however they are cut', () => {
  const submissions = [
    ['north-lane', 'a'],
    ['south-lane', 'a'],
    ['north-lane', 'b'],
    ['north-lan', 'ea'],
  ].map(([storefront = '', idempotencyKey = '']) => ({ storefront, idempotencyKey }));

  for (const named of [orderNumberFor, submissionHash, formerOrderId]) {
    expect(new Set(submissions.map((one) => named(one))).size).toBe(submissions.length);
  }
});
