import { type RealProviderRecord, takesOnly } from '../provider-record.ts';

/** WeChat Pay's wallet. The bill of a day in China is made by 10 o'clock of the next. */
export const weChatPay = {
  title: 'WeChat Pay',
  baseUrl: 'https://api.mch.weixin.qq.com',
  notifiesPerPayment: true,
  tokens: { form: /^(?:native|h5|h5:[\da-f.:]+)$/i, inWords: 'native, or h5: and the IP address of the customer' },
  whyNot: takesOnly('CNY'),
  refundDays: 3,
  settlement: { aheadHours: 8, completeAfterHours: 10 },
} as const satisfies RealProviderRecord;
