import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entriesOf, partitionOf, partitionsOfDay, personalEntriesOf } from '../../lambdas/order-search/search-entry.ts';
import { formerReference } from '../../lambdas/orders/order-number.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../builders.ts';
import { searchKey } from '../stub-secret.ts';

const partitions = (...args: Parameters<typeof entriesOf>) => entriesOf(...args).map(({ partition }) => partition);

describe('the entries of an order', () => {
  it('lead to it by its addresses, telephone number, each SKU once, and its day', () => {
    const contact = { email: 'ada@example.com', phone: '+447400123456', copies: ['books@example.com'] };
    const lines = ['A', 'B', 'A'].map((sku) => anOrderLine({ sku }));

    expect(partitions(anOrderContent({ contact, lines }), searchKey).toSorted()).toEqual(
      [
        partitionOf('email', 'ada@example.com', searchKey),
        partitionOf('email', 'books@example.com', searchKey),
        partitionOf('phone', '+447400123456', searchKey),
        'sku#A',
        'sku#B',
        expect.stringMatching(/^day#2026-11-23#[0-3]$/),
      ].toSorted(),
    );
  });

  it('say nothing personal, and nothing that a list of addresses could be tried on without the key', () => {
    const content = anOrderContent();
    const { email = '', phone = '' } = content.contact;
    const written = JSON.stringify(entriesOf(content, searchKey));

    for (const personal of [email, phone, phone.slice(-7), content.shippingAddress.name]) {
      expect(written).not.toContain(personal);
      for (const encoding of ['hex', 'base64url', 'base64'] as const) {
        expect(written).not.toContain(createHash('sha256').update(personal).digest(encoding));
      }
    }
    expect(partitions(content, 'another key')).not.toEqual(partitions(content, searchKey));
  });

  it('are the same however an address is written, and a telephone number said', () => {
    const same = (kind: 'email' | 'phone', values: readonly string[]) =>
      new Set(values.map((value) => partitionOf(kind, value, searchKey))).size;

    expect(same('email', ['Ada@Example.com', ' ada@example.com '])).toBe(1);
    expect(same('email', ['ada@example.com', 'ada+tea@example.com'])).toBe(2);
    expect(same('phone', ['+447400123456', '07400 123456', '(0)7400/12 34 56'])).toBe(1);
  });

  it('tell an address from a telephone number of the same text', () => {
    expect(partitionOf('email', '0123456', searchKey)).not.toBe(partitionOf('phone', '0123456', searchKey));
  });

  it('of an order without a number are found by what it was called, and of others cost no entry for that', () => {
    const id = anOrderId();
    expect(partitions(anOrderContent({ id, number: formerReference(id) }), searchKey)).toContain(
      `former#${formerReference(id)}`,
    );
    expect(partitions(anOrderContent({ id }), searchKey).filter((one) => one.startsWith('former'))).toEqual([]);
  });

  it('that are personal are those by address and telephone number, which go with the customer’s data', () => {
    expect(personalEntriesOf(anOrderContent(), searchKey).map(({ partition }) => partition.split('#')[0])).toEqual([
      'email',
      'phone',
    ]);
  });

  it('of a day lie in the partitions of that day, over all of them', () => {
    const days = Array.from({ length: 60 }, (_, key) => partitions(anOrderContent({ id: anOrderId(key) }), searchKey));
    const used = new Set(days.flat().filter((partition) => partition.startsWith('day#')));

    expect([...used].toSorted()).toEqual([...partitionsOfDay('2026-11-23')]);
  });
});
