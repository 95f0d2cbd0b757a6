import { randomBytes } from 'node:crypto';
import { type WalletRefund, type WalletTrade, WalletTrades } from '../wallet-trades.ts';
import { digits, yuan } from '../wallet-wire.ts';
import { chinaTime } from './alipay-wire.ts';

/** A refund at Alipay. */
export interface LocalRefund extends WalletRefund {
  readonly outRequestNo: string;
}

/** What was asked to be paid, and its trade once the customer has scanned the code or opened the page. */
export interface Trade extends WalletTrade<LocalRefund> {
  readonly tradeNo: string;
  /** What a repeat must not change. */
  readonly request: string;
  readonly subject: string;
  readonly notifyUrl: string;
  /** NONE until the code is scanned; DEAD when it was cancelled before. */
  state: 'NONE' | 'DEAD' | 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
}

/** An error of the gateway: 40004, a business error, unless it says otherwise. */
export class AlipayError extends Error {
  override readonly name = 'AlipayError';

  readonly subCode: string;
  readonly code: string;

  constructor(subCode: string, code = '40004') {
    super(subCode);
    this.subCode = subCode;
    this.code = code;
  }
}

/** The payments of one seller, as Alipay keeps them. */
export class AlipayTrades extends WalletTrades<LocalRefund, Trade> {
  /** Creates a payment; the same request again gives the same payment. */
  create(content: Record<string, unknown>, notifyUrl: string): Trade {
    const outTradeNo = textOf(content.out_trade_no, 64);
    if (!/^\w+$/.test(outTradeNo)) throw parameterError();
    const total = fenOf(content.total_amount);
    const subject = textOf(content.subject, 256);
    const minutes = /^([1-9]\d*)m$/.exec(String(content.qr_code_timeout_express ?? content.timeout_express))?.[1];
    if (minutes === undefined) throw parameterError();

    const request = JSON.stringify([total, subject]);
    const known = this.trades.get(outTradeNo);
    if (known !== undefined) {
      this.#expire(known);
      if (known.state === 'TRADE_CLOSED' || known.state === 'DEAD') throw new AlipayError('ACQ.TRADE_HAS_CLOSE');
      if (known.paidAt !== undefined) throw new AlipayError('ACQ.TRADE_HAS_SUCCESS');
      if (known.request !== request) throw new AlipayError('ACQ.CONTEXT_INCONSISTENT');
      return known;
    }
    const trade: Trade = {
      outTradeNo,
      tradeNo: `${chinaTime(new Date()).slice(0, 10).replaceAll('-', '')}2200${digits(16)}`,
      request,
      total,
      subject,
      notifyUrl,
      payUrl: `https://qr.alipay.com/${randomBytes(12).toString('hex')}`,
      expiresAt: new Date(Date.now() + Number(minutes) * 60_000),
      state: 'NONE',
      refunds: new Map(),
    };
    this.trades.set(outTradeNo, trade);
    return trade;
  }

  /** What is known under this number, with or without a trade. */
  override peek(outTradeNo: string): Trade | undefined {
    const trade = this.trades.get(outTradeNo);
    if (trade !== undefined) this.#expire(trade);
    return trade;
  }

  /** The trade of this number. */
  get(outTradeNo: string): Trade {
    const trade = this.peek(outTradeNo);
    if (trade === undefined || trade.state === 'NONE' || trade.state === 'DEAD') {
      throw new AlipayError('ACQ.TRADE_NOT_EXIST');
    }
    return trade;
  }

  /** The customer scans the code: from now on there is a trade. */
  scan(outTradeNo: string): Trade {
    const trade = this.peek(outTradeNo);
    if (trade === undefined) throw new AlipayError('ACQ.TRADE_NOT_EXIST');
    if (trade.state === 'DEAD' || trade.state === 'TRADE_CLOSED') throw new AlipayError('ACQ.TRADE_HAS_CLOSE');
    if (trade.expiresAt.getTime() < Date.now()) throw new AlipayError('ACQ.QR_CODE_EXPIRED');
    if (trade.state === 'NONE') trade.state = 'WAIT_BUYER_PAY';
    return trade;
  }

  /** The customer scans, if that was not done, and pays. */
  pay(outTradeNo: string): Trade {
    const trade = this.scan(outTradeNo);
    if (trade.state !== 'WAIT_BUYER_PAY') throw new AlipayError('ACQ.TRADE_HAS_SUCCESS');
    trade.state = 'TRADE_SUCCESS';
    trade.paidAt = new Date();
    return trade;
  }

  /** Closes an unpaid trade. */
  close(outTradeNo: string): Trade {
    const trade = this.get(outTradeNo);
    if (trade.state !== 'WAIT_BUYER_PAY') throw new AlipayError('ACQ.TRADE_STATUS_ERROR');
    trade.state = 'TRADE_CLOSED';
    return trade;
  }

  /** Takes a payment back whatever its state: a code becomes worthless, a trade is closed, a paid one given back. */
  cancel(outTradeNo: string): { trade: Trade | undefined; action: 'close' | 'refund' | undefined } {
    const trade = this.peek(outTradeNo);
    if (trade === undefined) return { trade, action: undefined };
    if (trade.state === 'TRADE_FINISHED') throw new AlipayError('ACQ.TRADE_HAS_FINISHED');
    if (trade.state === 'NONE' || trade.state === 'DEAD') {
      trade.state = 'DEAD';
      return { trade, action: undefined };
    }
    if (trade.paidAt === undefined) {
      trade.state = 'TRADE_CLOSED';
      return { trade, action: 'close' };
    }
    if (trade.refunds.size > 0) throw new AlipayError('ACQ.REASON_TRADE_REFUND_FEE_ERR');
    trade.refunds.set(outTradeNo, { outRequestNo: outTradeNo, amount: trade.total, at: new Date() });
    trade.state = 'TRADE_CLOSED';
    return { trade, action: 'refund' };
  }

  /** Gives money back; the same request number again is the same refund. */
  refund(content: Record<string, unknown>): { trade: Trade; refund: LocalRefund; isNew: boolean } {
    const trade = this.get(textOf(content.out_trade_no, 64));
    const outRequestNo = textOf(content.out_request_no, 64);
    const amount = fenOf(content.refund_amount);
    const known = trade.refunds.get(outRequestNo);
    if (known !== undefined) {
      if (known.amount !== amount) throw new AlipayError('ACQ.DISCORDANT_REPEAT_REQUEST');
      return { trade, refund: known, isNew: false };
    }
    if (trade.state === 'TRADE_FINISHED') throw new AlipayError('ACQ.TRADE_HAS_FINISHED');
    if (trade.state !== 'TRADE_SUCCESS') throw new AlipayError('ACQ.TRADE_STATUS_ERROR');
    if (this.refundedOf(trade) + amount > trade.total) throw new AlipayError('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
    const refund: LocalRefund = { outRequestNo, amount, at: new Date() };
    trade.refunds.set(outRequestNo, refund);
    if (this.refundedOf(trade) === trade.total) trade.state = 'TRADE_CLOSED';
    return { trade, refund, isNew: true };
  }

  refundedOf(trade: Trade): number {
    return refundedOf(trade);
  }

  /** The files of the bill of a day in China, or undefined when nothing happened on it. */
  bill(day: string, sellerId: string): Record<string, string> | undefined {
    const lines = this.linesOf(day, (trade, at, refund) => {
      const amount = refund === undefined ? yuan(trade.total) : `-${yuan(refund.amount)}`;
      const cells = [
        `${trade.tradeNo}\t`,
        `${trade.outTradeNo}\t`,
        refund === undefined ? '交易' : '退款',
        trade.subject,
        chinaTime(at),
        chinaTime(at),
        ...['', '', '', '', '顾客(*客)\t'],
        ...[amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00'],
        `${refund?.outRequestNo ?? ''}\t`,
        ...['0.00', '0.00', ''],
      ];
      return cells.join(',');
    });
    if (lines.length === 0) return undefined;
    const details = [
      '#支付宝业务明细查询',
      `#账号：[${sellerId}0156]`,
      `#起始日期：[${day} 00:00:00]   终止日期：[${day} 24:00:00]`,
      '#-----------------------------------------业务明细列表----------------------------------------',
      billHeader,
      // A sale over the counter, which is no order of ours.
      `2026000000\t,POS-1\t,交易,"Tea, loose",${day} 10:00:00,${day} 10:00:00,,,,,\t,1.00,1.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,\t,0.00,0.00,`,
      ...lines,
      '#-----------------------------------------业务明细列表结束------------------------------------',
      `#交易合计：${lines.length}笔`,
      '#导出时间：[]',
    ].join('\r\n');
    const name = `${sellerId}0156_${day.replaceAll('-', '')}`;
    return {
      [`${name}_业务明细(汇总).csv`]: '#支付宝业务汇总查询\r\n门店编号,门店名称,交易订单总笔数\r\n',
      [`${name}_业务明细.csv`]: details,
    };
  }

  #expire(trade: Trade): void {
    if (trade.state === 'WAIT_BUYER_PAY' && trade.expiresAt.getTime() < Date.now()) trade.state = 'TRADE_CLOSED';
  }
}

const billHeader =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

/** What of a payment is given back. */
export function refundedOf({ refunds }: Trade): number {
  return [...refunds.values()].reduce((sum, { amount }) => sum + amount, 0);
}

function fenOf(amount: unknown): number {
  const text = textOf(amount, 11);
  if (!/^\d+\.\d\d$/.test(text) || /^0+\.00$/.test(text)) throw parameterError();
  return Number(text.replace('.', ''));
}

function textOf(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > longest) throw parameterError();
  return value;
}

function parameterError(): AlipayError {
  return new AlipayError('ACQ.INVALID_PARAMETER');
}
