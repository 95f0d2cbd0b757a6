import { aNotice, good } from './notice-record.ts';
import { SaysReturnCase, saidOf, toldCase } from './return-case-told.ts';

/** What is taken back: how and until when it is to be sent, or that it may be kept. */
export const returnApproved = aNotice({
  says: SaysReturnCase,
  of: (told) => toldCase(told, 'APPROVED'),
  sentences: (texts, facts, said) => texts['return-approved'](facts, saidOf(said, facts)),
  look: { ...good, explainFirst: true, showAddress: false },
  orderStatus: undefined,
  kind: 'outcome',
});
