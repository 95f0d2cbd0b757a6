import type { ZodMiniObject } from 'zod/mini';
import { AlipaySecret } from '../../../lambdas/payments/providers/alipay/alipay-secret.ts';
import type { PaymentMethod, ProviderName } from '../../../lambdas/payments/providers/registry.ts';
import { StripeSecret } from '../../../lambdas/payments/providers/stripe/stripe-secret.ts';
import { WeChatPayMerchant } from '../../../lambdas/payments/providers/wechat-pay/wechat-pay-secret.ts';

/** How tests pay with whatever provider. */
interface TestPayment {
  readonly currency: string;
  /** Amounts that are taken to the minor unit, by currency: with no decimals, with two and with three. */
  readonly amounts: readonly (readonly [currency: string, amount: number])[];
  /** The token of a payment whose customer still has to act. */
  readonly token: string;
  /**
   * Whether paying only authorises, so that an order which is over is voided; otherwise the money is taken, and
   * refunded.
   */
  readonly isAuthorisedFirst: boolean;
}

/** How tests pay with a real provider's local double. */
export interface RealTestPayment extends TestPayment {
  /** What the service's secret of it holds, as JSON. */
  readonly secret: ZodMiniObject;
  /** The token of a payment that is tried at once. */
  readonly tokenAtOnce: string;
  /** What is declined without the provider having anything of it. */
  readonly declined: readonly (readonly [string, { token?: string; amount?: number; currency?: string }])[];
  /** How the provider's books name the state of such a payment. */
  readonly waiting: string;
  /** An answer that refuses a refund for good, and the code by which we know it. */
  readonly refusal: { readonly error: Readonly<Record<string, unknown>>; readonly code: string };
  /** What raises a dispute (`/_control/<action>`), and how it is decided for the shop. */
  readonly dispute: {
    readonly action: string;
    readonly kind: string;
    readonly decided: Readonly<Record<string, unknown>>;
  };
}

/** Every real provider's. */
export const testPayments = {
  stripe: {
    secret: StripeSecret,
    tokenAtOnce: 'pm_card_visa',
    amounts: [
      ['GBP', 1_050],
      ['JPY', 500],
      ['KRW', 500],
      ['ISK', 5],
      ['UGX', 5],
      ['KWD', 5_120],
    ],
    declined: [
      ['an unknown token', { token: 'tok_visa' }],
      ['an amount that it cannot take exactly', { amount: 5_124, currency: 'KWD' }],
    ],
    currency: 'GBP',
    token: 'pm_card_threeDSecure2Required',
    isAuthorisedFirst: true,
    waiting: 'requires_action',
    refusal: {
      error: { status: 400, type: 'invalid_request_error', code: 'charge_disputed' },
      code: 'charge_disputed',
    },
    dispute: { action: 'dispute', kind: 'CHARGEBACK', decided: { status: 'won' } },
  },
  alipay: {
    secret: AlipaySecret,
    tokenAtOnce: 'qr',
    amounts: [['CNY', 1_005]],
    declined: [
      ['an unknown token', { token: 'app' }],
      ['another currency', { currency: 'GBP' }],
      ['a currency without decimals', { currency: 'JPY' }],
      ['a currency with three decimals', { currency: 'KWD' }],
      ['no amount', { amount: 0 }],
      ['more than it takes', { amount: 10_000_000_001 }],
    ],
    currency: 'CNY',
    token: 'qr',
    isAuthorisedFirst: false,
    waiting: 'WAIT_BUYER_PAY',
    refusal: { error: { subCode: 'ACQ.BUYER_ERROR' }, code: 'ACQ.BUYER_ERROR' },
    dispute: { action: 'complain', kind: 'COMPLAINT', decided: { status: 'FINISHED' } },
  },
  'wechat-pay': {
    secret: WeChatPayMerchant,
    tokenAtOnce: 'native',
    amounts: [['CNY', 1_005]],
    declined: [
      ['an unknown token', { token: 'jsapi' }],
      ['an address that is none', { token: 'h5:here' }],
      ['another currency', { currency: 'GBP' }],
      ['a currency without decimals', { currency: 'JPY' }],
      ['a currency with three decimals', { currency: 'KWD' }],
      ['no amount', { amount: 0 }],
    ],
    currency: 'CNY',
    token: 'native',
    isAuthorisedFirst: false,
    waiting: 'NOTPAY',
    refusal: { error: { status: 403, code: 'USER_ACCOUNT_ABNORMAL' }, code: 'USERACCOUNTABNORMAL' },
    dispute: { action: 'complain', kind: 'COMPLAINT', decided: { state: 'PROCESSED' } },
  },
} as const satisfies Readonly<Record<ProviderName, RealTestPayment>>;

/** Every provider's, the sandbox's too. */
export const allTestPayments: Readonly<Record<PaymentMethod, TestPayment>> = {
  ...testPayments,
  sandbox: {
    currency: 'GBP',
    token: 'sandbox-unanswered',
    isAuthorisedFirst: true,
    amounts: [
      ['GBP', 1_050],
      ['JPY', 500],
      ['KWD', 5_124],
    ],
  },
};
