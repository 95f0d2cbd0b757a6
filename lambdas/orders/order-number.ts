import * as z from 'zod/mini';

/**
 * The characters of an order number: no two of them look alike, so those that are left out stand for those that they
 * look like. They are 29, a prime: see `checkOf`.
 */
export const alphabet = '0123456789ACDEFGHJKMNPQRTVWXY';
const lookAlikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', Z: '2', S: '5', B: '8', U: 'V' };

/** Characters before the one that checks them: 29^8, 500,000 million numbers. */
const payloadLength = 8;

/** How many numbers there are. */
export const orderNumbers = BigInt(alphabet.length) ** BigInt(payloadLength);

/** The number that a storefront gives an order itself. Customers say it too, so it is short and of plain characters. */
export const OwnOrderNumber = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,18}[A-Za-z0-9])?$/,
      'must be at most 20 letters, digits and dashes between them',
    ),
  );

/** What people say and type of an order, bare: neither dashes nor the shop's prefix. `K7Q4XW2R9`. */
export const OrderNumber = z
  .string()
  .check(z.refine((text) => isOrderNumber(text)))
  .brand<'OrderNumber'>();
export type OrderNumber = z.output<typeof OrderNumber>;

/** The `index`th number, from 0 to `orderNumbers` - 1. */
export function orderNumberAt(index: bigint): OrderNumber {
  const base = BigInt(alphabet.length);
  const payload = Array.from({ length: payloadLength }, (_, place) => {
    return alphabet[Number((index / base ** BigInt(payloadLength - 1 - place)) % base)] ?? '';
  }).join('');
  return OrderNumber.parse(payload + checkOf(payload));
}

/** Which of all numbers it is: `orderNumberAt(orderNumberIndex(number))` is the number. */
export function orderNumberIndex(number: OrderNumber): bigint {
  const base = BigInt(alphabet.length);
  const payload = [...number].slice(0, payloadLength);
  return payload.reduce((index, character) => index * base + BigInt(alphabet.indexOf(character)), 0n);
}

/**
 * The character that checks those before it, as an ISBN-10's does, by 29 instead of 11: the sum of all characters, each
 * by a weight of its own, is a multiple of 29. As 29 is prime and greater than any weight, no single wrong character
 * and no swap of two leaves such a sum.
 */
function checkOf(payload: string): string {
  const base = alphabet.length;
  const sum = [...payload].reduce(
    (total, character, place) => total + (payloadLength + 1 - place) * alphabet.indexOf(character),
    0,
  );
  return alphabet[(base - (sum % base)) % base] ?? '';
}

function isOrderNumber(text: string): boolean {
  const payload = text.slice(0, payloadLength);
  return hasForm.test(text) && text.slice(payloadLength) === checkOf(payload);
}

const hasForm = new RegExp(`^[${alphabet}]{${payloadLength + 1}}$`);

/** What a shop may put before its order numbers: with it, a number has at most 12 characters to be said. */
export const prefixPattern = /^[A-Z]{1,3}$/;

/** An order number as customers read it: `K7Q-4XW-2R9`, or `NL-K7Q-4XW-2R9` in a shop whose prefix is NL. */
export function writtenOrderNumber(number: OrderNumber, prefix?: string): string {
  const groups = number.match(/.{3}/g) ?? [];
  return [...(prefix === undefined ? [] : [prefix]), ...groups].join('-');
}

/**
 * What somebody says or types as an order number: with or without dashes, spaces and prefix, in any case, with a letter
 * for the digit that it looks like.
 * @returns the number; `wrong` when it has the form of one, but a character of it is not right; undefined when it has
 * another form
 */
export function readOrderNumber(said: string): OrderNumber | 'wrong' | undefined {
  const bare = bareNumber(said).replace(/[OILZSBU]/g, (character) => lookAlikes[character] ?? character);
  // Whatever the prefix was when the customer got the number: it is not part of what is checked.
  const number = bare.slice(-payloadLength - 1);
  if (!hasForm.test(number) || !/^[A-Z0-9]{0,3}$/.test(bare.slice(0, -number.length))) return undefined;
  const read = OrderNumber.safeParse(number);
  return read.success ? read.data : 'wrong';
}

/** Whether somebody who says this means the order with this number, ours or a storefront's own. */
export function meansNumber(said: string, number: string): boolean {
  const read = readOrderNumber(said);
  return (
    bareNumber(said) === bareNumber(number) || (OrderNumber.safeParse(read).success && read === readOrderNumber(number))
  );
}

/** A number as it is compared: no spaces or dashes, in capitals. */
export function bareNumber(said: string): string {
  return said
    .normalize('NFKC')
    .replace(/[\s\p{Dash}]/gu, '')
    .toUpperCase();
}

/** What orders were called that got no number yet, in the mails about them: `1F0C2D3E` of `1f0c2d3e-…`. */
export function formerReference(orderId: string): string {
  return orderId.slice(0, 8).toUpperCase();
}

/** Whether somebody may mean such a reference. */
export function isFormerReference(said: string): boolean {
  return /^[0-9A-F]{8}$/.test(bareNumber(said));
}
