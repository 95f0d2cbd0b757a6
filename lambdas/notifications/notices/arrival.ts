import type { ExpectedDelivery } from '../../orders/expected-delivery.ts';
import type { EventTexts, Facts, Texts } from '../locales/texts.ts';

/** The sentences of a notice, and on which days the order is to arrive, where that was promised. */
export function withArrival(
  sentences: EventTexts,
  texts: Texts['events'],
  facts: Facts,
  expected: ExpectedDelivery | undefined,
): EventTexts {
  if (expected === undefined) return sentences;
  return { ...sentences, next: texts.arriving(sentences.next, facts.days(expected.deliverFrom, expected.deliverBy)) };
}
