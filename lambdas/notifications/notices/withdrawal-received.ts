import { aNotice, good } from './notice-record.ts';
import { SaysReturnCase, saidOf, toldCase } from './return-case-told.ts';

/** The receipt of a withdrawal, with its content and time (Directive 2011/83/EU, Art. 11a (4)): it is sent at once. */
export const withdrawalReceived = aNotice({
  says: SaysReturnCase,
  of: (told) => toldCase(told, 'REQUESTED'),
  sentences: (texts, facts, said) => texts['withdrawal-received'](facts, saidOf(said, facts)),
  look: { ...good, explainFirst: true, showAddress: false },
  orderStatus: undefined,
  kind: 'outcome',
});
