import type { ProviderName } from '../../../lambdas/payments/providers/registry.ts';

/** How each real provider's double goes wrong, in its own words. */
interface Troubles {
  /** By operation of ours, the operation of the double that it comes to. */
  readonly operations: Readonly<Record<'authorize' | 'query' | 'capture' | 'void' | 'refund', string>>;
  /** Passing ones: the call is to be tried again. */
  readonly passing: Readonly<Record<string, object>>;
  /** Ones of our keys and rights, which no retry mends. */
  readonly ours: Readonly<Record<string, object>>;
  /** Refusals of a payment that no wait mends: it is declined. */
  readonly declining: Readonly<Record<string, object>>;
  /** Answers to a refund that refuse it for good, by the code by which we know them. */
  readonly refusing: Readonly<Record<string, object>>;
  /** Answers to a refund that leave open whether there is one. */
  readonly leavingRefundOpen: readonly object[];
  /** Notifications that are forged, and why each is not believed. */
  readonly forgeries: Readonly<Record<string, string>>;
}

/** Every real provider's. */
export const troubles: Readonly<Record<ProviderName, Troubles>> = {
  stripe: {
    operations: { authorize: 'authorize', query: 'query', capture: 'capture', void: 'void', refund: 'refund' },
    passing: {
      throttling: { error: { status: 429, type: 'invalid_request_error', code: 'rate_limit' }, errors: 1 },
      'busy with the same': { error: { status: 409, type: 'idempotency_error' }, errors: 1 },
    },
    ours: {
      'a wrong key': { error: { status: 401, type: 'invalid_request_error' } },
      'no right': { error: { status: 403, type: 'invalid_request_error' } },
    },
    declining: {
      'no code': { error: { status: 400, type: 'invalid_request_error' } },
      'a method that is not available': {
        error: { status: 400, type: 'invalid_request_error', code: 'payment_method_not_available' },
      },
      'a refusal of next year': { error: { status: 404, type: 'invalid_request_error', code: 'of_next_year' } },
      'an expired card': { error: { status: 402, type: 'card_error', code: 'expired_card' } },
    },
    refusing: {
      charge_disputed: { status: 400, type: 'invalid_request_error', code: 'charge_disputed' },
      charge_not_refundable: { status: 400, type: 'invalid_request_error', code: 'charge_not_refundable' },
      StripeInvalidRequestError: { status: 400, type: 'invalid_request_error' },
      expired_card: { status: 402, type: 'card_error', code: 'expired_card' },
    },
    leavingRefundOpen: [
      { status: 409, type: 'invalid_request_error', code: 'idempotency_key_in_use' },
      { status: 429, type: 'invalid_request_error', code: 'lock_timeout' },
      { status: 500, type: 'api_error' },
    ],
    forgeries: {
      signature: 'does not verify',
      timestamp: 'out of its time',
      body: 'does not verify',
      merchant: 'another account',
      mode: 'another mode',
      garbage: 'cannot be read',
    },
  },
  alipay: {
    operations: { authorize: 'authorize', query: 'query', capture: 'query', void: 'void', refund: 'refund' },
    passing: {
      throttling: { error: { code: '40005', subCode: 'isv.app-call-limited' }, errors: 1 },
      'not available': { error: { code: '20000', subCode: 'isp.unknow-error' }, errors: 1 },
      failing: { error: { subCode: 'ACQ.SYSTEM_ERROR' }, errors: 1 },
      'failing, misspelt': { error: { subCode: 'AQC.SYSTEM_ERROR' }, errors: 1 },
      'failing inside': { error: { subCode: 'isp.service-error' }, errors: 1 },
      unsigned: { unsigned: 1 },
      'wrongly signed': { wronglySigned: 1 },
    },
    ours: {
      'no right': { error: { code: '40006', subCode: 'isv.insufficient-isv-permissions' } },
      'a wrong key': { error: { code: '40002', subCode: 'isv.invalid-signature' } },
      'a wrong parameter': { error: { code: '40004', subCode: 'ACQ.INVALID_PARAMETER' } },
    },
    declining: {
      'a risk': { error: { subCode: 'ACQ.PAYMENT_REQUEST_HAS_RISK' } },
      'a customer who may not': { error: { subCode: 'ACQ.BUYER_ENABLE_STATUS_FORBID' } },
      'more than the shop may take': { error: { subCode: 'ACQ.BEYOND_PER_RECEIPT_RESTRICTION' } },
      'a refusal of next year': { error: { subCode: 'ACQ.A_REFUSAL_OF_NEXT_YEAR' } },
    },
    refusing: Object.fromEntries(
      [
        'ACQ.BUYER_ERROR',
        'ACQ.SELLER_BALANCE_NOT_ENOUGH',
        'ACQ.REASON_TRADE_BEEN_FREEZEN',
        'ACQ.TRADE_NOT_ALLOW_REFUND',
        'ACQ.A_REFUSAL_OF_NEXT_YEAR',
      ].map((subCode) => [subCode, { subCode }]),
    ),
    leavingRefundOpen: [
      { subCode: 'ACQ.SYSTEM_ERROR' },
      { subCode: 'ACQ.REFUND_CHARGE_ERROR' },
      { code: '20000', subCode: 'isp.unknow-error' },
    ],
    forgeries: {
      signature: 'does not verify',
      key: 'does not verify',
      algorithm: 'RSA2',
      merchant: 'another seller',
      app: 'another app',
      charset: 'charset',
      twice: 'twice',
      incomplete: 'not complete',
      garbage: 'charset',
    },
  },
  'wechat-pay': {
    operations: { authorize: 'authorize', query: 'query', capture: 'query', void: 'void', refund: 'refund' },
    passing: {
      throttling: { error: { status: 429, code: 'FREQUENCY_LIMITED' }, errors: 1 },
      failing: { error: { status: 400, code: 'SYSTEM_ERROR' }, errors: 1 },
      limiting: { error: { status: 403, code: 'FREQUENCY_LIMIT' }, errors: 1 },
      unsigned: { unsigned: 1 },
      'wrongly signed': { wronglySigned: 1 },
      'signed by an unknown key': { unknownSerial: 1 },
      'signed long ago': { stale: 1 },
    },
    ours: {
      'a wrong key': { error: { status: 401, code: 'SIGN_ERROR' } },
      'no right': { error: { status: 403, code: 'NO_AUTH' } },
    },
    declining: {
      'a rule': { error: { status: 403, code: 'RULE_LIMIT' } },
      'a trade that cannot be': { error: { status: 403, code: 'TRADE_ERROR' } },
      'an account that may not': { error: { status: 403, code: 'ACCOUNT_ERROR' } },
      'a refusal of next year': { error: { status: 400, code: 'A_REFUSAL_OF_NEXT_YEAR' } },
    },
    refusing: {
      USERACCOUNTABNORMAL: { status: 403, code: 'USER_ACCOUNT_ABNORMAL' },
      NOTENOUGH: { status: 403, code: 'NOT_ENOUGH' },
      INVALIDREQUEST: { status: 400, code: 'INVALID_REQUEST' },
      TRADEOVERDUE: { status: 403, code: 'TRADE_OVERDUE' },
      AREFUSALOFNEXTYEAR: { status: 400, code: 'A_REFUSAL_OF_NEXT_YEAR' },
    },
    leavingRefundOpen: [
      { status: 500, code: 'SYSTEM_ERROR' },
      { status: 429, code: 'FREQUENCY_LIMITED' },
      { status: 400, code: 'BIZERR_NEED_RETRY' },
    ],
    forgeries: {
      signature: 'does not verify',
      probe: 'probe',
      serial: 'do not know',
      timestamp: 'out of its time',
      merchant: 'another merchant',
      app: 'another merchant',
      key: 'cannot be decrypted',
      garbage: 'not one of WeChat Pay',
    },
  },
};
