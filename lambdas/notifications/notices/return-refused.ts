import { aNotice, ended } from './notice-record.ts';
import { SaysReturnCase, saidOf, toldCase } from './return-case-told.ts';

/** The shop does not take it back, or does not answer for it; and why. */
export const returnRefused = aNotice({
  says: SaysReturnCase,
  of: (told) => toldCase(told, 'REFUSED'),
  sentences: (texts, facts, said) => texts['return-refused'](facts, saidOf(said, facts)),
  look: { ...ended, explainFirst: true, showAddress: false },
  orderStatus: undefined,
  kind: 'outcome',
});
