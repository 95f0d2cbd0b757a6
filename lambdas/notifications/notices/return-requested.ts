import { aNotice, asking } from './notice-record.ts';
import { SaysReturnCase, saidOf, toldCase } from './return-case-told.ts';

/** A claim, or an exchange, was asked for. */
export const returnRequested = aNotice({
  says: SaysReturnCase,
  of: (told) => toldCase(told, 'REQUESTED'),
  sentences: (texts, facts, said) => texts['return-requested'](facts, saidOf(said, facts)),
  look: { ...asking, explainFirst: true, showAddress: false },
  orderStatus: undefined,
  kind: 'outcome',
});
