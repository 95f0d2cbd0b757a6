import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, Faults, type Mode } from '../faults.ts';
import { defaultRepeats } from '../notifier.ts';
import { providerServer, type Told } from '../provider-server.ts';
import { jsonObject, numberOf, orderIdOf, yuan } from '../wallet-wire.ts';
import { AlipayNotifier } from './alipay-notifier.ts';
import { AlipayError, AlipayTrades, refundedOf, type Trade } from './alipay-trades.ts';
import { type AlipayKeys, billArchive, chinaTime, generateKeys, isSignedByApp, signedAnswer } from './alipay-wire.ts';

/** What each method of the gateway is for. */
const operations = {
  'alipay.trade.precreate': 'authorize',
  'alipay.trade.page.pay': 'authorize',
  'alipay.trade.query': 'query',
  'alipay.trade.close': 'void',
  'alipay.trade.cancel': 'cancel',
  'alipay.trade.refund': 'refund',
  'alipay.trade.fastpay.refund.query': 'queryRefund',
  'alipay.merchant.tradecomplain.query': 'queryComplaint',
  'alipay.data.dataservice.bill.downloadurl.query': 'settled',
} as const;

/** What a call to Alipay is for. */
export type AlipayOperation = (typeof operations)[keyof typeof operations] | 'download';

/** What the server does wrong: down is a 500. */
export interface AlipayMode extends Mode<AlipayOperation> {
  readonly unsigned?: true | number;
  readonly wronglySigned?: true | number;
  /** Answers, signed, about another order. */
  readonly mistaken?: true | number;
  /** Answers about a refund as if it were not done yet; asks to cancel once more. */
  readonly unfinished?: true | number;
  readonly error?: { readonly code?: string; readonly subCode: string };
  /** The customer pays just before this is done. */
  readonly paysFirst?: true | number;
}

/** How the server is started. */
export interface AlipayOptions {
  readonly port?: number;
  readonly keys?: AlipayKeys;
  /** Where all notifications go; otherwise where each request says. */
  readonly notificationUrl?: string;
  /** The pauses before a notification that was not answered `success` is sent again. */
  readonly repeatMilliseconds?: readonly number[];
}

type AlipayCall = Call<AlipayOperation>;

/** How far a request's timestamp may be from China's time. */
const timestampMilliseconds = 15 * 60_000;

/**
 * Alipay on this machine: creates, queries, closes, cancels and refunds trades, gives bills, and sends notifications,
 * with real signatures of its own test keys. State is in memory.
 *
 * Control interface, beside what all providers have: `POST /_control/scan|pay|fail|refund|complain|expire|state|book`.
 *
 * @example
 * const alipay = await startAlipay();
 * await alipay.control('pay', { orderId });
 */
export async function startAlipay({
  port = 0,
  keys = generateKeys(),
  notificationUrl,
  repeatMilliseconds = defaultRepeats,
}: AlipayOptions = {}) {
  const trades = new AlipayTrades();
  const otherKeys = generateKeys();
  const notifier = new AlipayNotifier(keys, otherKeys, repeatMilliseconds, notificationUrl);
  const faults = new Faults<AlipayOperation, AlipayMode>();
  const bills = new Map<string, Buffer>();
  const complaints = new Map<string, Record<string, unknown>>();

  const isSilent = ({ outTradeNo }: Trade) => faults.isOn('silent', orderIdOf(outTradeNo));

  function payNow(orderNumber: string): Trade {
    const trade = trades.pay(orderNumber);
    notifier.changed(trade, isSilent(trade));
    return trade;
  }

  function perform(call: AlipayCall, content: Record<string, unknown>, common: Record<string, string>) {
    const orderNumber = numberOf(call.orderId ?? '');
    switch (call.operation) {
      case 'authorize': {
        const { outTradeNo, payUrl } = trades.create(content, common.notify_url ?? '');
        return { out_trade_no: outTradeNo, qr_code: payUrl };
      }
      case 'query':
        return tradeAnswer(trades.get(orderNumber));
      case 'void': {
        const { outTradeNo, tradeNo } = trades.close(orderNumber);
        return { trade_no: tradeNo, out_trade_no: outTradeNo };
      }
      case 'cancel': {
        if (faults.has(call, 'unfinished')) return { out_trade_no: orderNumber, retry_flag: 'Y' };
        const { trade, action } = trades.cancel(orderNumber);
        const tradeNo = action === undefined ? undefined : trade?.tradeNo;
        return { out_trade_no: orderNumber, trade_no: tradeNo, retry_flag: 'N', action };
      }
      case 'refund': {
        const { trade, refund, isNew } = trades.refund(content);
        if (isNew) notifier.changed(trade, isSilent(trade), refund);
        return {
          trade_no: trade.tradeNo,
          out_trade_no: trade.outTradeNo,
          buyer_logon_id: 'gu***@example.com',
          fund_change: isNew && !faults.has(call, 'unfinished') ? 'Y' : 'N',
          refund_fee: yuan(refundedOf(trade)),
        };
      }
      case 'queryRefund': {
        const trade = trades.get(orderNumber);
        const refund = trade.refunds.get(String(content.out_request_no));
        if (refund === undefined || faults.has(call, 'unfinished')) return {};
        return {
          trade_no: trade.tradeNo,
          out_trade_no: trade.outTradeNo,
          out_request_no: refund.outRequestNo,
          total_amount: yuan(trade.total),
          refund_amount: yuan(refund.amount),
          refund_status: 'REFUND_SUCCESS',
        };
      }
      case 'queryComplaint': {
        const complaint = complaints.get(String(content.complain_event_id));
        if (complaint === undefined) throw new AlipayError('COMPLAIN_NOT_EXIST');
        return complaint;
      }
      case 'settled': {
        const files = trades.bill(String(content.bill_date), keys.sellerId);
        if (files === undefined) throw new AlipayError('isp.bill_not_exist');
        const token = randomBytes(8).toString('hex');
        bills.set(token, billArchive(files));
        return { bill_download_url: `${server.url}/downloadBillFile.resource?token=${token}` };
      }
      case 'download':
        return {};
    }
  }

  async function answerGateway(request: IncomingMessage, response: ServerResponse, url: URL, text: string) {
    const common = Object.fromEntries([...url.searchParams, ...new URLSearchParams(text)]);
    const method = common.method ?? '';
    const name = `${method.replaceAll('.', '_')}_response`;
    const operation = operations[method as keyof typeof operations];
    const content = jsonObject(common.biz_content ?? '');
    const call = { operation, orderId: orderIdOf(String(content.out_trade_no ?? '')) };

    const fault = requestFault(common, operation !== undefined);
    if (fault !== undefined) {
      const answer = { code: '40002', msg: 'Invalid Arguments', sub_code: fault };
      // It cannot sign for an app that it does not know.
      const isKnown = fault !== 'isv.invalid-app-id';
      return send(
        response,
        200,
        isKnown ? signedAnswer(name, answer, keys) : JSON.stringify({ error_response: answer }),
      );
    }
    if (!(await faults.begin(call, request.socket))) return;
    if (faults.has(call, 'down')) return send(response, 500, 'down');
    if (faults.has(call, 'paysFirst')) payNow(numberOf(call.orderId));

    const answer = contentOf(call, content, common);
    if (faults.has(call, 'answerLost')) return void request.socket.destroy();
    if (method === 'alipay.trade.page.pay') return openPage(response, call, answer);
    if (faults.has(call, 'malformed')) return send(response, 200, '<html>');
    if (faults.has(call, 'unsigned')) return send(response, 200, JSON.stringify({ [name]: answer }));
    const about = faults.has(call, 'mistaken')
      ? { ...answer, out_trade_no: '0'.repeat(32), out_request_no: 'other' }
      : answer;
    send(response, 200, signedAnswer(name, about, faults.has(call, 'wronglySigned') ? otherKeys : keys));
  }

  /** What is answered, be it an error. */
  function contentOf(call: AlipayCall, content: Record<string, unknown>, common: Record<string, string>) {
    try {
      const failing = faults.errorOf(call);
      if (failing !== undefined) throw new AlipayError(failing.subCode, failing.code);
      return { code: '10000', msg: 'Success', ...perform(call, content, common) };
    } catch (error) {
      if (!(error instanceof AlipayError)) throw error;
      return {
        code: error.code,
        msg: 'Business Failed',
        sub_code: error.subCode,
        sub_msg: `见文档 (${error.subCode})`,
      };
    }
  }

  /** The customer opens the page: there is a trade from now on. */
  function openPage(response: ServerResponse, { orderId = '' }: AlipayCall, answer: { code: string }): void {
    if (answer.code === '10000') trades.scan(numberOf(orderId));
    send(response, answer.code === '10000' ? 200 : 400, JSON.stringify(answer));
  }

  function requestFault(common: Record<string, string>, isMethod: boolean): string | undefined {
    if (common.app_id !== keys.appId) return 'isv.invalid-app-id';
    if (!isMethod) return 'isv.invalid-method';
    if (common.charset !== 'utf-8' || common.sign_type !== 'RSA2') return 'isv.invalid-charset';
    const at = Date.parse(`${common.timestamp?.replace(' ', 'T')}+08:00`);
    if (!(Math.abs(at - Date.now()) < timestampMilliseconds)) return 'isv.invalid-timestamp';
    return isSignedByApp(common, keys) ? undefined : 'isv.invalid-signature';
  }

  async function answerDownload(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const call: AlipayCall = { operation: 'download', orderId: undefined };
    if (!(await faults.begin(call, request.socket))) return;
    if (faults.has(call, 'down')) return send(response, 500, 'down');
    const bill = bills.get(url.searchParams.get('token') ?? '');
    if (bill === undefined) return send(response, 404, 'not found');
    const middle = Math.floor(bill.length / 2);
    if (faults.has(call, 'malformed')) bill.fill(0, middle, middle + 30);
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bill);
  }

  /** What was asked to be paid for an order, with or without a trade. */
  function asked({ orderId }: Told): Trade {
    const trade = trades.peek(numberOf(orderId));
    if (trade === undefined) throw new AlipayError('ACQ.TRADE_NOT_EXIST');
    return trade;
  }

  const controls = {
    scan: ({ orderId }: Told) => ({ status: trades.scan(numberOf(orderId)).state }),
    pay: ({ orderId }: Told) => ({ status: payNow(numberOf(orderId)).state }),
    fail({ orderId }: Told) {
      const { outTradeNo } = trades.scan(numberOf(orderId));
      const trade = trades.close(outTradeNo);
      notifier.changed(trade, isSilent(trade));
      return { status: trade.state };
    },
    refund({ orderId, amount }: Told) {
      // As in Alipay's own console: under a number that is none of ours.
      const out_request_no = `console${randomBytes(8).toString('hex')}`;
      const refund_amount = yuan(Number(amount));
      const { trade, refund } = trades.refund({ out_trade_no: numberOf(orderId), out_request_no, refund_amount });
      notifier.changed(trade, isSilent(trade), refund);
      return { refundId: refund.outRequestNo };
    },
    expire(told: Told) {
      asked(told).expiresAt = new Date(0);
    },
    state(told: Told) {
      asked(told).state = told.state as Trade['state'];
    },
    book: ({ orderId, at }: Told) => trades.book(numberOf(orderId), new Date(String(at))),
    complain({ orderId, status = 'MERCHANT_PROCESSING' }: Told) {
      // The customer complains to Alipay, or their complaint goes on to this status.
      const trade = trades.get(numberOf(orderId));
      const id = `2026${trade.outTradeNo.slice(0, 28)}`;
      complaints.set(id, {
        complain_event_id: id,
        status,
        trade_no: trade.tradeNo,
        merchant_order_no: trade.outTradeNo,
        gmt_create: chinaTime(new Date()),
        complain_reason: '没有收到商品',
      });
      notifier.complained(trade, id, isSilent(trade));
      return { complaintId: id };
    },
  };

  const server = await providerServer({
    port,
    async answer(request, response, text) {
      const url = new URL(request.url ?? '/', server.url);
      if (url.pathname === '/downloadBillFile.resource') return answerDownload(request, response, url);
      if (url.pathname === '/gateway.do') return answerGateway(request, response, url, text);
      send(response, 404, 'not found');
    },
    faults,
    controls,
    notifyAgain(told, repetition) {
      const trade = asked(told);
      return notifier.again(trade.outTradeNo, repetition, () => [notifier.standing(trade)]);
    },
    orderIds: () => trades.orderIds(),
    entryOf: (orderId) => ({ ...trades.entryOf(orderId), notifications: notifier.sentAbout(numberOf(orderId)) }),
    refusalOf(error) {
      if (!(error instanceof AlipayError)) return undefined;
      const status = error.subCode === 'ACQ.TRADE_NOT_EXIST' ? 404 : 409;
      return { status, content: { code: error.subCode } };
    },
    stop: () => notifier.stop(),
  });

  return {
    ...server,
    keys,
    /** What the service's secret of Alipay is to hold, as JSON. */
    secret: JSON.stringify({
      appId: keys.appId,
      privateKey: keys.appPrivateKey,
      alipayPublicKey: keys.alipayPublicKey,
      sellerId: keys.sellerId,
    }),
  };
}

function tradeAnswer(trade: Trade): Record<string, unknown> {
  return {
    buyer_logon_id: 'gu***@example.com',
    buyer_pay_amount: '0.00',
    buyer_user_id: '2088000000000002',
    invoice_amount: '0.00',
    out_trade_no: trade.outTradeNo,
    point_amount: '0.00',
    receipt_amount: '0.00',
    total_amount: yuan(trade.total),
    trade_no: trade.tradeNo,
    trade_status: trade.state,
    ...(trade.paidAt !== undefined && { send_pay_date: chinaTime(trade.paidAt) }),
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html;charset=utf-8', trace_id: randomBytes(16).toString('hex') });
  response.end(body);
}
