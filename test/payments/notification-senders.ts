import type { PaymentProvider, RawNotification } from '../../lambdas/payments/payment-provider.ts';
import { accountOf as alipayAccountOf } from '../../lambdas/payments/providers/alipay/alipay-account.ts';
import { alipayProvider } from '../../lambdas/payments/providers/alipay/alipay-provider.ts';
import type { PaymentMethod } from '../../lambdas/payments/providers/registry.ts';
import { sandboxProvider } from '../../lambdas/payments/providers/sandbox/sandbox-provider.ts';
import { accountOf as stripeAccountOf } from '../../lambdas/payments/providers/stripe/stripe-account.ts';
import { stripeProvider } from '../../lambdas/payments/providers/stripe/stripe-provider.ts';
import { weChatPayProvider } from '../../lambdas/payments/providers/wechat-pay/wechat-pay-provider.ts';
import { signNotification, toleranceSeconds } from '../../lambdas/payments/signed-notification.ts';
import * as alipayWire from '../../local/providers/alipay/alipay-wire.ts';
import { stripeSignature } from '../../local/providers/stripe/stripe-wire.ts';
import * as weChatPayWire from '../../local/providers/wechat-pay/wechat-pay-wire.ts';
import { modelNotification, modelSeconds, verifyModelNotification } from './model-provider.ts';

type Headers = Readonly<Record<string, string | undefined>>;
type Fields = Readonly<Record<string, unknown>>;

/** How a body is written. */
interface Format {
  readonly fieldsOf: (text: string) => readonly string[];
  /** The body with a field changed, its signature as it was. */
  readonly changed: (text: string, field: string, value: unknown) => string;
  /** The body with a field twice. */
  readonly doubled: (text: string, field: string, value: unknown) => string;
  /** The same for two only when they are the same notification in another spelling. */
  readonly meaning: (body: Buffer, headers: Headers) => string;
}

/** One that sends notifications about a payment of 1530, as one provider does, and the verification that they meet. */
export interface Sender extends Format {
  readonly currency: string;
  readonly verifyNotification: PaymentProvider['verifyNotification'];
  /** A notification with the fields changed, signed by the provider, or by another in its name. */
  readonly signed: (changes?: Fields, how?: { by?: 'another'; secondsAgo?: number }) => RawNotification;
  /** A notification with fields of the payment changed that it is about, signed by the provider. */
  readonly about: (changes: Fields) => RawNotification;
  /** The headers that its signature is made of. */
  readonly signatureHeaders: readonly string[];
  /** How old one may be, in seconds; undefined when they have no age. */
  readonly age?: number;
}

/** What the secret of the sandbox is to hold. */
export const webhookSecret = 'whsec-test';

const json: Format = {
  fieldsOf: (text) => Object.keys(JSON.parse(text)),
  changed: (text, field, value) => JSON.stringify({ ...JSON.parse(text), [field]: value }),
  doubled: (text, field, value) => `{${JSON.stringify(field)}:${JSON.stringify(value)},${text.slice(1)}`,
  meaning: (body) => body.toString('base64'),
};

const form: Format = {
  fieldsOf: (text) => [...new URLSearchParams(text).keys()],
  changed: (text, field, value) => {
    const fields = new URLSearchParams(text);
    fields.set(field, textOf(value));
    return fields.toString();
  },
  doubled: (text, field, value) => `${text}&${new URLSearchParams({ [field]: textOf(value) })}`,
  // A form can be spelled in many ways, its signature in base64 too, and what is empty is not signed.
  meaning: (body) => {
    const fields = [...new URLSearchParams(new TextDecoder().decode(body))].filter(([, value]) => value !== '');
    const read = fields.map(([name, value]) => [
      name,
      name === 'sign' ? Buffer.from(value, 'base64').toString('hex') : value,
    ]);
    return JSON.stringify(read.sort());
  },
};

/** The senders of all providers, by the provider's name. */
export const senders = { sandbox, model, stripe, alipay, 'wechat-pay': weChatPay } as const satisfies Readonly<
  Record<PaymentMethod | 'model', (orderId: string) => Sender>
>;

function sandbox(orderId: string): Sender {
  const signed: Sender['signed'] = (changes, { by, secondsAgo = 0 } = {}) => {
    const body = Buffer.from(JSON.stringify({ id: 'evt-1', type: 'payment.authorised', orderId, ...changes }));
    const signature = signNotification(body, by ?? webhookSecret, nowInSeconds() - secondsAgo);
    return { headers: { 'sandbox-signature': signature }, body: body.toString('base64') };
  };
  return {
    ...json,
    currency: 'GBP',
    verifyNotification: sandboxProvider().verifyNotification,
    signed,
    about: signed,
    signatureHeaders: ['sandbox-signature'],
    age: toleranceSeconds,
  };
}

function model(orderId: string): Sender {
  const signed: Sender['signed'] = (changes, { by, secondsAgo = 0 } = {}) => {
    const said = { amount: 1530, currency: 'GBP', ...changes };
    const seconds = modelSeconds - secondsAgo;
    const { headers, body } = modelNotification(orderId, 'evt-1', { said, seconds });
    if (by === undefined) return { headers, body };
    return { headers: { 'model-signature': signNotification(Buffer.from(body, 'base64'), by, seconds) }, body };
  };
  return {
    ...json,
    currency: 'GBP',
    verifyNotification: verifyModelNotification,
    signed,
    about: signed,
    signatureHeaders: ['model-signature'],
    age: toleranceSeconds,
  };
}

function stripe(orderId: string): Sender {
  const secret = { apiKey: 'sk_test_1', webhookSecrets: [webhookSecret], returnUrl: 'https://shop.example/paid' };
  const account = stripeAccountOf(JSON.stringify(secret), 'https://stripe.invalid');
  const object = { object: 'payment_intent', id: 'pi_1', amount: 1530, currency: 'gbp', metadata: { orderId } };
  const event = { id: 'evt_1', object: 'event', type: 'payment_intent.succeeded', livemode: false, data: { object } };
  const signed: Sender['signed'] = (changes, { by, secondsAgo = 0 } = {}) => {
    const body = Buffer.from(JSON.stringify({ ...event, ...changes }));
    const signature = stripeSignature(body, [by ?? webhookSecret], nowInSeconds() - secondsAgo);
    return { headers: { 'stripe-signature': signature }, body: body.toString('base64') };
  };
  return {
    ...json,
    currency: 'GBP',
    verifyNotification: stripeProvider(async () => account).verifyNotification,
    signed,
    about: (changes) => signed({ data: { object: { ...object, ...changes } } }),
    signatureHeaders: ['stripe-signature'],
    age: toleranceSeconds,
  };
}

function alipay(orderId: string): Sender {
  const [keys, otherKeys] = [alipayWire.generateKeys(), alipayWire.generateKeys()];
  const { appId, sellerId, appPrivateKey: privateKey, alipayPublicKey } = keys;
  const secret = { appId, sellerId, privateKey, alipayPublicKey };
  const account = alipayAccountOf(JSON.stringify(secret), 'https://alipay.invalid');
  const fields = {
    notify_time: '2026-11-23 20:00:00',
    notify_type: 'trade_status_sync',
    notify_id: '2026112300222200000000000000000001',
    charset: 'utf-8',
    version: '1.0',
    app_id: appId,
    seller_id: sellerId,
    buyer_logon_id: '顾***客+50%@example.com',
    out_trade_no: orderId.replaceAll('-', ''),
    trade_status: 'TRADE_SUCCESS',
    total_amount: '15.30',
  };
  const signed: Sender['signed'] = (changes = {}, { by } = {}) => {
    const said = Object.entries({ ...fields, ...changes }).map(([name, value]) => [name, textOf(value)]);
    const body = alipayWire.signedForm(Object.fromEntries(said), by === undefined ? keys : otherKeys);
    return { headers: {}, body: Buffer.from(body).toString('base64') };
  };
  return {
    ...form,
    currency: 'CNY',
    verifyNotification: alipayProvider({ account: async () => account }).verifyNotification,
    signed,
    about: signed,
    signatureHeaders: [],
  };
}

const weChatPayHeaders = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'] as const;

function weChatPay(orderId: string): Sender {
  const keys = weChatPayWire.generateKeys();
  const otherKeys = { ...weChatPayWire.generateKeys(), platformSerial: keys.platformSerial };
  const merchant = { ...keys, platformKeys: { [keys.platformSerial]: keys.platformPublicKey } };
  const content = {
    mchid: keys.mchid,
    appid: keys.appid,
    out_trade_no: orderId.replaceAll('-', ''),
    trade_state: 'SUCCESS',
    amount: { total: 1530, currency: 'CNY' },
  };
  const encrypted = (of: Fields) => weChatPayWire.encryptedResource(of, 'transaction', keys.apiV3Key);
  const resource = encrypted(content);
  const envelope = { id: 'evt-1', event_type: 'TRANSACTION.SUCCESS', resource_type: 'encrypt-resource', resource };
  const signed: Sender['signed'] = (changes, { by, secondsAgo = 0 } = {}) => {
    const body = Buffer.from(JSON.stringify({ ...envelope, ...changes }));
    const signer = by === undefined ? keys : otherKeys;
    const headers = weChatPayWire.signedHeaders(body, signer, nowInSeconds() - secondsAgo);
    const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return { headers: Object.fromEntries(lowerCased), body: body.toString('base64') };
  };
  return {
    ...json,
    currency: 'CNY',
    verifyNotification: weChatPayProvider({ merchant: async () => merchant }).verifyNotification,
    signed,
    about: (changes) => signed({ resource: encrypted({ ...content, ...changes }) }),
    signatureHeaders: weChatPayHeaders,
    // Its signature is taken in one spelling only.
    meaning: (body, headers) =>
      [json.meaning(body, headers), ...weChatPayHeaders.map((name) => headers[name])].join('|'),
    age: toleranceSeconds,
  };
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A value as a form's field holds it. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
