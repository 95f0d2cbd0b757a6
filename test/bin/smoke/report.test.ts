import { describe, expect, it } from 'vitest';
import { type Finding, findingOf, NotChecked, NotRight } from '../../../bin/smoke/check.ts';
import { anythingWrong, report } from '../../../bin/smoke/report.ts';

const right: Finding = { promise: 'no alarm rings', verdict: 'right', found: '60 alarms' };
const wrong: Finding = { promise: 'sold out: refused', verdict: 'wrong', found: 'is CONFIRMED' };
const unseen: Finding = { promise: 'somebody is called', verdict: 'not checked', found: 'nobody is subscribed' };
const chapters = (...findings: Finding[]) => [{ title: 'Operation', findings }];

describe('the report of a smoke test', () => {
  it('says of each promise whether it is kept, and in the end how many are not', () => {
    expect(report('dev in eu-west-1', chapters(right, wrong, unseen))).toBe(
      [
        'dev in eu-west-1',
        '',
        '  Operation',
        '  ✓ no alarm rings      60 alarms',
        '  ✗ sold out: refused   is CONFIRMED',
        '  – somebody is called  nobody is subscribed',
        '',
        '1 of 2 are not right. 1 could not be looked at.',
      ].join('\n'),
    );
  });

  it.each([
    ['nothing is wrong', [right, unseen], false],
    ['something is', [right, wrong], true],
  ])('knows when %s', (_, findings, expected) => {
    expect(anythingWrong(chapters(...findings))).toBe(expected);
  });

  it.each([
    'Email address is not verified: Ada.Byron+x@customer.example',
    'User: arn:aws:sts::123456789012:assumed-role/smoke is not authorized',
    'The security token of ASIAIOSFODNN7EXAMPLE is expired',
    'refused eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    'expired AKIAIOSFODNN7EXAMPLE; eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.',
  ])('holds nothing that is not for strangers: %s', (found) => {
    const told = report('dev', chapters({ ...wrong, found }));
    expect(told).not.toMatch(/@|\d{12}|EXAMPLE|eyJ/);
    expect(told).toMatch(/‹\w+›/);
  });
});

describe('a check', () => {
  const outcome = (error: Error) => findingOf({ promise: 'it is so', run: () => Promise.reject(error) });

  it('is wrong when it is not so, and when anything unforeseen is met', async () => {
    expect(await outcome(new NotRight('order 1 is PENDING'))).toMatchObject({
      verdict: 'wrong',
      found: 'order 1 is PENDING',
    });
    expect(await outcome(new TypeError('fetch failed'))).toMatchObject({
      verdict: 'wrong',
      found: 'TypeError: fetch failed',
    });
  });

  it('is neither right nor wrong when nobody can tell', async () => {
    expect(await outcome(new NotChecked('needs a token'))).toMatchObject({ verdict: 'not checked' });
  });

  it('is right with what it found', async () => {
    expect(await findingOf({ promise: 'it is so', run: async () => 'all 5' })).toEqual({
      promise: 'it is so',
      verdict: 'right',
      found: 'all 5',
    });
  });
});
