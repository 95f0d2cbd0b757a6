/** What a locale writes to customers about rating their orders. */
export interface RatingTexts {
  readonly mail: (shop: string) => {
    readonly subject: string;
    readonly preheader: string;
    readonly badge: string;
    readonly heading: string;
    readonly status: string;
    readonly next: string;
    /** Why they get it. */
    readonly footer: string;
  };
  /** Leads to the page of the order. */
  readonly button: string;
  /** On that page. */
  readonly page: {
    readonly title: string;
    readonly stars: string;
    /** How many of five: what a star says. */
    readonly of: (stars: number) => string;
    readonly word: string;
    readonly send: string;
    readonly thanks: (stars: number) => string;
  };
}
