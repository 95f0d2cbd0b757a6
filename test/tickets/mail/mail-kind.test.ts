import { describe, expect, it } from 'vitest';
import { mailKindOf, wantsNoAutomaticReply } from '../../../lambdas/tickets/mail/mail-kind.ts';

const kindOf = (headers: Readonly<Record<string, string>>, from = 'ada@example.com', type = 'text/plain') =>
  mailKindOf(
    Object.entries(headers).map(([key, value]) => ({ key: key.toLowerCase(), value })),
    from,
    type,
  );

describe('the kind of a mail', () => {
  it.each([
    ['PERSON', { Subject: 'Where is it?' }],
    ['PERSON', { 'Auto-Submitted': 'no' }],
    ['PERSON', { 'Return-Path': '<ada@example.com>', 'X-Auto-Response-Suppress': 'All' }],
    ['AUTO_REPLY', { 'Auto-Submitted': 'auto-replied (vacation)' }],
    ['AUTO_REPLY', { 'Auto-Submitted': 'Auto-Generated' }],
    ['AUTO_REPLY', { 'X-Autoreply': 'yes' }],
    ['AUTO_REPLY', { 'X-Autorespond': 'Out of office' }],
    ['AUTO_REPLY', { Precedence: 'auto_reply' }],
    ['AUTO_REPLY', { 'Return-Path': '<>' }],
    ['BULK', { Precedence: 'bulk' }],
    ['BULK', { 'List-Id': '<offers.example.com>' }],
    ['BULK', { 'List-Unsubscribe': '<https://example.com/u>' }],
    ['DELIVERY_STATUS', { 'X-Failed-Recipients': 'ada@example.com' }],
  ] as const)('is %s for %o', (kind, headers) => {
    expect(kindOf(headers)).toBe(kind);
  });

  it('is told by who sends it, and by what it is made of', () => {
    expect(kindOf({}, 'MAILER-DAEMON@mx.example.com')).toBe('DELIVERY_STATUS');
    expect(kindOf({}, 'no-reply@example.com')).toBe('BULK');
    expect(kindOf({}, 'ada@example.com', 'multipart/report; report-type=delivery-status')).toBe('DELIVERY_STATUS');
  });

  it('leaves out of an answer those who ask for none', () => {
    const suppressing = (value: string) => wantsNoAutomaticReply([{ key: 'x-auto-response-suppress', value }]);
    expect(suppressing('All')).toBe(true);
    expect(suppressing('DR, OOF, AutoReply')).toBe(true);
    expect(suppressing('DR')).toBe(false);
  });
});
