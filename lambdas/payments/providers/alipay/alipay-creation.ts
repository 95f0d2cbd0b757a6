import * as z from 'zod/mini';
import type { Clock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import { type PaymentRequest, type ProviderPayment, shopPage } from '../../payment-provider.ts';
import type { AlipayAccount } from './alipay-account.ts';
import { yuan } from './alipay-amount.ts';
import { unavailable } from './alipay-client.ts';
import { alipayOrderNumber } from './alipay-order-number.ts';
import { alipayTime } from './alipay-time.ts';
import { type Ask, type alipayTrades, currency, refused, standing, standsOtherwise } from './alipay-trades.ts';

/** The most that it takes at once, in fen. */
const limit = 10_000_000_000;

/** How long a signed page opens: Alipay takes no request whose time is further from its own. */
const pageMilliseconds = 15 * 60 * 1000;

/**
 * Answers to creating that are ours to mend: our shop's account and contract, or what we send. Any other no to a
 * payment is one that no wait changes: it is above a limit, or not for this customer. Source: opendocs.alipay.com,
 * alipay.trade.precreate, 业务错误码, 2026-11.
 */
const ourFaults =
  /^ACQ\.(?:INVALID_|ACCESS_|EXIST_FORBIDDEN_|PARTNER_|SELLER_|ERROR_SELLER_|MERCHANT_STATUS_|SECONDARY_|RESTRICTED_|DEFAULT_SETTLE_|PLATFORM_|STORE_)/;

const Created = z.object({ outTradeNo: z.string(), qrCode: z.string().check(z.minLength(1)) });

/** What creating a payment needs. */
interface CreationPorts {
  readonly ask: Ask;
  readonly account: () => Promise<AlipayAccount>;
  readonly trades: ReturnType<typeof alipayTrades>;
  readonly clock: Clock;
}

/** Creates a payment as the customer chose it, or finds it; declines what Alipay does not take, without asking. */
export async function begin(request: PaymentRequest, ports: CreationPorts): Promise<ProviderPayment> {
  const { amount, currency: asked, instruction } = request;
  const isTaken = asked === currency && amount >= 1 && amount <= limit;
  if (isTaken && instruction.token === 'qr') return scannable(request, ports);
  if (isTaken && instruction.token === 'page') return payable(request, ports);
  return { ...standing('DECLINED', amount), currency: asked };
}

/**
 * Asking again with the same number and amount gives a code for the same trade, so that nothing need be looked up
 * before.
 */
async function scannable(request: PaymentRequest, { ask, trades }: CreationPorts): Promise<ProviderPayment> {
  const content = { ...orderFor(request), qr_code_timeout_express: timeoutOf(request.waitSeconds) };
  const { error, body } = await ask('alipay.trade.precreate', content, {
    notify_url: environment('NOTIFICATION_URL'),
  });
  if (error !== undefined && standsOtherwise.includes(error)) {
    const now = await trades.find(request);
    if (now !== undefined) return now;
    if (error === 'ACQ.TRADE_HAS_CLOSE') return standing('VOIDED', request.amount);
    throw refused('to create a payment', error);
  }
  if (error !== undefined && ourFaults.test(error)) throw refused('to create a payment', error);
  if (error !== undefined) return standing('DECLINED', request.amount);
  const { data: created } = z.safeParse(Created, body);
  if (created?.outTradeNo !== content.out_trade_no) throw unavailable('the answer is not about the payment asked for');
  return { ...standing('PENDING', request.amount), payUrl: created.qrCode };
}

/** The page's address is signed here, not asked for: the payment begins when it is opened. */
async function payable(request: PaymentRequest, { account, trades, clock }: CreationPorts): Promise<ProviderPayment> {
  const now = (await trades.find(request)) ?? standing('PENDING', request.amount);
  if (now.status !== 'PENDING') return now;
  const { sdk, returnUrl } = await account();
  const payUrl = sdk.pageExecute('alipay.trade.page.pay', 'GET', {
    timestamp: alipayTime(clock()),
    notify_url: environment('NOTIFICATION_URL'),
    ...(returnUrl !== undefined && { return_url: returnUrl }),
    bizContent: { ...orderFor(request), product_code: 'FAST_INSTANT_TRADE_PAY' },
  });
  return {
    ...now,
    payUrl,
    payUrlExpiresAt: new Date(clock().getTime() + pageMilliseconds).toISOString(),
    ...(returnUrl !== undefined && { payPageUrl: shopPage(returnUrl, request.orderId) }),
  };
}

/** What a trade is created from. A repeat must not differ. */
function orderFor({ orderId, amount, waitSeconds }: PaymentRequest) {
  return {
    out_trade_no: alipayOrderNumber(orderId),
    total_amount: yuan(amount),
    subject: `Order ${orderId.slice(0, 8)}`,
    timeout_express: timeoutOf(waitSeconds),
  };
}

/** In whole minutes. */
function timeoutOf(waitSeconds: number): string {
  return `${Math.max(1, Math.ceil(waitSeconds / 60))}m`;
}
