import { randomBytes } from 'node:crypto';
import { type WalletRefund, type WalletTrade, WalletTrades } from '../wallet-trades.ts';
import { digits, orderIdOf, yuan } from '../wallet-wire.ts';
import { chinaTime } from './wechat-pay-wire.ts';

/** A refund at WeChat Pay. */
export interface LocalRefund extends WalletRefund {
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly notifyUrl: string | undefined;
  status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
}

/** A payment at WeChat Pay. */
export interface Trade extends WalletTrade<LocalRefund> {
  readonly transactionId: string;
  readonly kind: 'native' | 'h5';
  /** The request to the letter: a repeat must not differ. */
  readonly request: string;
  readonly description: string;
  readonly notifyUrl: string;
  payUrl: string;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'ACCEPT' | 'PAYERROR';
}

/** An error of the API. */
export class WeChatPayError extends Error {
  override readonly name = 'WeChatPayError';

  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The payments of one merchant, as WeChat Pay keeps them. */
export class WeChatPayTrades extends WalletTrades<LocalRefund, Trade> {
  /** Creates a payment; the same request again gives the same payment. */
  create(kind: 'native' | 'h5', request: Record<string, unknown>): Trade {
    const outTradeNo = textOf(request.out_trade_no, 6, 32);
    const { total, currency } = request.amount as { total: unknown; currency: unknown };
    if (!Number.isSafeInteger(total) || Number(total) < 1 || currency !== 'CNY') throw parameterError('amount');
    const expiresAt = new Date(textOf(request.time_expire, 20, 64));
    if (!String(request.time_expire).endsWith('+08:00') || Number.isNaN(expiresAt.getTime())) {
      throw parameterError('time_expire');
    }
    const scene = request.scene_info as { payer_client_ip?: string; h5_info?: { type?: string } } | undefined;
    if (kind === 'h5' && !(scene?.payer_client_ip && scene.h5_info?.type)) throw parameterError('scene_info');

    const known = this.trades.get(outTradeNo);
    const text = JSON.stringify([kind, request]);
    if (known !== undefined) {
      if (known.state === 'CLOSED') throw new WeChatPayError(400, 'ORDER_CLOSED');
      if (known.paidAt !== undefined) throw new WeChatPayError(400, 'ORDERPAID');
      if (known.request !== text) throw new WeChatPayError(403, 'OUT_TRADE_NO_USED');
      // A code stays the same, a page opens for five minutes.
      if (kind === 'h5') known.payUrl = payUrlOf(kind);
      return known;
    }
    const trade: Trade = {
      outTradeNo,
      transactionId: `42000${digits(23)}`,
      kind,
      request: text,
      total: Number(total),
      description: textOf(request.description, 1, 127),
      notifyUrl: textOf(request.notify_url, 1, 255),
      payUrl: payUrlOf(kind),
      expiresAt,
      state: 'NOTPAY',
      refunds: new Map(),
    };
    this.trades.set(outTradeNo, trade);
    return trade;
  }

  /** The payment of this number. */
  get(outTradeNo: string): Trade {
    const trade = this.trades.get(outTradeNo);
    if (trade === undefined) throw new WeChatPayError(404, 'ORDER_NOT_EXIST');
    return trade;
  }

  /** The customer pays. Not what is closed, paid or late. */
  pay(outTradeNo: string): Trade {
    const trade = this.get(outTradeNo);
    if (trade.paidAt !== undefined) throw new WeChatPayError(409, 'ORDERPAID');
    if (trade.state === 'CLOSED') throw new WeChatPayError(409, 'ORDER_CLOSED');
    if (trade.expiresAt.getTime() < Date.now()) throw new WeChatPayError(409, 'ORDER_EXPIRED');
    trade.state = 'SUCCESS';
    trade.paidAt = new Date();
    return trade;
  }

  /** Closes an unpaid payment. */
  close(outTradeNo: string): void {
    const trade = this.get(outTradeNo);
    if (trade.paidAt !== undefined) throw new WeChatPayError(400, 'ORDERPAID');
    if (trade.state === 'CLOSED') throw new WeChatPayError(400, 'ORDER_CLOSED');
    if (trade.state === 'USERPAYING') throw new WeChatPayError(202, 'USERPAYING');
    trade.state = 'CLOSED';
  }

  /** Gives money back; the same refund number again is the same refund. */
  refund(request: Record<string, unknown>): { trade: Trade; refund: LocalRefund; isNew: boolean } {
    const trade = this.get(textOf(request.out_trade_no, 6, 32));
    const outRefundNo = textOf(request.out_refund_no, 1, 64);
    if (!/^[\w\-|*@]+$/.test(outRefundNo)) throw parameterError('out_refund_no');
    const { refund: amount, total, currency } = request.amount as Record<string, unknown>;
    if (!Number.isSafeInteger(amount) || Number(amount) < 1 || currency !== 'CNY') throw parameterError('amount');
    if (trade.paidAt === undefined) throw new WeChatPayError(400, 'INVALID_REQUEST', 'not paid');
    if (total !== trade.total) throw new WeChatPayError(400, 'INVALID_REQUEST', 'another total');

    const known = trade.refunds.get(outRefundNo);
    if (known !== undefined) {
      if (known.amount !== amount) throw new WeChatPayError(400, 'INVALID_REQUEST', 'another amount');
      return { trade, refund: known, isNew: false };
    }
    if (this.refundedOf(trade) + Number(amount) > trade.total)
      throw new WeChatPayError(400, 'INVALID_REQUEST', 'too much');
    const refund: LocalRefund = {
      outRefundNo,
      refundId: `50000${digits(23)}`,
      amount: Number(amount),
      notifyUrl: typeof request.notify_url === 'string' ? request.notify_url : undefined,
      status: 'PROCESSING',
      at: new Date(),
    };
    trade.refunds.set(outRefundNo, refund);
    trade.state = 'REFUND';
    return { trade, refund, isNew: true };
  }

  /** The order that a refund of this number is of. */
  orderOfRefund(outRefundNo: string): string | undefined {
    const trade = [...this.trades.values()].find(({ refunds }) => refunds.has(outRefundNo));
    return trade && orderIdOf(trade.outTradeNo);
  }

  /** The refund of this number. */
  findRefund(outRefundNo: string): { trade: Trade; refund: LocalRefund } {
    for (const trade of this.trades.values()) {
      const refund = trade.refunds.get(outRefundNo);
      if (refund !== undefined) return { trade, refund };
    }
    throw new WeChatPayError(404, 'RESOURCE_NOT_EXISTS');
  }

  /** What is given back, or on its way. */
  refundedOf({ refunds }: Trade): number {
    const counted = [...refunds.values()].filter(({ status }) => status === 'SUCCESS' || status === 'PROCESSING');
    return counted.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** The bill of a day in China, or undefined when nothing happened on it. */
  bill(day: string, { mchid, appid }: { readonly mchid: string; readonly appid: string }): string | undefined {
    const lines = this.linesOf(day, (trade, at, refund) => {
      const cells = [
        chinaTime(at).slice(0, 19).replace('T', ' '),
        appid,
        mchid,
        '0',
        '',
        trade.transactionId,
        trade.outTradeNo,
        'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
        trade.kind === 'native' ? 'NATIVE' : 'MWEB',
        refund === undefined ? 'SUCCESS' : 'REFUND',
        'OTHERS',
        'CNY',
        refund === undefined ? yuan(trade.total) : '0.00',
        '0.00',
        refund?.refundId ?? '0',
        refund?.outRefundNo ?? '0',
        yuan(refund?.amount ?? 0),
        '0.00',
        refund === undefined ? '' : 'ORIGINAL',
        refund === undefined ? '' : refund.status === 'CLOSED' ? 'FAIL' : refund.status,
        // With a comma, as names of goods have them.
        `${trade.description}, and thank you`,
        '',
        '0.00000',
        '0.60%',
        refund === undefined ? yuan(trade.total) : '0.00',
        yuan(refund?.amount ?? 0),
        '',
      ];
      return cells.map((cell) => `\`${cell}`).join(',');
    });
    if (lines.length === 0) return undefined;
    return `\uFEFF${billHeader}\r\n${lines.join('\r\n')}\r\n${summaryHeader}\r\n\`${lines.length},\`0.00,\`0.00,\`0.00,\`0.00000,\`0.00,\`0.00\r\n`;
  }
}

const billHeader =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const summaryHeader = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** A code or page to pay with. */
function payUrlOf(kind: Trade['kind']): string {
  const code = randomBytes(6).toString('hex');
  return kind === 'native'
    ? `weixin://wxpay/bizpayurl?pr=${code}`
    : `https://wx.tenpay.com/checkmweb?prepay_id=${code}`;
}

function parameterError(name: string): WeChatPayError {
  return new WeChatPayError(400, 'PARAM_ERROR', name);
}

function textOf(value: unknown, shortest: number, longest: number): string {
  if (typeof value !== 'string' || value.length < shortest || value.length > longest)
    throw parameterError(String(value));
  return value;
}
