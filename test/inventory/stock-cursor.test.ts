import { describe, expect, it } from 'vitest';
import { stockCursor } from '../../lambdas/inventory/stock-cursor.ts';
import { anHttpRequest } from '../builders.ts';

const cursorOf = (queryStringParameters?: Record<string, string>) =>
  stockCursor(anHttpRequest({ ...(queryStringParameters && { queryStringParameters }) }));

describe('where a page of stock goes on', () => {
  it('is the beginning unless a request says otherwise', () => {
    expect(cursorOf()).toBeUndefined();
    expect(cursorOf({})).toBeUndefined();
  });

  it.each(['85123A', 'X'.repeat(64), '茶', 'HOT#1', 'HOT#31'])('is a SKU, or a shard of one: %s', (cursor) => {
    expect(cursorOf({ cursor })).toBe(cursor);
  });

  it.each(['', 'X'.repeat(65), '#1', 'HOT#', 'HOT#100', 'HOT#1#1', 'HOT#a', 'HOT#1 '])(
    'is nothing else: %j',
    (cursor) => {
      expect(() => cursorOf({ cursor })).toThrow(expect.objectContaining({ kind: 'malformed-request' }));
    },
  );
});
