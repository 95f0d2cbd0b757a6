import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlipayNotifier, type ForgedAs } from './alipay-notifier.ts';
import { AlipayError, refundedOf, type Trade, Trades, yuan } from './alipay-trades.ts';
import { type AlipayKeys, billArchive, chinaTime, generateKeys, isSignedByApp, signedAnswer } from './alipay-wire.ts';
import { providerServer } from './provider-server.ts';

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

/** What the server does wrong, from now on or so many times. */
export interface AlipayMode {
  readonly orderId?: string;
  readonly operation?: AlipayOperation;
  /** Answers 500 and does nothing. */
  readonly down?: true | number;
  /** Cuts the connection and does nothing. */
  readonly reset?: true | number;
  /** Does it, and cuts the connection. */
  readonly answerLost?: true | number;
  readonly unsigned?: true | number;
  readonly wronglySigned?: true | number;
  /** Answers what is no JSON. */
  readonly malformed?: true | number;
  /** Answers, signed, about another order. */
  readonly mistaken?: true | number;
  /** Answers about a refund as if it were not done yet; asks to cancel once more. */
  readonly unfinished?: true | number;
  /** Answers this error, signed, and does nothing. */
  readonly error?: { readonly code?: string; readonly subCode: string };
  /** How often it answers `error`; for ever when it is not said. */
  readonly errors?: number;
  readonly slowMilliseconds?: number;
  /** Sends no notifications of these orders. */
  readonly silent?: true;
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

interface Call {
  readonly operation: AlipayOperation;
  readonly orderNumber: string;
}

type CountedFault = Exclude<keyof AlipayMode, 'orderId' | 'operation' | 'error' | 'slowMilliseconds' | 'silent'>;

/** How far a request's timestamp may be from China's time. */
const timestampMilliseconds = 15 * 60_000;

/**
 * Alipay on this machine: creates, queries, closes, cancels and refunds trades, gives bills, and sends notifications, with real
 * signatures of its own test keys. State is in memory.
 *
 * Control interface: `POST /_control/scan|pay|fail|refund|complain|expire|state|book|mode|notify`, `GET /_control/payments`.
 *
 * @example
 * const alipay = await startAlipay();
 * await alipay.control('pay', { orderId });
 */
export async function startAlipay({
  port = 0,
  keys = generateKeys(),
  notificationUrl,
  repeatMilliseconds = [100, 300, 1_000, 3_000],
}: AlipayOptions = {}) {
  const trades = new Trades();
  const otherKeys = generateKeys();
  const notifier = new AlipayNotifier(keys, otherKeys, repeatMilliseconds, notificationUrl);
  const modes: Record<string, unknown>[] = [];
  const calls = new Map<string, Record<string, number>>();
  const bills = new Map<string, Buffer>();
  const complaints = new Map<string, Record<string, unknown>>();

  const isMeant = (mode: AlipayMode, { operation, orderNumber }: Call) =>
    (mode.operation ?? operation) === operation &&
    (mode.orderId === undefined || numberOf(mode.orderId) === orderNumber);

  /** True when a mode says so of this call; it is used up by one. */
  function has(call: Call, fault: CountedFault): boolean {
    const mode = modes.find((mode) => isMeant(mode, call) && mode[fault] !== undefined && mode[fault] !== 0);
    if (mode !== undefined && typeof mode[fault] === 'number') mode[fault] = Number(mode[fault]) - 1;
    return mode !== undefined;
  }

  function isSilent({ outTradeNo }: Trade): boolean {
    return modes.some(
      ({ silent, orderId }) => silent === true && (orderId === undefined || numberOf(String(orderId)) === outTradeNo),
    );
  }

  function payNow(orderNumber: string): Trade {
    const trade = trades.pay(orderNumber);
    notifier.changed(trade, isSilent(trade));
    return trade;
  }

  function perform(call: Call, content: Record<string, unknown>, common: Record<string, string>) {
    const { operation, orderNumber } = call;
    switch (operation) {
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
        if (has(call, 'unfinished')) return { out_trade_no: orderNumber, retry_flag: 'Y' };
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
          fund_change: isNew && !has(call, 'unfinished') ? 'Y' : 'N',
          refund_fee: yuan(refundedOf(trade)),
        };
      }
      case 'queryRefund': {
        const trade = trades.get(orderNumber);
        const refund = trade.refunds.get(String(content.out_request_no));
        if (refund === undefined || has(call, 'unfinished')) return {};
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
    const content = parsed(common.biz_content ?? '');
    const call: Call = { operation, orderNumber: String(content.out_trade_no ?? '') };

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
    count(call);
    const slow = modes.find((mode) => isMeant(mode, call) && mode.slowMilliseconds !== undefined);
    if (slow !== undefined) await sleep(Number(slow.slowMilliseconds));
    if (has(call, 'reset')) return void request.socket.destroy();
    if (has(call, 'down')) return send(response, 500, 'down');
    if (has(call, 'paysFirst')) payNow(call.orderNumber);

    const answer = contentOf(call, content, common);
    if (has(call, 'answerLost')) return void request.socket.destroy();
    if (method === 'alipay.trade.page.pay') return openPage(response, call, answer);
    if (has(call, 'malformed')) return send(response, 200, '<html>');
    if (has(call, 'unsigned')) return send(response, 200, JSON.stringify({ [name]: answer }));
    const about = has(call, 'mistaken') ? { ...answer, out_trade_no: '0'.repeat(32), out_request_no: 'other' } : answer;
    send(response, 200, signedAnswer(name, about, has(call, 'wronglySigned') ? otherKeys : keys));
  }

  /** What is answered, be it an error. */
  function contentOf(call: Call, content: Record<string, unknown>, common: Record<string, string>) {
    try {
      const failing = modes.find((mode) => isMeant(mode, call) && mode.error !== undefined && mode.errors !== 0);
      if (failing !== undefined) {
        if (typeof failing.errors === 'number') failing.errors -= 1;
        const { subCode, code } = failing.error as NonNullable<AlipayMode['error']>;
        throw new AlipayError(subCode, code);
      }
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
  function openPage(response: ServerResponse, { orderNumber }: Call, answer: { code: string }): void {
    if (answer.code === '10000') trades.scan(orderNumber);
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
    const call: Call = { operation: 'download', orderNumber: '' };
    count(call);
    if (has(call, 'reset')) return void request.socket.destroy();
    if (has(call, 'down')) return send(response, 500, 'down');
    const bill = bills.get(url.searchParams.get('token') ?? '');
    if (bill === undefined) return send(response, 404, 'not found');
    const middle = Math.floor(bill.length / 2);
    if (has(call, 'malformed')) bill.fill(0, middle, middle + 30);
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bill);
  }

  function count({ operation, orderNumber }: Call): void {
    const known = calls.get(orderNumber) ?? {};
    calls.set(orderNumber, { ...known, [operation]: (known[operation] ?? 0) + 1 });
  }

  async function performControl(path: string, body: Record<string, unknown>): Promise<unknown> {
    const orderNumber = numberOf(String(body.orderId ?? ''));
    switch (path) {
      case 'scan':
        return { status: trades.scan(orderNumber).state };
      case 'pay':
        return { status: payNow(orderNumber).state };
      case 'fail': {
        const trade = trades.scan(orderNumber);
        trades.close(orderNumber);
        notifier.changed(trade, isSilent(trade));
        return { status: trade.state };
      }
      case 'refund': {
        // As in Alipay's own console: under a number that is none of ours.
        const number = `console${randomBytes(8).toString('hex')}`;
        const asked = { out_trade_no: orderNumber, out_request_no: number, refund_amount: yuan(Number(body.amount)) };
        const { trade, refund } = trades.refund(asked);
        notifier.changed(trade, isSilent(trade), refund);
        return { refundId: refund.outRequestNo };
      }
      case 'expire':
      case 'state': {
        const trade = trades.peek(orderNumber);
        if (trade === undefined) throw new AlipayError('ACQ.TRADE_NOT_EXIST');
        if (path === 'expire') trade.expiresAt = new Date(0);
        else trade.state = body.state as Trade['state'];
        return {};
      }
      case 'book':
        trades.book(orderNumber, new Date(String(body.at)));
        return {};
      case 'complain': {
        // The customer complains to Alipay, or their complaint goes on to this status.
        const trade = trades.get(orderNumber);
        const id = `2026${orderNumber.slice(0, 28)}`;
        complaints.set(id, {
          complain_event_id: id,
          status: String(body.status ?? 'MERCHANT_PROCESSING'),
          trade_no: trade.tradeNo,
          merchant_order_no: trade.outTradeNo,
          gmt_create: chinaTime(new Date()),
          complain_reason: '没有收到商品',
        });
        notifier.complained(trade, id, isSilent(trade));
        return { complaintId: id };
      }
      case 'mode':
        if (body.clear === true) modes.length = 0;
        else modes.push(body);
        return {};
      case 'notify': {
        if (typeof body.delayMilliseconds === 'number') await sleep(body.delayMilliseconds);
        const trade = trades.peek(orderNumber);
        if (trade === undefined) throw new AlipayError('ACQ.TRADE_NOT_EXIST');
        return {
          sent: await notifier.again(trade, {
            times: Number(body.times ?? 1),
            order: body.order as 'reverse' | readonly number[] | undefined,
            forge: body.forge as ForgedAs | undefined,
          }),
        };
      }
      case 'payments':
        return ledger();
      default:
        throw new AlipayError('NO_SUCH_CONTROL');
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
    async answer(request, response, text) {
      const url = new URL(request.url ?? '/', server.url);
      if (url.pathname === '/downloadBillFile.resource') return answerDownload(request, response, url);
      if (url.pathname === '/gateway.do') return answerGateway(request, response, url, text);
      send(response, 404, 'not found');
    },
    performControl,
    refusalOf(error) {
      if (!(error instanceof AlipayError)) return undefined;
      const isUnknown = error.subCode === 'NO_SUCH_CONTROL' || error.subCode === 'ACQ.TRADE_NOT_EXIST';
      return { status: isUnknown ? 404 : 409, content: { code: error.subCode } };
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
