import type { EventTexts, Facts, Texts } from '../notice.ts';

/** What every refusal has in common; a reason adds what happened and what the customer can do. */
const notCompleted = (
  { shop, reference }: Facts,
  texts: Pick<EventTexts, 'preheader' | 'status' | 'next' | 'sms'>,
): EventTexts => ({
  subject: `【${shop}】很抱歉，您的订单 ${reference} 未能完成`,
  badge: '未能完成',
  heading: '很抱歉，您的订单未能完成',
  nextHeading: '您可以这样做',
  ...texts,
});

/** Simplified Chinese as a courteous shop writes it. */
export const zhCN = {
  intl: 'zh-CN',
  fonts:
    "-apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif",
  labels: {
    reference: '订单编号',
    placedAt: '下单时间',
    shortages: '缺货商品',
    requested: '订购数量',
    available: '现有库存',
    lines: '订单明细',
    item: '商品',
    sku: '货号',
    quantity: '数量',
    unitPrice: '单价',
    lineTotal: '小计',
    totalQuantity: '商品总件数',
    total: '订单合计',
    address: '收货地址',
    payment: '支付情况',
    colon: '：',
  },
  andMore: (count) => `另有 ${count} 项商品`,
  // Chinese addresses run from the large to the small; others are written as their own post office reads them.
  address: ({ name, line1, line2, city, region, postalCode, country: code }, country) =>
    code === 'CN'
      ? [
          name,
          [country, region, city === region ? undefined : city].filter(Boolean).join(' '),
          line1,
          line2,
          postalCode,
        ]
      : [name, line1, line2, [city, region, postalCode].filter(Boolean).join(', '), country],
  payment: {
    AUTHORIZED: (total) => `您的付款 ${total} 已授权成功。`,
    CAPTURED: (total) => `我们已收到您的付款 ${total}。`,
    NOT_TAKEN: () => '本次订单未扣取您的任何款项。',
    RELEASED: (total) =>
      `本次订单未扣取您的任何款项。此前冻结的 ${total} 已申请解冻，具体恢复时间以您的银行或支付平台为准。`,
    REFUNDED: (total) => `您支付的 ${total} 已全额退回，具体到账时间以您的银行或支付平台为准。`,
  },
  shortPayment: {
    AUTHORIZED: '付款已授权成功。',
    CAPTURED: '付款已收到。',
    NOT_TAKEN: '本次未扣款。',
    RELEASED: '本次未扣款。',
    REFUNDED: '款项已全额退回。',
  },
  footer: ({ shop, reference }) => [
    `您收到此邮件，是因为您在 ${shop} 提交了订单。`,
    `如有疑问，欢迎联系我们，并请提供订单编号 ${reference}。`,
  ],
  events: {
    'order-confirmed': ({ shop, reference, total }) => ({
      subject: `【${shop}】您的订单 ${reference} 已确认`,
      preheader: `感谢您的惠顾！订单合计 ${total}，我们正在为您备货。`,
      badge: '已确认',
      heading: '感谢惠顾，您的订单已确认',
      status: '您订购的商品均有现货，我们已为您预留。',
      nextHeading: '后续安排',
      next: '我们正在为您备货，备妥后将按上述收货地址为您寄出，您无需再进行任何操作。',
      sms: `您的订单 ${reference} 已确认，合计 ${total}。`,
    }),
    'order-rejected': {
      OUT_OF_STOCK: (facts) =>
        notCompleted(facts, {
          preheader: '部分商品库存不足，订单未能完成。以下是具体情况和您可以选择的办法。',
          status: '您订购的部分商品库存不足，我们无法接受此订单，敬请谅解。',
          next: '您可以减少数量，或去掉缺货的商品后重新下单。此订单中的商品不再为您保留。',
          sms: `很抱歉，您的订单 ${facts.reference} 因库存不足未能完成。`,
        }),
      PAYMENT_DECLINED: (facts) =>
        notCompleted(facts, {
          preheader: '付款未获通过，订单未能完成。以下是具体情况和您可以选择的办法。',
          status: '您的付款未获通过，我们无法接受此订单，敬请谅解。',
          next: '请核对支付信息，或换一种支付方式后重新下单。付款未获通过的具体原因，请咨询您的银行或支付平台。',
          sms: `很抱歉，您的订单 ${facts.reference} 因付款未获通过未能完成。`,
        }),
      PAYMENT_TIMEOUT: (facts) =>
        notCompleted(facts, {
          preheader: '我们未能按时收到您的付款，订单已关闭。您可以重新下单。',
          status: '我们未能在规定时间内收到您的付款，此订单已关闭，敬请谅解。',
          next: '如您仍需要这些商品，请重新下单并完成支付。此订单中的商品不再为您保留。',
          sms: `很抱歉，您的订单 ${facts.reference} 因未按时收到付款已关闭。`,
        }),
      CANCELLED: ({ shop, reference }) => ({
        subject: `【${shop}】您的订单 ${reference} 已取消`,
        preheader: '您的订单已取消，我们不会发货。',
        badge: '已取消',
        heading: '您的订单已取消',
        status: '此订单已取消，我们不会发货。',
        nextHeading: '您可以这样做',
        next: '如果这并非您的本意，请与我们联系。欢迎您随时再次选购。',
        sms: `您的订单 ${reference} 已取消。`,
      }),
    },
  },
  sms: (shop, sentences) => `【${shop}】${sentences.join('')}`,
} satisfies Texts;
