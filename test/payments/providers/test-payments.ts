import type { ProviderName } from '../../../lambdas/payments/providers/registry.ts';

/** How tests pay with a provider's local double. */
interface TestPayment {
  readonly currency: string;
  /** The token of a payment whose customer still has to act. */
  readonly token: string;
  /**
   * Whether paying only authorises, so that an order which is over is voided; otherwise the money is taken, and
   * refunded.
   */
  readonly isAuthorisedFirst: boolean;
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
    currency: 'CNY',
    token: 'qr',
    isAuthorisedFirst: false,
    waiting: 'WAIT_BUYER_PAY',
    refusal: { error: { subCode: 'ACQ.BUYER_ERROR' }, code: 'ACQ.BUYER_ERROR' },
    dispute: { action: 'complain', kind: 'COMPLAINT', decided: { status: 'FINISHED' } },
  },
  'wechat-pay': {
    currency: 'CNY',
    token: 'native',
    isAuthorisedFirst: false,
    waiting: 'NOTPAY',
    refusal: { error: { status: 403, code: 'USER_ACCOUNT_ABNORMAL' }, code: 'USERACCOUNTABNORMAL' },
    dispute: { action: 'complain', kind: 'COMPLAINT', decided: { state: 'PROCESSED' } },
  },
} as const satisfies Readonly<Record<ProviderName, TestPayment>>;
