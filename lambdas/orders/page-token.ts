import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse as uuidBytes, stringify as uuidOf } from 'uuid';
import { type Order, OrderId } from './order.ts';
import { orderIdOf } from './order-id.ts';
import { orderNumberAt, orderNumberIndex, readOrderNumber } from './order-number.ts';

/*
 * The token in the link to an order's page: 26 characters in which nothing can be looked up and none can be changed.
 * In bytes: whether it proves its bearer (a bit) and the key's id (seven); the version; the order; a MAC over those.
 */

/** What a token grants: the page of an order. */
export interface PageGrant {
  readonly orderId: OrderId;
  /** A token of another version than the order's was revoked. */
  readonly version: number;
  /** Whether it came by mail or text message, so that its bearer may see where the order goes. */
  readonly isProven: boolean;
}

/** A key that signs tokens. */
export interface PageKey {
  /** From 0 to 127. */
  readonly id: number;
  readonly key: string;
}

/** The latest version that a token can say. */
export const lastPageVersion = 255;

/** Of a 256-bit MAC: 2^96 guesses, each a request, against which stands the limit of the route. */
const macBytes = 12;
const headBytes = 2;
/** An order that has a number of ours is called by that: 29^8 of them are less than 2^40. Others by their id. */
const numberBytes = 5;
const idBytes = 16;

/** The token that grants the page of an order. */
export function pageToken(
  { id, number }: Pick<Order, 'id' | 'number'>,
  { version, isProven }: Omit<PageGrant, 'orderId'>,
  key: PageKey,
): string {
  const said = Buffer.concat([Buffer.from([(isProven ? 128 : 0) + key.id, version]), nameOf(id, number)]);
  return Buffer.concat([said, macOf(said, key)]).toString('base64url');
}

/** The id of the key that a token says it was made with; it says nothing else. */
export function keyIdIn(token: string): number {
  const [first = 0] = Buffer.from(token, 'base64url');
  return first & 127;
}

/** What a token grants; undefined for one that was not made with any of the keys. */
export function readPageToken(token: string, keys: readonly PageKey[]): PageGrant | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // The last character has bits that say nothing: only as it was written is it the token.
  if (bytes.toString('base64url') !== token) return undefined;
  const said = bytes.subarray(0, -macBytes);
  const [first = 0, version = 0] = said;
  const name = said.subarray(headBytes);
  const key = keys.find(({ id }) => id === keyIdIn(token));
  if (key === undefined || (name.length !== numberBytes && name.length !== idBytes)) return undefined;
  if (!timingSafeEqual(bytes.subarray(-macBytes), macOf(said, key))) return undefined;
  return { orderId: orderIn(name), version, isProven: first >= 128 };
}

function nameOf(id: OrderId, number: string): Uint8Array {
  const read = readOrderNumber(number);
  if (read === undefined || read === 'wrong' || orderIdOf(read) !== id) return uuidBytes(id);
  return Buffer.from(
    orderNumberIndex(read)
      .toString(16)
      .padStart(numberBytes * 2, '0'),
    'hex',
  );
}

function orderIn(name: Buffer): OrderId {
  if (name.length === idBytes) return OrderId.parse(uuidOf(name));
  return orderIdOf(orderNumberAt(BigInt(`0x${name.toString('hex')}`)));
}

function macOf(said: Uint8Array, { key }: PageKey): Buffer {
  return createHmac('sha256', key).update(said).digest().subarray(0, macBytes);
}
