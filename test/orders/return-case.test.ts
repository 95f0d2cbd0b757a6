import { describe, expect, it } from 'vitest';
import {
  type CaseState,
  caseKinds,
  caseStates,
  isOpenCase,
  mayFollow,
  type ReturnCase,
  reasonsOf,
  requestedAt,
  type StoredReturnCase,
  shownCase,
  unitsInCases,
} from '../../lambdas/orders/return-case.ts';
import { noon } from '../builders.ts';

describe('what a customer asks for', () => {
  it('has the reasons that fit it, and a withdrawal needs none', () => {
    expect(Object.fromEntries(caseKinds.map((kind) => [kind, reasonsOf(kind)]))).toEqual({
      WITHDRAWAL: [],
      RETURN: ['CHANGED_MIND', 'WRONG_SIZE', 'NOT_AS_DESCRIBED'],
      EXCHANGE: ['CHANGED_MIND', 'WRONG_SIZE', 'NOT_AS_DESCRIBED'],
      CLAIM: ['NOT_AS_DESCRIBED', 'BROKEN', 'WRONG_ITEM', 'MISSING', 'LOST'],
    });
  });
});

describe('a return case', () => {
  it.each<[CaseState, readonly CaseState[]]>([
    ['REQUESTED', ['APPROVED', 'REFUSED', 'CANCELLED']],
    ['APPROVED', ['SENT', 'RECEIVED', 'EXCHANGED', 'KEPT', 'CANCELLED', 'EXPIRED']],
    ['SENT', ['RECEIVED']],
    ['RECEIVED', ['INSPECTED', 'REFUSED']],
    ['INSPECTED', ['REFUNDED', 'EXCHANGED']],
    ['REFUNDED', []],
    ['EXCHANGED', []],
    ['KEPT', []],
    ['REFUSED', []],
    ['CANCELLED', []],
    ['EXPIRED', []],
  ])('that is %s goes on to %j, and is done where that is nothing', (from, to) => {
    expect(caseStates.filter((state) => mayFollow(from, state))).toEqual(to);
    expect(isOpenCase(from)).toBe(to.length > 0);
  });

  it('was asked for when its first step was', () => {
    const step = (at: string) => ({ at, state: 'REQUESTED', by: 'customer' }) as const;

    expect(requestedAt({ history: [step(noon), step('2026-12-01T12:00:00.000Z')] })).toBe(noon);
  });

  it('is shown without what the service keeps of it for itself, such as who decided it', () => {
    const shown: ReturnCase = {
      ...{ id: 'c1', kind: 'CLAIM', state: 'APPROVED', remedy: 'REPLACEMENT', keeps: true, postage: 'SHOP' },
      ...{ lines: [{ line: 1, quantity: 2 }], history: [], text: 'It is broken.' },
    };
    const stored: StoredReturnCase = {
      ...shown,
      ...{ version: 3, requestHash: 'hash', dueAt: noon, holdEnded: true },
      decidedBy: { subject: 's1', name: 'Grace', roles: ['support'] },
    };

    expect(shownCase(stored)).toEqual(shown);
  });
});

describe('units that a case takes up, and no other may ask for,', () => {
  const taken = (state: CaseState, keeps: boolean) =>
    unitsInCases([{ state, keeps, lines: [{ line: 2, quantity: 3 }] }]).get(2) === 3;

  it('are those that are to come back, until they are counted on the order, or stay', () => {
    expect(caseStates.filter((state) => taken(state, false))).toEqual(['REQUESTED', 'APPROVED', 'SENT', 'RECEIVED']);
  });

  it('are those that their customer keeps, for good, unless nothing came of it', () => {
    expect(caseStates.filter((state) => !taken(state, true))).toEqual(['REFUSED', 'CANCELLED', 'EXPIRED']);
  });

  it('are added up by line', () => {
    const sent = (...lines: ReturnCase['lines']) => ({ state: 'SENT', keeps: false, lines }) as const;
    const one = sent({ line: 1, quantity: 1 });
    const two = sent({ line: 1, quantity: 1 }, { line: 3, quantity: 2 });

    expect(Object.fromEntries(unitsInCases([one, two, one]))).toEqual({ 1: 3, 3: 2 });
    expect(unitsInCases([]).size).toBe(0);
  });
});
