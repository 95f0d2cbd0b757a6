import { describe, expect, it } from 'vitest';
import { rollingNights } from '../../bench/confirmation/generated.ts';

// What `npm run bench:confirmation` goes through, in fewer nights.
describe('the times to confirmation of a generated shop', () => {
  it('are foreseen nearer than by the plain moving average, and kept about as often as is said', () => {
    const { orders, within, loss, plainLoss } = rollingNights(5, 30).checked;
    expect(orders).toBe(29 * 240);
    expect(loss).toBeLessThan(0.9 * plainLoss);
    expect(within / orders).toBeGreaterThan(0.85);
    expect(within / orders).toBeLessThan(0.95);
  });

  it('come out the same each time', () => {
    expect(rollingNights(5, 5)).toEqual(rollingNights(5, 5));
  });
});
