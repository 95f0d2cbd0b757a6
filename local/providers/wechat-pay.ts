import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { providerServer } from './provider-server.ts';
import { type ForgedAs, WeChatPayNotifier } from './wechat-pay-notifier.ts';
import { type LocalRefund, refundedOf, type Trade, Trades, WeChatPayError } from './wechat-pay-trades.ts';
import {
  chinaTime,
  generateCertificateKey,
  generateKeys,
  isAuthorized,
  type PlatformKey,
  signedHeaders,
  type WeChatPayKeys,
} from './wechat-pay-wire.ts';

/** What a call to WeChat Pay is for. */
export type WeChatPayOperation =
  | 'authorize'
  | 'query'
  | 'queryRefund'
  | 'queryComplaint'
  | 'void'
  | 'refund'
  | 'settled'
  | 'download';

/** What the server does wrong, from now on or so many times. */
export interface WeChatPayMode {
  readonly orderId?: string;
  readonly operation?: WeChatPayOperation;
  /** Answers 500 SYSTEM_ERROR and does nothing. */
  readonly down?: true | number;
  /** Cuts the connection and does nothing. */
  readonly reset?: true | number;
  /** Does it, and cuts the connection. */
  readonly answerLost?: true | number;
  readonly unsigned?: true | number;
  readonly wronglySigned?: true | number;
  readonly unknownSerial?: true | number;
  /** Signs its answer in the past. */
  readonly stale?: true | number;
  /** Answers, signed, what is no JSON. */
  readonly malformed?: true | number;
  /** Answers this error and does nothing. */
  readonly error?: { readonly status: number; readonly code: string };
  /** How often it answers `error`; for ever when it is not said. */
  readonly errors?: number;
  readonly slowMilliseconds?: number;
  /** Sends no notifications of these orders. */
  readonly silent?: true;
}

/**
 * With which of its keys it signs: in the change-over, answers with the one that the request names, the certificate when it names
 * none.
 */
export type WeChatPaySigning = 'certificate' | 'change-over' | 'public-key';

/** How the server is started. */
export interface WeChatPayOptions {
  readonly port?: number;
  readonly keys?: WeChatPayKeys;
  /** Where all notifications go; otherwise where each request says. */
  readonly notificationUrl?: string;
  /** The pauses before a notification that was not answered 200 or 204 is sent again. */
  readonly repeatMilliseconds?: readonly number[];
  /** How long a refund is PROCESSING. */
  readonly refundMilliseconds?: number;
}

interface Call {
  readonly operation: WeChatPayOperation;
  readonly orderNumber: string | undefined;
}

type CountedFault = Exclude<keyof WeChatPayMode, 'orderId' | 'operation' | 'error' | 'slowMilliseconds' | 'silent'>;

/** An answer; nothing stands for 204. */
type Answer = Record<string, unknown> | undefined;

/**
 * WeChat Pay v3 on this machine: creates, queries, closes and refunds native and H5 payments, gives bills, and sends
 * notifications, with real signatures of its own test keys. State is in memory.
 *
 * Control interface: `POST /_control/pay|fail|expire|state|refund|complain|book|signing|mode|notify`, `GET /_control/payments`.
 *
 * @example
 * const weChatPay = await startWeChatPay();
 * await weChatPay.control('pay', { orderId });
 */
export async function startWeChatPay({
  port = 0,
  keys = generateKeys(),
  notificationUrl,
  repeatMilliseconds = [100, 300, 1_000, 3_000],
  refundMilliseconds = 20,
}: WeChatPayOptions = {}) {
  const trades = new Trades();
  const notifier = new WeChatPayNotifier(keys, repeatMilliseconds, notificationUrl);
  const certificate = generateCertificateKey();
  let signing: WeChatPaySigning = 'public-key';
  const modes: Record<string, unknown>[] = [];
  const calls = new Map<string, Record<string, number>>();
  const bills = new Map<string, string>();
  const complaints = new Map<string, Record<string, unknown>>();

  const isMeant = (mode: WeChatPayMode, { operation, orderNumber }: Call) =>
    (mode.operation ?? operation) === operation &&
    (mode.orderId === undefined || numberOf(mode.orderId) === orderNumber);

  /** The mode that says so of this call, used up by one. */
  function faultOf(call: Call, fault: CountedFault): WeChatPayMode | undefined {
    const mode = modes.find((mode) => isMeant(mode, call) && mode[fault] !== undefined && mode[fault] !== 0);
    if (mode !== undefined && typeof mode[fault] === 'number') mode[fault] = Number(mode[fault]) - 1;
    return mode;
  }

  function isSilent(orderNumber: string): boolean {
    return modes.some(
      ({ silent, orderId }) => silent === true && (orderId === undefined || numberOf(String(orderId)) === orderNumber),
    );
  }

  function perform({ operation }: Call, request: Record<string, unknown>, url: URL): Answer {
    const number = decodeURIComponent(url.pathname.split('/')[5] ?? '');
    switch (operation) {
      case 'authorize': {
        assertMerchant(request.mchid);
        if (request.appid !== keys.appid) throw new WeChatPayError(400, 'APPID_MCHID_NOT_MATCH');
        const kind = url.pathname.endsWith('/h5') ? 'h5' : 'native';
        return { [kind === 'h5' ? 'h5_url' : 'code_url']: trades.create(kind, request).payUrl };
      }
      case 'query':
        assertMerchant(url.searchParams.get('mchid'));
        return tradeAnswer(trades.get(number), keys);
      case 'void':
        assertMerchant(request.mchid);
        trades.close(number);
        return undefined;
      case 'refund': {
        const { trade, refund, isNew } = trades.refund(request);
        const succeed = () => refund.status === 'PROCESSING' && settleRefund(trade, refund);
        if (isNew) setTimeout(succeed, refundMilliseconds).unref();
        return refundAnswer(trade, refund);
      }
      case 'queryRefund': {
        const { trade, refund } = trades.findRefund(number);
        return refundAnswer(trade, refund);
      }
      case 'queryComplaint': {
        const complaint = complaints.get(decodeURIComponent(url.pathname.split('/')[4] ?? ''));
        if (complaint === undefined) throw new WeChatPayError(404, 'RESOURCE_NOT_EXISTS');
        return complaint;
      }
      case 'settled': {
        const bill = trades.bill(url.searchParams.get('bill_date') ?? '', keys);
        if (bill === undefined) throw new WeChatPayError(400, 'NO_STATEMENT_EXIST');
        const token = randomBytes(8).toString('hex');
        bills.set(token, bill);
        return {
          hash_type: 'SHA1',
          hash_value: createHash('sha1').update(bill).digest('hex'),
          download_url: `${server.url}/v3/billdownload/file?token=${token}`,
        };
      }
      case 'download':
        return {};
    }
  }

  function assertMerchant(mchid: unknown): void {
    if (mchid !== keys.mchid) throw new WeChatPayError(400, 'PARAM_ERROR', 'mchid');
  }

  function settleRefund(trade: Trade, refund: LocalRefund, status: LocalRefund['status'] = 'SUCCESS'): void {
    if (refund.status === status) return;
    refund.status = status;
    notifier.refunded(trade, refund, isSilent(trade.outTradeNo));
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const url = new URL(request.url ?? '/', server.url);
    const body = parsed(text);
    const operation = operationOf(request.method ?? '', url.pathname);
    if (operation === undefined) return answer(response, 404, { code: 'RESOURCE_NOT_EXISTS', message: 'no such API' });
    const call: Call = { operation, orderNumber: orderNumberOf(operation, url, body) };
    count(call);

    const slow = modes.find((mode) => isMeant(mode, call) && mode.slowMilliseconds !== undefined);
    if (slow !== undefined) await sleep(Number(slow.slowMilliseconds));
    if (faultOf(call, 'reset') !== undefined) return void request.socket.destroy();
    if (faultOf(call, 'down') !== undefined) return answer(response, 500, { code: 'SYSTEM_ERROR', message: 'down' });
    const failing = modes.find((mode) => isMeant(mode, call) && mode.error !== undefined && mode.errors !== 0);
    if (failing !== undefined) {
      if (typeof failing.errors === 'number') failing.errors -= 1;
      const { status, code } = failing.error as NonNullable<WeChatPayMode['error']>;
      return answer(response, status, { code, message: code }, call);
    }
    if (
      !isAuthorized(
        request.headers.authorization,
        { method: request.method ?? '', target: request.url ?? '', body: text },
        keys,
      )
    ) {
      return answer(response, 401, { code: 'SIGN_ERROR', message: 'the signature does not verify' });
    }

    try {
      const result = perform(call, body, url);
      if (faultOf(call, 'answerLost') !== undefined) return void request.socket.destroy();
      if (operation === 'download') {
        const bill = bills.get(url.searchParams.get('token') ?? '');
        // Downloads are not signed.
        response.writeHead(bill === undefined ? 404 : 200, { 'content-type': 'text/plain' });
        return void response.end(faultOf(call, 'malformed') === undefined ? bill : `${bill} `);
      }
      answer(response, result === undefined ? 204 : 200, result, call);
    } catch (error) {
      if (!(error instanceof WeChatPayError)) throw error;
      answer(response, error.status, { code: error.code, message: error.message }, call);
    }
  }

  function answer(response: ServerResponse, status: number, content: Answer, call?: Call): void {
    const isMalformed = call !== undefined && faultOf(call, 'malformed') !== undefined;
    const body = Buffer.from(isMalformed ? '<html>' : content === undefined ? '' : JSON.stringify(content));
    const isStale = call !== undefined && faultOf(call, 'stale') !== undefined;
    const key = signerOf(response.req.headers['wechatpay-serial']);
    let headers = signedHeaders(body, key, Math.floor(Date.now() / 1000) - (isStale ? 600 : 0));
    if (call !== undefined && faultOf(call, 'wronglySigned') !== undefined) {
      headers = { ...signedHeaders(Buffer.from('{}{}'), keys) };
    }
    if (call !== undefined && faultOf(call, 'unknownSerial') !== undefined) {
      headers = { ...headers, 'Wechatpay-Serial': 'PUB_KEY_ID_UNKNOWN' };
    }
    if (call !== undefined && faultOf(call, 'unsigned') !== undefined) headers = {};
    response.writeHead(status, { ...headers, 'content-type': 'application/json; charset=utf-8' });
    response.end(body);
  }

  function signerOf(named: unknown): PlatformKey {
    if (signing === 'change-over') return named === keys.platformSerial ? keys : certificate;
    return signing === 'public-key' ? keys : certificate;
  }

  function count({ operation, orderNumber = '' }: Call): void {
    const known = calls.get(orderNumber) ?? {};
    calls.set(orderNumber, { ...known, [operation]: (known[operation] ?? 0) + 1 });
  }

  function orderNumberOf(operation: WeChatPayOperation, url: URL, body: Record<string, unknown>): string | undefined {
    const parts = url.pathname.split('/');
    if (operation === 'authorize' || operation === 'refund') return String(body.out_trade_no);
    if (operation === 'query' || operation === 'void') return parts[5];
    if (operation !== 'queryRefund') return undefined;
    for (const trade of trades.all()) {
      if (trade.refunds.has(decodeURIComponent(parts[5] ?? ''))) return trade.outTradeNo;
    }
    return undefined;
  }

  async function performControl(path: string, body: Record<string, unknown>): Promise<unknown> {
    const orderNumber = numberOf(String(body.orderId ?? ''));
    switch (path) {
      case 'pay': {
        const trade = trades.pay(orderNumber);
        notifier.paid(trade, isSilent(orderNumber));
        return { status: trade.state };
      }
      case 'fail':
        trades.get(orderNumber).state = 'PAYERROR';
        return {};
      case 'expire':
        trades.get(orderNumber).expiresAt = new Date(0);
        return {};
      case 'state': {
        const trade = trades.get(orderNumber);
        trade.state = body.state as Trade['state'];
        return {};
      }
      case 'refund': {
        // The fate of a refund that was made, or one as on the merchant platform: under a number that is none of ours.
        if (body.refundId === undefined) {
          const { total } = trades.get(orderNumber);
          const amount = { refund: body.amount, total, currency: 'CNY' };
          const asked = { out_trade_no: orderNumber, out_refund_no: `mp-${randomBytes(8).toString('hex')}`, amount };
          const { trade, refund } = trades.refund(asked);
          settleRefund(trade, refund);
          return { refundId: refund.outRefundNo };
        }
        const { trade, refund } = trades.findRefund(String(body.refundId));
        settleRefund(trade, refund, body.status as LocalRefund['status']);
        return {};
      }
      case 'book':
        trades.book(orderNumber, new Date(String(body.at)));
        return {};
      case 'signing':
        signing = body.by as WeChatPaySigning;
        return {};
      case 'complain': {
        // The customer complains to WeChat Pay, or their complaint goes on to this state.
        const trade = trades.get(orderNumber);
        const id = `2002${orderNumber.slice(0, 26)}`;
        const state = String(body.state ?? 'PENDING');
        const isNew = !complaints.has(id);
        complaints.set(id, {
          complaint_id: id,
          complaint_time: chinaTime(new Date()),
          complaint_detail: '没有收到商品',
          complaint_state: state,
          complaint_order_info: [
            { transaction_id: trade.transactionId, out_trade_no: trade.outTradeNo, amount: trade.total },
          ],
          problem_type: 'SERVICE_NOT_WORK',
        });
        notifier.complained(trade, id, isNew, isSilent(orderNumber));
        return { complaintId: id };
      }
      case 'mode':
        if (body.clear === true) modes.length = 0;
        else modes.push(body);
        return {};
      case 'notify':
        if (typeof body.delayMilliseconds === 'number') await sleep(body.delayMilliseconds);
        return {
          sent: await notifier.again(trades.get(orderNumber), {
            times: Number(body.times ?? 1),
            order: body.order as 'reverse' | readonly number[] | undefined,
            forge: body.forge as ForgedAs | undefined,
          }),
        };
      case 'payments':
        return ledger();
      default:
        throw new WeChatPayError(404, 'NO_SUCH_CONTROL');
    }
  }

  function ledger(): Record<string, unknown> {
    const numbers = new Set([...[...trades.all()].map(({ outTradeNo }) => outTradeNo), ...calls.keys()]);
    numbers.delete('');
    return Object.fromEntries(
      [...numbers].map((number) => {
        const trade = trades.peek(number);
        const entry = {
          status: trade?.state ?? 'NONE',
          amount: trade?.total ?? 0,
          currency: 'CNY',
          captured: trade?.paidAt === undefined ? 0 : trade.total,
          refunded: trade === undefined ? 0 : refundedOf(trade),
          refundIds: [...(trade?.refunds.keys() ?? [])],
          expiresAt: trade?.expiresAt.toISOString(),
          payUrl: trade?.payUrl,
          calls: calls.get(number) ?? {},
          notifications: notifier.sentAbout(number),
        };
        return [orderIdOf(number), entry];
      }),
    );
  }

  const server = await providerServer({
    port,
    answer: answerApi,
    performControl,
    refusalOf: (error) =>
      error instanceof WeChatPayError
        ? { status: error.status, content: { code: error.code, message: error.message } }
        : undefined,
    stop: () => notifier.stop(),
  });
  const { mchid, appid, merchantSerial, merchantPrivateKey, apiV3Key, platformSerial, platformPublicKey } = keys;

  return {
    ...server,
    keys,
    certificate,
    /** What the service's secret of WeChat Pay is to hold, as JSON. */
    secret: JSON.stringify({
      mchid,
      appid,
      merchantSerial,
      merchantPrivateKey,
      apiV3Key,
      platformKeys: { [platformSerial]: platformPublicKey },
    }),
  };
}

function operationOf(method: string, path: string): WeChatPayOperation | undefined {
  const routes: readonly [string, RegExp, WeChatPayOperation][] = [
    ['POST', /^\/v3\/pay\/transactions\/(?:native|h5)$/, 'authorize'],
    ['GET', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+$/, 'query'],
    ['POST', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/, 'void'],
    ['POST', /^\/v3\/refund\/domestic\/refunds$/, 'refund'],
    ['GET', /^\/v3\/refund\/domestic\/refunds\/[^/]+$/, 'queryRefund'],
    ['GET', /^\/v3\/merchant-service\/complaints-v2\/[^/]+$/, 'queryComplaint'],
    ['GET', /^\/v3\/bill\/tradebill$/, 'settled'],
    ['GET', /^\/v3\/billdownload\/file$/, 'download'],
  ];
  return routes.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
}

function tradeAnswer(trade: Trade, { mchid, appid }: WeChatPayKeys): Record<string, unknown> {
  const isPaid = trade.paidAt !== undefined;
  return {
    mchid,
    appid,
    out_trade_no: trade.outTradeNo,
    trade_state: trade.state,
    trade_state_desc: trade.state,
    payer: isPaid ? { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } : {},
    amount: { total: trade.total, payer_currency: 'CNY', ...(isPaid && { payer_total: trade.total, currency: 'CNY' }) },
    ...(trade.paidAt !== undefined && {
      transaction_id: trade.transactionId,
      trade_type: trade.kind === 'native' ? 'NATIVE' : 'MWEB',
      bank_type: 'OTHERS',
      success_time: chinaTime(trade.paidAt),
    }),
  };
}

function refundAnswer(trade: Trade, refund: LocalRefund): Record<string, unknown> {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: trade.transactionId,
    out_trade_no: trade.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: chinaTime(refund.createdAt),
    status: refund.status,
    amount: {
      total: trade.total,
      refund: refund.amount,
      payer_total: trade.total,
      payer_refund: refund.amount,
      currency: 'CNY',
    },
  };
}

function numberOf(orderId: string): string {
  return orderId.replaceAll('-', '');
}

function orderIdOf(number: string): string {
  return number.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
