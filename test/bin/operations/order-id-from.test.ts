import { describe, expect, it } from 'vitest';
import { orderIdFrom } from '../../../bin/operations/order-id-from.ts';
import { orderIdOf } from '../../../lambdas/orders/order-id.ts';
import { orderNumberAt, writtenOrderNumber } from '../../../lambdas/orders/order-number.ts';
import { anOrderId } from '../../builders.ts';

const number = orderNumberAt(123_456_789n);
const id = anOrderId(1);

describe('an order on the command line', () => {
  it.each([id, id.toUpperCase()])('is meant by its id: %s', (said) => expect(orderIdFrom(said)).toBe(id));

  it.each([number, writtenOrderNumber(number), writtenOrderNumber(number, 'NL').toLowerCase()])(
    'is meant by its number: %s',
    (said) => expect(orderIdFrom(said)).toBe(orderIdOf(number)),
  );

  it.each([
    [id.slice(0, 35), 'cut off'],
    [id.slice(0, 8), 'cut off'],
    [`${id}0`, 'cut off'],
    [number.slice(0, 8), 'cut off'],
    ['ada@example.com', 'npm run ops -- find'],
    [`${number.slice(1)}${number[0]}`, 'a character of it is wrong'],
  ])('is nobody by %s, and it says why', (said, why) => {
    expect(() => orderIdFrom(said)).toThrow(
      expect.objectContaining({ name: 'WrongUsage', message: expect.stringContaining(why) }),
    );
  });
});
