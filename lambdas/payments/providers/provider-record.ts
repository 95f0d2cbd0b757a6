/**
 * What the service must know of a payment provider without speaking with it. Nothing in it needs the provider's SDK.
 */
export interface ProviderRecord {
  /** The provider's own spelling of its name. */
  readonly title: string;
  /** How its tokens look, and that in words, where another can be told from them; without, any text may be one. */
  readonly tokens?: { readonly form: RegExp; readonly inWords: string };
  /** Tokens that name a payment which the storefront has made itself. */
  readonly existingPayment?: RegExp;
  /** By whose days it keeps its books, and how soon they can be asked for. No such clock knows summer time. */
  readonly settlement: {
    /** How far the provider's midnight is ahead of UTC's, in hours. */
    readonly aheadHours: number;
    /** How long after the end of a day its list is complete, in hours. */
    readonly completeAfterHours: number;
  };
  /** Within how many working days a refund is with the customer, whatever is behind their account, as it says itself. */
  readonly refundDays: number;
  /** Why it cannot take exactly so much; nothing where it can. Amount in the currency's minor unit (ISO 4217). */
  readonly whyNot?: (amount: number, currency: string) => string | undefined;
  /** What it wants to hear, to the letter, before it stops repeating a notification; without, any 2xx will do. */
  readonly acknowledgement?: string;
}

/** A provider that moves real money: a stage has it when the deploy option `--payment-providers` names it. */
export interface RealProviderRecord extends ProviderRecord {
  /** Where it answers, unless the deploy option says otherwise. */
  readonly baseUrl: string;
  /** Whether it is told with each payment where to notify us; else its own console says so. */
  readonly notifiesPerPayment?: true;
}

/** Why a wallet of one country cannot take an amount. */
export function takesOnly(only: string): NonNullable<ProviderRecord['whyNot']> {
  return (_amount, currency) => (currency === only ? undefined : `it takes ${only} only`);
}
