import { few, incomplete, type NoticeExamples } from './example-order.ts';

const { backorderedLines, shortages } = incomplete;

const awaited = {
  payment: 'AWAITED',
  payUrl: 'https://pay.example.com/checkout?payment=pi_3QK4f2Lk7c9e6679',
  payBefore: '2026-11-23T06:50:00.000Z',
} as const;

export const examples: NoticeExamples = {
  'payment-awaited': { ...awaited, lines: few },
  'payment-awaited-backordered': { ...awaited, backorderedLines },
  'payment-awaited-partial': { ...awaited, lines: few, shortages },
  'payment-awaited-wechat': { ...awaited, lines: few, payUrl: 'weixin://wxpay/bizpayurl?pr=1fX2Qz' },
  'payment-awaited-alipay': { ...awaited, lines: few, payUrl: 'alipays://platformapi/startapp?appId=2' },
  'payment-awaited-code': { ...awaited, lines: few, payUrl: 'wxp://f2f0abcdef', payBefore: undefined },
};
