import { createHmac } from 'node:crypto';
import type { OrderContent, OrderId } from '../orders/order.ts';
import { bareNumber, formerReference } from '../orders/order-number.ts';
import { utcDay } from '../runtime/local-day.ts';

/** What an order is in the index by, beside the moment of its acceptance. */
export type IndexedKind = 'email' | 'phone' | 'sku' | 'former';

/** One way to an order: what is looked for, and the order that has it. */
export interface SearchEntry {
  readonly partition: string;
  readonly orderId: OrderId;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/**
 * The partition of those who have a value. What is personal stands there by an HMAC: who reads the table, a backup or a
 * metric of its keys can try no list of addresses on it without the key of the stage, as with a plain hash.
 */
export function partitionOf(kind: IndexedKind, value: string, key: string): string {
  return isPersonal[kind]
    ? `${kind}#${hmacOf(kind, comparable[kind](value), key)}`
    : `${kind}#${comparable[kind](value)}`;
}

/** The ways to an order. Of the same content they are always the same. */
export function entriesOf(content: OrderContent, key: string): readonly SearchEntry[] {
  const { id: orderId, createdAt, number } = content;
  const { email, phone, copies = [] } = content.contact;
  const values: readonly (readonly [IndexedKind, string | undefined])[] = [
    ['email', email],
    ...copies.map((copy) => ['email', copy] as const),
    ['phone', phone],
    ...content.lines.map(({ sku }) => ['sku', sku] as const),
    // What an order was called before there were order numbers: its number is not what leads to its id.
    ['former', number === formerReference(orderId) ? number : undefined],
  ];
  const partitions = values.flatMap(([kind, value]) => (value === undefined ? [] : [partitionOf(kind, value, key)]));
  return [...new Set([...partitions, dayPartition(createdAt, shardOf(orderId))])].map((partition) => ({
    partition,
    orderId,
    createdAt,
  }));
}

/** Of the ways to an order, those that lead there by what is personal. */
export function personalEntriesOf(content: OrderContent, key: string): readonly SearchEntry[] {
  return entriesOf(content, key).filter(({ partition }) =>
    Object.entries(isPersonal).some(([kind, personal]) => personal && partition.startsWith(`${kind}#`)),
  );
}

/** The partitions of the orders of a day (`2026-11-26`): one takes 1,000 writes a second. */
export function partitionsOfDay(day: string): readonly string[] {
  return Array.from({ length: dayShards }, (_, shard) => dayPartition(day, shard));
}

const dayShards = 4;

function dayPartition(at: string, shard: number): string {
  return `day#${utcDay(at)}#${shard}`;
}

/** The id is a hash, so its end is even. */
function shardOf(orderId: OrderId): number {
  return Number.parseInt(orderId.slice(-4), 16) % dayShards;
}

const isPersonal: Readonly<Record<IndexedKind, boolean>> = { email: true, phone: true, sku: false, former: false };

/** The digits of a telephone number that are the same however it is said: with its country's code, or a 0 instead. */
export const phoneDigits = 7;

/** The digits of a telephone number, as somebody says or types it. */
export function digitsOf(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '');
}

/** A value as it is compared. */
const comparable: Readonly<Record<IndexedKind, (value: string) => string>> = {
  email: (value) => value.trim().toLowerCase(),
  phone: (value) => digitsOf(value).slice(-phoneDigits),
  sku: (value) => value,
  former: bareNumber,
};

function hmacOf(kind: IndexedKind, value: string, key: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, value]))
    .digest('base64url');
}
