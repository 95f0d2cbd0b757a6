import { describe, expect, it } from 'vitest';
import type { Violation } from '../../../local/history/promises.ts';
import { bar, progressLine } from '../../../local/replay/progress.ts';
import { type Outcome, type Replay, reasonOf } from '../../../local/replay/replay.ts';
import { count, isRight, report } from '../../../local/replay/report.ts';
import { anInvoice } from './an-invoice.ts';

const invoice = anInvoice();
const ended = (changes: Partial<Extract<Outcome, { kind: 'ended' }>>): Outcome => ({
  kind: 'ended',
  invoice,
  orderId: 'an-order',
  status: 'CONFIRMED',
  ...changes,
});

const outcomes: readonly Outcome[] = [
  ended({}),
  ended({}),
  ended({ status: 'REJECTED', reason: 'OUT_OF_STOCK' }),
  ended({ status: 'RESERVED', failure: 'ProviderUnavailable' }),
  { kind: 'refused', invoice, reason: 'invalid-order: lines/*/quantity' },
  { kind: 'lost', invoice, why: 'no answer' },
];

const aReplay = (changes: Partial<Replay> = {}): Replay => ({
  outcomes,
  creditNotes: 3,
  deadLetters: 1,
  repeats: 0,
  milliseconds: 2000,
  stock: { skus: 10, unitsPromised: 12 },
  mistakes: [],
  violations: [],
  ...changes,
});

const violation: Violation = {
  promise: 2,
  rule: 'stock, ledger and orders say the same',
  what: 'A: reserved 1 instead of 2',
  about: ['A'],
  events: [],
};

describe('the report of a replay', () => {
  it('counts every invoice once', () => {
    expect(count(outcomes)).toMatchObject({
      sent: 6,
      refused: 1,
      accepted: 5,
      confirmed: 2,
      rejected: 1,
      failed: 1,
      lost: 1,
      refusals: new Map([['invalid-order: lines/*/quantity', 1]]),
      rejections: new Map([['OUT_OF_STOCK', 1]]),
    });
  });

  it('is right only when nothing is lost and every promise is kept', () => {
    expect(isRight(aReplay())).toBe(true);
    expect(isRight(aReplay({ mistakes: ['invoice 1: no answer'] }))).toBe(false);
    expect(isRight(aReplay({ violations: [violation] }))).toBe(false);
  });

  it('names reasons, broken promises and mistakes', () => {
    const text = report(aReplay({ violations: [violation], mistakes: ['invoice 1: no answer'] })).join('\n');

    for (const part of [
      'OUT_OF_STOCK',
      'lines/*/quantity',
      'No stock is sold twice: broken',
      'A: reserved 1',
      'invoice 1: no answer',
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('the reason of a refusal', () => {
  it('is the kind of problem and the kinds of fields, whichever lines they are on', () => {
    const type = 'urn:order-confirmation:problem:invalid-order';
    const errors = ['#/lines/7/quantity', '#/lines/12/quantity', '#/lines/7/unitPrice'].map((pointer) => ({
      pointer,
      detail: 'must be 1 or more',
    }));

    expect(reasonOf({ type, status: 422, errors })).toBe('invalid-order: lines/*/quantity and lines/*/unitPrice');
    expect(reasonOf({ type: 'about:blank', status: 403 })).toBe('about:blank');
  });
});

describe('the progress', () => {
  it('says how far it is and what became of the orders', () => {
    expect(bar(1, 2)).toBe(`${'█'.repeat(12)}${'░'.repeat(12)}`);
    expect(progressLine(outcomes, 12, 6000)).toBe(' 6/12  2 confirmed  1 rejected  1 refused  2 failed  6.0 s left');
  });
});
