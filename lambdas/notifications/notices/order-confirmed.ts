import { isConfirmed } from '../../orders/order-status.ts';
import { Incomplete, incompleteness, sentencesOf } from './incomplete.ts';
import { aNotice, good } from './notice-record.ts';

/** The order will be sent, whole or in part. */
export const orderConfirmed = aNotice({
  says: Incomplete,
  of: (told) => (isConfirmed(told.order.status) ? incompleteness(told) : undefined),
  sentences: (texts, facts, said) => sentencesOf('order-confirmed', texts, facts, said),
  look: good,
  orderStatus: 'OrderProcessing',
  kind: 'outcome',
});
