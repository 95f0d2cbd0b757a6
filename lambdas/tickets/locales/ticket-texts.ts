import type { HelpTopic } from '../../notifications/locales/texts.ts';

/** The answers that are written already. */
export const preparedAnswers = [
  'looking-into-it',
  'where-it-is',
  'refund-under-way',
  'photos-please',
  'all-settled',
] as const;
export type PreparedAnswer = (typeof preparedAnswers)[number];

/** What answers may say of an order, as the customer reads it; of a ticket about none, only the shop. */
export interface AnswerFacts {
  readonly shop: string;
  readonly number?: string | undefined;
  /** What of its money went back. */
  readonly refunded?: string | undefined;
  /** How the order stands, in a sentence. */
  readonly standing?: string | undefined;
  readonly pageUrl?: string | undefined;
}

/** What a locale writes to customers about their tickets. */
export interface TicketTexts {
  /** On the page of an order. */
  readonly page: {
    /** Opens the form. */
    readonly write: string;
    readonly topic: string;
    readonly text: string;
    readonly send: string;
    readonly you: string;
    /** Beside what they have asked, by what it is about: `Your question: …`. */
    readonly question: (topic: string) => string;
    /** The topic of what no customer chose. */
    readonly topicOf: { readonly [topic in HelpTopic | 'rating']: string };
    /** How a question stands. */
    readonly states: { readonly open: string; readonly answered: string; readonly solved: string };
    readonly reply: string;
    readonly isSolved: string;
    readonly isNotSolved: string;
    /** In place of what was said, to who has not shown whose order it is. */
    readonly hidden: string;
    readonly notTaken: string;
  };
  readonly mail: {
    readonly subject: (about: { readonly shop: string; readonly number?: string | undefined }) => string;
    /** That a mail came in: what is said to who wrote to us first. */
    readonly received: (shop: string) => string;
    /** Below an answer: where to answer to it, and where all of it is. */
    readonly below: string;
    readonly pageLink: string;
  };
  readonly answers: {
    readonly [name in PreparedAnswer]: { readonly title: string; readonly text: (facts: AnswerFacts) => string };
  };
}
