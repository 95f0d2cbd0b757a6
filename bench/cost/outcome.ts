import { type ProviderName, providerNames } from '../../lambdas/payments/providers/registry.ts';
import { testPayments } from '../../test/payments/providers/test-payments.ts';

/** An order that is placed to see what it costs, and what its customer and its provider do. */
export interface Outcome {
  readonly name: string;
  /** How the order must have ended; else what was counted is something else. */
  readonly ends: 'CONFIRMED' | 'REJECTED' | 'CANCELLED';
  readonly provider: ProviderName;
  readonly token: string;
  /** How many lines the order has, each another product; one unless told. */
  readonly lines?: number;
  readonly soldOut?: true;
  /** Whether the customer is told by text message too. */
  readonly phone?: true;
  /** What the provider does wrong at first. */
  readonly trouble?: Readonly<Record<string, unknown>>;
  /** What happens while the order waits for its payment. */
  readonly whileWaiting?: 'pay' | 'cancel';
  /** What the storefront does afterwards. */
  readonly afterwards?: 'cancel' | 'look';
}

const card = { provider: 'stripe', token: testPayments.stripe.tokenAtOnce } as const;
const cardWithQuestion = { provider: 'stripe', token: testPayments.stripe.token } as const;

/** The provider whose orders wait for their payment for a short time only. */
export const impatient = 'wechat-pay';

/** The outcome whose price stands for the service. */
export const headline = 'confirmed, card paid at once';

/** Every way that an order goes, with the providers that it may be paid with. */
export const outcomes: readonly Outcome[] = [
  { name: headline, ends: 'CONFIRMED', ...card },
  ...providerNames.map(
    (provider): Outcome => ({
      name: `confirmed, paid later with ${provider}`,
      ends: 'CONFIRMED',
      provider,
      token: testPayments[provider].token,
      whileWaiting: 'pay',
    }),
  ),
  { name: 'confirmed, ten lines', ends: 'CONFIRMED', ...card, lines: 10 },
  { name: 'confirmed, told by e-mail and text message', ends: 'CONFIRMED', ...card, phone: true },
  {
    name: 'confirmed, provider down for one call',
    ends: 'CONFIRMED',
    ...card,
    trouble: { operation: 'authorize', down: 1 },
  },
  { name: 'confirmed, then looked at once', ends: 'CONFIRMED', ...card, afterwards: 'look' },
  { name: 'confirmed, then cancelled', ends: 'CANCELLED', ...card, afterwards: 'cancel' },
  { name: 'rejected, out of stock', ends: 'REJECTED', ...card, soldOut: true },
  { name: 'rejected, card declined', ends: 'REJECTED', provider: 'stripe', token: 'pm_card_chargeDeclined' },
  { name: 'rejected, not paid in time', ends: 'REJECTED', provider: impatient, token: testPayments[impatient].token },
  { name: 'cancelled while it waits for its payment', ends: 'CANCELLED', ...cardWithQuestion, whileWaiting: 'cancel' },
];
