import { describe, expect, it } from 'vitest';
import { refused, seenCalls, unseen } from './seen-calls.ts';

// npm run seen-calls, after a whole run of the tests of the deployed service, makes the record anew.
const record = seenCalls();

describe('the rights of the functions', () => {
  it('are enough for every call that each was seen making', () => {
    expect(refused(record.seen)).toEqual([]);
    expect(Object.values(record.seen).flat().length).toBeGreaterThan(100);
  });

  it('go no further than those calls, but for what is on record as not seen', () => {
    expect(unseen(record.seen)).toEqual(record.unseen);
  });

  it('would be found wanting, or too many', () => {
    const [name = ''] = Object.keys(record.seen);
    expect(
      refused({ [name]: ['dynamodb:DeleteTable arn:aws:dynamodb:eu-west-1:111122223333:table/any'] }),
    ).toHaveLength(1);
    expect(Object.keys(unseen({}))).toContain(name);
  });
});
