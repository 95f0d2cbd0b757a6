import type { EventTexts, Facts } from './locales/texts.ts';
import type { Notice } from './notice.ts';
import { notices } from './notices/registry.ts';
import { textsOf } from './texts.ts';

/** The sentences of a notice about its event. */
export function eventTexts({ event, locale, order }: Notice, facts: Facts): EventTexts {
  return notices[event].sentences(textsOf(locale).events, facts, order);
}
