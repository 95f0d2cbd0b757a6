import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, Faults, type Mode } from '../faults.ts';
import { defaultRepeats } from '../notifier.ts';
import { providerServer, type Told } from '../provider-server.ts';
import { jsonObject, numberOf, orderIdOf } from '../wallet-wire.ts';
import { WeChatPayNotifier } from './wechat-pay-notifier.ts';
import { type LocalRefund, type Trade, WeChatPayError, WeChatPayTrades } from './wechat-pay-trades.ts';
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

/** What the server does wrong: down is a 500 SYSTEM_ERROR. */
export interface WeChatPayMode extends Mode<WeChatPayOperation> {
  readonly unsigned?: true | number;
  readonly wronglySigned?: true | number;
  readonly unknownSerial?: true | number;
  /** Signs its answer in the past. */
  readonly stale?: true | number;
  readonly error?: { readonly status: number; readonly code: string };
}

/**
 * With which of its keys it signs: in the change-over, answers with the one that the request names, the certificate
 * when it names none.
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

type WeChatPayCall = Call<WeChatPayOperation>;

/** An answer; nothing stands for 204. */
type Answer = Record<string, unknown> | undefined;

/**
 * WeChat Pay v3 on this machine: creates, queries, closes and refunds native and H5 payments, gives bills, and sends
 * notifications, with real signatures of its own test keys. State is in memory.
 *
 * Control interface, beside what all providers have: `POST
 * /_control/pay|fail|expire|state|refund|complain|book|signing`.
 *
 * @example
 * const weChatPay = await startWeChatPay();
 * await weChatPay.control('pay', { orderId });
 */
export async function startWeChatPay({
  port = 0,
  keys = generateKeys(),
  notificationUrl,
  repeatMilliseconds = defaultRepeats,
  refundMilliseconds = 20,
}: WeChatPayOptions = {}) {
  const trades = new WeChatPayTrades();
  const notifier = new WeChatPayNotifier(keys, repeatMilliseconds, notificationUrl);
  const certificate = generateCertificateKey();
  let signing: WeChatPaySigning = 'public-key';
  const faults = new Faults<WeChatPayOperation, WeChatPayMode>();
  const bills = new Map<string, string>();
  const complaints = new Map<string, Record<string, unknown>>();

  const isSilent = ({ outTradeNo }: Trade) => faults.isOn('silent', orderIdOf(outTradeNo));

  function perform({ operation }: WeChatPayCall, request: Record<string, unknown>, url: URL): Answer {
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
    notifier.refunded(trade, refund, isSilent(trade));
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const url = new URL(request.url ?? '/', server.url);
    const body = jsonObject(text);
    const operation = operationOf(request.method ?? '', url.pathname);
    if (operation === undefined) return answer(response, 404, { code: 'RESOURCE_NOT_EXISTS', message: 'no such API' });
    const call = { operation, orderId: orderIdIn(operation, url, body) };
    if (!(await faults.begin(call, request.socket))) return;
    if (faults.has(call, 'down')) return answer(response, 500, { code: 'SYSTEM_ERROR', message: 'down' });
    const failing = faults.errorOf(call);
    if (failing !== undefined) {
      return answer(response, failing.status, { code: failing.code, message: failing.code }, call);
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
      if (faults.has(call, 'answerLost')) return void request.socket.destroy();
      if (operation === 'download') {
        const bill = bills.get(url.searchParams.get('token') ?? '');
        // Downloads are not signed.
        response.writeHead(bill === undefined ? 404 : 200, { 'content-type': 'text/plain' });
        return void response.end(faults.has(call, 'malformed') ? `${bill} ` : bill);
      }
      answer(response, result === undefined ? 204 : 200, result, call);
    } catch (error) {
      if (!(error instanceof WeChatPayError)) throw error;
      answer(response, error.status, { code: error.code, message: error.message }, call);
    }
  }

  function answer(response: ServerResponse, status: number, content: Answer, call?: WeChatPayCall): void {
    const has = (fault: Parameters<typeof faults.has>[1]) => call !== undefined && faults.has(call, fault);
    const body = Buffer.from(has('malformed') ? '<html>' : content === undefined ? '' : JSON.stringify(content));
    const key = signerOf(response.req.headers['wechatpay-serial']);
    const headers = has('wronglySigned')
      ? signedHeaders(Buffer.from('{}{}'), keys)
      : signedHeaders(body, key, Math.floor(Date.now() / 1000) - (has('stale') ? 600 : 0));
    response.writeHead(status, {
      ...(!has('unsigned') && headers),
      ...(has('unknownSerial') && { 'Wechatpay-Serial': 'PUB_KEY_ID_UNKNOWN' }),
      'content-type': 'application/json; charset=utf-8',
    });
    response.end(body);
  }

  function signerOf(named: unknown): PlatformKey {
    if (signing === 'change-over') return named === keys.platformSerial ? keys : certificate;
    return signing === 'public-key' ? keys : certificate;
  }

  /** Which order a call is about, as far as it can be seen. */
  function orderIdIn(operation: WeChatPayOperation, url: URL, body: Record<string, unknown>): string | undefined {
    const part = decodeURIComponent(url.pathname.split('/')[5] ?? '');
    if (operation === 'authorize' || operation === 'refund') return orderIdOf(String(body.out_trade_no));
    if (operation === 'query' || operation === 'void') return orderIdOf(part);
    return operation === 'queryRefund' ? trades.orderOfRefund(part) : undefined;
  }

  const controls = {
    pay({ orderId }: Told) {
      const trade = trades.pay(numberOf(orderId));
      notifier.paid(trade, isSilent(trade));
      return { status: trade.state };
    },
    fail({ orderId }: Told) {
      trades.get(numberOf(orderId)).state = 'PAYERROR';
    },
    expire({ orderId }: Told) {
      trades.get(numberOf(orderId)).expiresAt = new Date(0);
    },
    state({ orderId, state }: Told) {
      trades.get(numberOf(orderId)).state = state as Trade['state'];
    },
    refund({ orderId, refundId, amount, status }: Told) {
      if (refundId !== undefined) {
        // The fate of a refund that was made.
        const { trade, refund } = trades.findRefund(String(refundId));
        return settleRefund(trade, refund, status as LocalRefund['status']);
      }
      // As on the merchant platform: under a number that is none of ours.
      const { outTradeNo, total } = trades.get(numberOf(orderId));
      const { trade, refund } = trades.refund({
        out_trade_no: outTradeNo,
        out_refund_no: `mp-${randomBytes(8).toString('hex')}`,
        amount: { refund: amount, total, currency: 'CNY' },
      });
      settleRefund(trade, refund);
      return { refundId: refund.outRefundNo };
    },
    book: ({ orderId, at }: Told) => trades.book(numberOf(orderId), new Date(String(at))),
    signing({ by }: Told) {
      signing = by as WeChatPaySigning;
    },
    complain({ orderId, state = 'PENDING' }: Told) {
      // The customer complains to WeChat Pay, or their complaint goes on to this state.
      const trade = trades.get(numberOf(orderId));
      const id = `2002${trade.outTradeNo.slice(0, 26)}`;
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
      notifier.complained(trade, id, isNew, isSilent(trade));
      return { complaintId: id };
    },
  };

  const server = await providerServer({
    port,
    answer: answerApi,
    faults,
    controls,
    notifyAgain({ orderId }, repetition) {
      const trade = trades.get(numberOf(orderId));
      return notifier.again(trade.outTradeNo, repetition, () => [notifier.standing(trade)]);
    },
    orderIds: () => trades.orderIds(),
    entryOf: (orderId) => ({ ...trades.entryOf(orderId), notifications: notifier.sentAbout(numberOf(orderId)) }),
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
    create_time: chinaTime(refund.at),
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
