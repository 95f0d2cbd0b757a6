import type { CaseKind, CaseState, ReturnReason } from '../../orders/return-case.ts';
import type { WhyNot } from '../../return-policy/return-options.ts';
import type { ExceptionKind } from '../../shop/statutory.ts';

/** What the pages about returns say in a language. */
export type ReturnTexts = {
  readonly title: (number: string) => string;
  readonly back: string;
  /** What came of what the customer did. */
  readonly said: { readonly [outcome in 'taken' | 'refused']: string };
  /** The law's words: "withdraw from contract here", "confirm withdrawal" (Directive 2011/83/EU, Art. 11a). */
  readonly withdrawal: {
    readonly button: string;
    readonly text: string;
    readonly name: string;
    readonly receipt: (address: string) => string;
    readonly all: string;
    readonly continue: string;
    readonly heading: string;
    readonly statement: (name: string, number: string) => string;
    readonly confirm: string;
  };
  /** The form that needs no link. */
  readonly search: {
    readonly heading: string;
    readonly text: string;
    readonly number: string;
    readonly contact: string;
    readonly button: string;
    readonly notFound: string;
  };
  readonly kinds: { readonly [kind in CaseKind]: string };
  readonly ask: {
    readonly [kind in Exclude<CaseKind, 'WITHDRAWAL'>]: { readonly title: string; readonly text: string };
  };
  readonly fields: {
    readonly [field in 'quantity' | 'reason' | 'text' | 'wanted' | 'carrier' | 'trackingNumber' | 'send']: string;
  };
  readonly reasons: { readonly [reason in ReturnReason]: string };
  readonly states: { readonly [state in CaseState]: string };
  readonly whyNot: { readonly [reason in WhyNot]: string };
  readonly sealed: string;
  readonly until: (moment: string) => string;
  readonly sendBy: (moment: string) => string;
  readonly sendTo: string;
  readonly sent: string;
  readonly markSent: string;
  readonly callOff: string;
  readonly refunded: (amount: string) => string;
  readonly cases: string;
  readonly options: string;
  /** What the shop takes back, sentence by sentence, of its policy. */
  readonly guide: {
    readonly title: (shop: string) => string;
    readonly withdrawal: (days: number) => string;
    readonly noWithdrawal: string;
    readonly how: string;
    readonly returns: (days: number) => string;
    readonly exchanges: string;
    readonly claims: (months: number) => string;
    readonly sendWithin: (days: number) => string;
    readonly postage: { readonly [payer in 'CUSTOMER' | 'SHOP']: string };
    readonly refund: string;
    readonly standardDelivery: (amount: string) => string;
    readonly fee: (amount: string) => string;
    readonly keep: (amount: string) => string;
    readonly exceptions: string;
    readonly exception: { readonly [kind in ExceptionKind]: string };
    readonly address: string;
  };
};
