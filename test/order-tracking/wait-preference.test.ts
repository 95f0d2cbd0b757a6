import { describe, expect, it } from 'vitest';
import { waitPreference } from '../../lambdas/order-tracking/wait-preference.ts';

describe('Prefer', () => {
  it.each([
    [undefined, 0],
    ['', 0],
    ['wait=0', 0],
    ['wait=5', 5],
    ['WAIT=5', 5],
    ['wait = 5', 5],
    ['wait="5"', 5],
    ['respond-async, wait=5', 5],
    ['wait=5; foo="bar"', 5],
    ['wait=5, wait=9', 5],
    ['wait=20', 20],
    ['wait=21', 20],
    ['wait=999999', 20],
    ['wait=99999999999999999999', 0],
    ['wait=-1', 0],
    ['wait=1.5', 0],
    ['wait=soon', 0],
    ['wait', 0],
    ['await=5', 0],
    ['no-wait=5', 0],
    ['respond-async', 0],
    [',wait=5', 5],
    ['wait=5;', 5],
    ['x="a, wait=9", wait=5', 5],
    ['x="a \\", wait=9", wait=5', 5],
    ['x="a, wait=5"', 0],
    ['x="wait=5"', 0],
    ['respond-async; wait=5', 0],
    ['wait="5', 0],
    ['wait=soon, wait=5', 0],
    ['wait=soon; x=5', 0],
  ])('%j asks to wait %i seconds', (prefer, seconds) => {
    expect(waitPreference(prefer)).toBe(seconds);
  });
});
