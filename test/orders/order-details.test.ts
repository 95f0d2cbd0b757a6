import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Metadata } from '../../lambdas/orders/metadata.ts';
import { TimeZone } from '../../lambdas/orders/time-zone.ts';
import { VatId } from '../../lambdas/orders/vat-id.ts';

describe('a VAT number', () => {
  it.each([
    ['DE123456789', 'DE123456789'],
    [' de 123.456-789 ', 'DE123456789'],
    ['ATU12345678', 'ATU12345678'],
    ['IE1234567WA', 'IE1234567WA'],
    ['NL123456789B01', 'NL123456789B01'],
    ['CHE-123.456.789 MWST', 'CHE123456789MWST'],
    ['GB123456789', 'GB123456789'],
    ['AU51824753556', 'AU51824753556'],
  ])('has the form of its country: %s', (given, taken) => {
    expect(VatId.parse(given)).toBe(taken);
  });

  it.each([
    '',
    '123456789',
    'DE12345678',
    'DE1234567890',
    'ATX12345678',
    'FR12345678',
    'AU1',
    'D',
    'DE123456789'.repeat(5),
  ])('is refused in another: %s', (given) => {
    expect(VatId.safeParse(given).success).toBe(false);
  });
});

describe('a time zone', () => {
  it.each(['Europe/London', 'UTC', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires'])(
    'has an IANA name: %s',
    (name) => {
      expect(TimeZone.safeParse(name).success).toBe(true);
    },
  );

  it.each(['', '+01:00', 'Europe/Atlantis', 'London time'])('has no other: %s', (name) => {
    expect(TimeZone.safeParse(name).success).toBe(false);
  });
});

describe('metadata', () => {
  it('is given back as it came', () => {
    const metadata = { cart: '4711', 'utm.source': '', note: ' ☂ ' };
    expect(Metadata.parse(metadata)).toEqual(metadata);
  });

  it('is kept by DynamoDB under every name that it takes, those that JavaScript has a use for among them', () => {
    const used = [
      'constructor',
      'toString',
      'valueOf',
      'hasOwnProperty',
      'toJSON',
      'then',
      'length',
      '__defineGetter__',
    ];
    const names = fc.oneof(fc.constantFrom(...used), fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/));
    fc.assert(
      fc.property(names, (name) => {
        const { success, data } = Metadata.safeParse(JSON.parse(`{"${name}":"x"}`));
        if (success) expect(unmarshall(marshall({ data }))).toEqual({ data });
        else expect(name).toBe('constructor');
      }),
      { examples: used.map((name) => [name] as [string]) },
    );
  });

  it('has up to 20 entries', () => {
    expect(Metadata.safeParse(entries(20)).success).toBe(true);
  });

  it.each([
    ['a name that is too long', { ['x'.repeat(41)]: '' }],
    ['a name with a space', { 'a b': '' }],
    ['an empty name', { '': '' }],
    ['a text that is too long', { a: 'x'.repeat(501) }],
    ['a number', { a: 1 }],
    ['an object', { a: {} }],
    ['21 entries', entries(21)],
  ])('takes no more than small texts: %s', (_case, metadata) => {
    expect(Metadata.safeParse(metadata).success).toBe(false);
  });
});

function entries(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
}
