import { isIP } from 'node:net';
import * as z from 'zod/mini';
import type { Clock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import { PaymentDeclined } from '../../payment-errors.ts';
import { type PaymentRequest, type ProviderPayment, shopPage } from '../../payment-provider.ts';
import { unavailable } from './wechat-pay-client.ts';
import { weChatPayOrderNumber } from './wechat-pay-order-number.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';
import { type Ask, currency, refused, standing, type weChatPayTrades } from './wechat-pay-trades.ts';

/**
 * The ends of the time to pay lie this far apart, in seconds. A repeated request must be the same to the letter, or it
 * is refused (OUT_TRADE_NO_USED): a repeat within this time asks for the same end, or for the one before.
 */
const expiryStepSeconds = 300;

/**
 * How long a code or a page opens after it was asked for. The page opens from a page of the shop only: WeChat Pay looks
 * at the Referer. Source: pay.weixin.qq.com/doc/v3/merchant/4012791834 and 4012791877, 2026-11.
 */
const linkMilliseconds = { native: 2 * 60 * 60 * 1000, h5: 5 * 60 * 1000 } as const;

/** China knows no summer time. */
const chinaOffsetMilliseconds = 8 * 60 * 60 * 1000;

/** Answers to creating or closing that mean: it stands otherwise than thought, so ask how. */
export const standsOtherwise: readonly string[] = [
  'ORDERPAID',
  'ORDERCLOSED',
  'OUTTRADENOUSED',
  'INVALIDREQUEST',
  'USERPAYING',
];

/**
 * Answers to creating that are ours to mend: our merchant, our keys or what we send. Any other no to a payment is one
 * that no wait changes (`RULE_LIMIT`, `TRADE_ERROR`, `ACCOUNT_ERROR`). Source: pay.weixin.qq.com, Native 下单, 错误码,
 * 2026-11.
 */
const ourFaults = /^(?:PARAM|APPID|MCH|NOAUTH|SIGN|RESOURCENOTEXIST|INVALIDREQ|REQUEST|LACK|NOTUTF8|UNKNOWN)/;

/** What creating a payment needs. */
interface CreationPorts {
  readonly ask: Ask;
  readonly merchant: () => Promise<WeChatPayMerchant>;
  readonly trades: ReturnType<typeof weChatPayTrades>;
  readonly clock: Clock;
}

/** Creates a payment of the customer's choice, or finds it. @throws PaymentDeclined */
export async function begin(request: PaymentRequest, ports: CreationPorts): Promise<ProviderPayment> {
  const { merchant, trades, clock } = ports;
  const kind = kindOf(request.instruction.token);
  if (request.currency !== currency || request.amount < 1 || kind === undefined) {
    return { ...standing('DECLINED', request.amount), currency: request.currency };
  }
  const expiry = expiryOf(request, clock());
  const { returnUrl } = await merchant();
  const payUrlExpiresAt = new Date(clock().getTime() + linkMilliseconds[kind]).toISOString();
  const pending = (payUrl: string) => ({
    ...standing('PENDING', request.amount),
    payUrl,
    payUrlExpiresAt,
    ...(returnUrl !== undefined && { payPageUrl: shopPage(returnUrl, request.orderId) }),
  });

  const payUrl = await create(request, kind, expiry, ports);
  if (payUrl !== undefined) return pending(payUrl);
  const now = await trades.find(request);
  if (now === undefined) throw refused('to create a payment', 'and does not know it either');
  if (now.status !== 'PENDING') return now;
  // It was created, but the answer was lost: the same request, to the letter, gives the address once more.
  const earlierPayUrl = await create(request, kind, expiry - expiryStepSeconds * 1000, ports);
  return earlierPayUrl === undefined ? trades.query(request) : pending(earlierPayUrl);
}

/** The page or code to pay with, or undefined where the payment stands otherwise. */
async function create(
  request: PaymentRequest,
  kind: 'native' | 'h5',
  expiry: number,
  { ask, merchant }: CreationPorts,
): Promise<string | undefined> {
  const { mchid, appid } = await merchant();
  const { error, body } = await ask('POST', `/v3/pay/transactions/${kind}`, {
    appid,
    mchid,
    description: `Order ${request.orderId.slice(0, 8)}`,
    out_trade_no: weChatPayOrderNumber(request.orderId),
    time_expire: chinaTime(expiry),
    notify_url: environment('NOTIFICATION_URL'),
    amount: { total: request.amount, currency },
    ...(kind === 'h5' && {
      scene_info: { payer_client_ip: addressIn(request.instruction.token), h5_info: { type: 'Wap' } },
    }),
  });
  if (error !== undefined && standsOtherwise.includes(error)) return undefined;
  if (error !== undefined && ourFaults.test(error)) throw refused('to create a payment', error);
  if (error !== undefined) throw new PaymentDeclined(request.orderId);
  const { data: created } = z.safeParse(
    z.object({ code_url: z.optional(z.string()), h5_url: z.optional(z.string()) }),
    body,
  );
  const payUrl = kind === 'h5' ? created?.h5_url : created?.code_url;
  if (payUrl === undefined) throw unavailable('a created payment is without its address');
  return payUrl;
}

/**
 * When the time to pay ends, in milliseconds since the epoch: not before the wait is over. A repeat asks for the same
 * end, unless that is over: then the order waits anew.
 */
function expiryOf({ begunAt, waitSeconds }: PaymentRequest, now: Date): number {
  const step = expiryStepSeconds * 1000;
  const from = (begun: number) => Math.ceil((begun + waitSeconds * 1000) / step) * step;
  const first = from(begunAt === undefined ? now.getTime() : Date.parse(begunAt));
  return first > now.getTime() ? first : from(now.getTime());
}

/** RFC 3339 with China's offset. */
function chinaTime(milliseconds: number): string {
  return new Date(milliseconds + chinaOffsetMilliseconds).toISOString().replace(/\.\d{3}Z$/, '+08:00');
}

/** How the customer wants to pay, or undefined for a token that is none of ours. */
function kindOf(token: string): 'native' | 'h5' | undefined {
  if (token === 'native' || token === 'h5') return token;
  return token.startsWith('h5:') && isIP(addressIn(token)) !== 0 ? 'h5' : undefined;
}

function addressIn(token: string): string {
  return token.slice('h5:'.length) || '127.0.0.1';
}
