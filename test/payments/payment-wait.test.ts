import { beforeEach, describe, expect, it, vi } from 'vitest';
import { paymentWaitSeconds } from '../../lambdas/payments/payment-wait.ts';

beforeEach(() => {
  vi.stubEnv('PAYMENT_WAIT_SECONDS', '{"sandbox":900,"slow":3600}');
  return () => vi.unstubAllEnvs();
});

describe('an order waits for its payment', () => {
  const payment = { provider: 'sandbox', token: 'x' };

  it.each([
    [{ payment }, 900],
    [{ payment, paymentTries: 1 }, 900],
    [{ payment, paymentTries: 2 }, 3600],
    [{}, 300],
  ])('as long as its provider needs, or any with which the customer may try again: %j %i s', (order, seconds) => {
    expect(paymentWaitSeconds(order)).toBe(seconds);
  });

  it.each(['unknown', 'toString'])('not without limit: of a provider %s that is not set it is a fault', (provider) => {
    expect(() => paymentWaitSeconds({ payment: { provider, token: 'x' } })).toThrow('no wait is set');
  });
});
