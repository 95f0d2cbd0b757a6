import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmailAddress } from '../../lambdas/orders/email-address.ts';

const isTaken = (address: string) => EmailAddress.safeParse(address).success;

describe('an e-mail address', () => {
  it.each([
    'ada@customer.example',
    'r&d@customer.example',
    "o'brien+shop@customer.example",
    '#$%*/?^`{|}~!=_-@customer.example',
    '0@1.example',
    'info@xn--fiqs8s.xn--fiqs8s',
    'ada@a.b.c.d.example',
    'ada@3com.example',
    `${'a'.repeat(64)}@customer.example`,
    `ada@${'a'.repeat(63)}.example`,
  ])('%s is taken', (address) => {
    expect(isTaken(address)).toBe(true);
  });

  it.each([
    ['without an at sign', 'ada.customer.example'],
    ['with two', 'ada@home@customer.example'],
    ['with nothing before it', '@customer.example'],
    ['of 65 characters before it', `${'a'.repeat(65)}@customer.example`],
    ['that begins with a dot', '.ada@customer.example'],
    ['with a dot before the at sign', 'ada.@customer.example'],
    ['with two dots together', 'a..da@customer.example'],
    ['with a space', 'ada byron@customer.example'],
    ['with a quoted local part', '"ada byron"@customer.example'],
    ['with a line break', 'ada@customer.example\n'],
    ['with a letter that is no ASCII', 'zoë@customer.example'],
    ['at a domain in another script than its Punycode', 'info@中国.中国'],
    ['at a host without a domain', 'ada@localhost'],
    ['at an address literal', 'ada@[192.0.2.1]'],
    ['at an address of four numbers', 'ada@192.0.2.1'],
    ['at a label that ends with a hyphen', 'a@foo-.example'],
    ['at a label that begins with a hyphen', 'a@-foo.example'],
    ['at a top level that ends with a hyphen', 'a@foo.example-'],
    ['at a label of 64 characters', `ada@${'a'.repeat(64)}.example`],
    ['at an empty label', 'ada@foo..example'],
    ['with a dot at the end', 'ada@foo.example.'],
    ['at a domain with an underscore', 'ada@foo_bar.example'],
    ['of 255 characters', `ada@${`${'a'.repeat(60)}.`.repeat(4)}example`],
  ])('%s is refused', (_case, address) => {
    expect(isTaken(address)).toBe(false);
  });

  const atom = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/);
  const label = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,18}[A-Za-z0-9])?$/);
  const topLevel = label.filter((text) => /[A-Za-z]/.test(text));
  const local = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('.'));
  const domain = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), topLevel)
    .map((labels) => labels.flat().join('.'));

  it('is taken exactly as long as RFC 5321 lets it be, whatever its atoms and labels', () => {
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const address = `${name}@${host}`;
        expect(isTaken(address)).toBe(name.length <= 64 && address.length <= 254);
      }),
    );
  });

  it('is refused with any character in it that is not one of its own', () => {
    const foreign = fc.constantFrom(...' \t\r\n"(),:;<>[\\]\0\u007fé中', '\u{1f600}', '\u202e');
    fc.assert(
      fc.property(local, domain, foreign, fc.nat(), (name, host, character, position) => {
        const address = `${name}@${host}`;
        const at = position % (address.length + 1);
        expect(isTaken(address.slice(0, at) + character + address.slice(at))).toBe(false);
      }),
    );
  });
});
