import { type RealProviderRecord, takesOnly } from '../provider-record.ts';

/** Alipay's wallet. The bill of a day in China is made by 10 o'clock of the next. */
export const alipay = {
  title: 'Alipay',
  baseUrl: 'https://openapi.alipay.com',
  notifiesPerPayment: true,
  tokens: { form: /^(?:qr|page)$/, inWords: 'qr or page' },
  whyNot: takesOnly('CNY'),
  refundDays: 15,
  settlement: { aheadHours: 8, completeAfterHours: 10 },
  acknowledgement: 'success',
} as const satisfies RealProviderRecord;
