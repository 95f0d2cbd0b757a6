import type { ParcelNotice } from '../../carriers/parcel-notices.ts';
import { type CancellationReason, isStaffReason } from '../../orders/cancellation-reason.ts';
import type { RescheduleReason } from '../../orders/expected-delivery.ts';
import { returnEvents } from './returns.zh-CN.ts';
import type { EventTexts, Facts, Lateness, PageTexts, Parcel, ShopperTexts, Texts, WhyCancelled } from './texts.ts';

/** What every refusal has in common; a reason adds what happened and what the customer can do. */
const notCompleted = (
  { shop, number }: Facts,
  texts: Pick<EventTexts, 'preheader' | 'status' | 'next' | 'sms'>,
): EventTexts => ({
  subject: `【${shop}】很抱歉，您的订单 ${number} 未能完成`,
  badge: '未能完成',
  heading: '很抱歉，您的订单未能完成',
  nextHeading: '您可以这样做',
  ...texts,
});

const welcome = '欢迎您随时再次选购。';
const sorry = '给您带来不便，我们深表歉意。';

/** Each reason of a cancellation in the customer's terms, and what they can do. A suspicion is never named. */
const cancellations = {
  CHANGED_MIND: { because: '您改变了购买计划', next: welcome },
  FOUND_CHEAPER: { because: '您找到了更优惠的价格', next: welcome },
  ORDERED_BY_MISTAKE: { because: '误操作下单', next: welcome },
  TOO_SLOW: { because: '等待时间过长', next: `让您久等了，非常抱歉。${welcome}` },
  OTHER: { because: undefined, next: welcome },
  STOCK: { because: '部分商品已无法供应', next: `${sorry}其他有货的商品，欢迎您重新下单选购。` },
  PRICE_ERROR: { because: '商品标价有误', next: `${sorry}欢迎您按正确的价格重新下单。` },
  FRAUD: { because: '此订单无法继续处理', next: sorry },
} as const satisfies { readonly [reason in CancellationReason]: object };

const cancelled = ({ shop, number }: Facts, { by, reason }: WhyCancelled): EventTexts => {
  const { because, next } = cancellations[reason];
  const common = {
    subject: `【${shop}】您的订单 ${number} 已取消`,
    badge: '已取消',
    heading: '您的订单已取消',
    nextHeading: '您可以这样做',
  };
  // For a reason of its own, the shop says sorry.
  if (isStaffReason(reason)) {
    return {
      ...common,
      preheader: '非常抱歉，我们不得不取消您的订单。以下是款项的处理方式。',
      status: `非常抱歉，由于${because}，我们不得不取消此订单，不会发货，敬请谅解。`,
      next: `${next}如有疑问，请与我们联系。`,
      sms: `很抱歉，我们不得不取消您的订单 ${number}。`,
    };
  }
  const who = by === 'CUSTOMER' ? '我们已按您的要求取消此订单' : '我们已为您取消此订单';
  return {
    ...common,
    preheader: '您的订单已取消，我们不会发货。以下是款项的处理方式。',
    status: `${who}${because === undefined ? '' : `（原因：${because}）`}，不会发货。`,
    next: `${next}如果这并非您的本意，请与我们联系。`,
    sms: by === 'CUSTOMER' ? `您的订单 ${number} 已按您的要求取消。` : `您的订单 ${number} 已取消。`,
  };
};

const partlyCancelled = (
  { shop, number, total }: Facts,
  { by, reason, less }: WhyCancelled & { readonly less: string },
): EventTexts => {
  const { because } = cancellations[reason];
  const why = because === undefined ? '' : `（原因：${because}）`;
  const who =
    by === 'CUSTOMER' ? '我们已按您的要求取消' : isStaffReason(reason) ? '非常抱歉，我们不得不取消' : '我们已为您取消';
  return {
    subject: `【${shop}】您的订单 ${number} 部分商品已取消`,
    preheader: `订单合计现为 ${total}，减少 ${less}。`,
    badge: '已变更',
    heading: '您的订单部分商品已取消',
    status: `${who}此订单中的部分商品${why}。订单合计现为 ${total}，减少 ${less}。`,
    nextHeading: '后续安排',
    next: '其余商品不受影响。如果这并非您的本意，请与我们联系。',
    sms: `您的订单 ${number} 部分商品已取消，合计现为 ${total}。`,
  };
};

const shipped = ({ shop, number }: Facts, { carrier, trackingNumber, isAll }: Parcel): EventTexts => {
  const by = carrier === undefined ? '您的包裹已发出' : `您的包裹已交由 ${carrier} 配送`;
  const follow = trackingNumber === undefined ? '' : '您可以凭物流单号查询配送进度。';
  return {
    subject: `【${shop}】您的订单 ${number} ${isAll ? '已发货' : '部分商品已发货'}`,
    preheader: isAll ? `${by}，请留意查收。` : `${by}，其余商品将另行发货。`,
    badge: isAll ? '已发货' : '部分发货',
    heading: isAll ? '您的订单已发货' : '您的订单部分商品已发货',
    status: isAll ? `${by}，您订购的商品已全部发出。` : `${by}，其余商品（见下方列表）将另行发货。`,
    nextHeading: '后续安排',
    next: `包裹正按上述收货地址送达。${follow}${isAll ? '如有缺件或破损，请与我们联系。' : '其余商品发货时，我们会再次通知您。'}`,
    sms: isAll ? `您的订单 ${number} 已发货。` : `您的订单 ${number} 部分商品已发货。`,
    smsMore: trackedBy(carrier, trackingNumber),
  };
};

/** What the notices of a parcel's way have in common. */
const ofParcel = (
  { carrier, trackingNumber }: Omit<Parcel, 'isAll'>,
  texts: Omit<EventTexts, 'nextHeading' | 'smsMore'>,
): EventTexts => ({ nextHeading: '后续安排', ...texts, smsMore: trackedBy(carrier, trackingNumber) });

const parcels = {
  'parcel-out-for-delivery': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】您的订单 ${number} 的包裹正在派送`,
      preheader: '快递员正在派送，请留意查收。',
      badge: '派送中',
      heading: '您的包裹正在派送',
      status: `${parcel.carrier ?? '快递公司'}正在为您派送包裹。`,
      next: '如无人签收，快递员会与您联系、留下取件通知，或再次派送。',
      sms: `您的订单 ${number} 的包裹正在派送。`,
    }),
  'parcel-delivered': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】您的订单 ${number} 的包裹已签收`,
      preheader: '请核对包裹内的商品；如未收到，请与我们联系。',
      badge: '已签收',
      heading: '您的包裹已签收',
      status: `${parcel.carrier ?? '快递公司'}告知我们，您的包裹已签收。`,
      next: '如果您没有收到，请先查看快递柜、驿站，并询问家人或邻居；仍未找到，请与我们联系。如有缺件或破损，也请与我们联系。',
      sms: `您的订单 ${number} 的包裹已签收。`,
    }),
  'parcel-attempt-failed': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】您的订单 ${number} 的包裹暂未送达`,
      preheader: '快递员派送时未能交付包裹。',
      badge: '暂未送达',
      heading: '您的包裹暂未送达',
      status: `${parcel.carrier ?? '快递公司'}派送时未能将包裹交付给您。`,
      next: '快递公司通常会再次派送，或保留包裹待您领取：请查看取件通知，或凭物流单号查询。如收货地址有误，请与我们联系。',
      sms: `您的订单 ${number} 的包裹暂未送达。`,
    }),
  'parcel-returned': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】您的订单 ${number} 的包裹正在退回`,
      preheader: '包裹未能送达，正在退回给我们。',
      badge: '退回中',
      heading: '您的包裹正在退回给我们',
      status: `${parcel.carrier ?? '快递公司'}未能送达您的包裹，正在退回给我们。`,
      next: '请与我们联系：我们可以重新寄出（也可以更换地址），或为您退款。',
      sms: `您的订单 ${number} 的包裹未能送达，正在退回，请与我们联系。`,
    }),
  'parcel-lost': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】您的订单 ${number} 的包裹已丢失`,
      preheader: '非常抱歉，您不会因此受到损失。',
      badge: '已丢失',
      heading: '您的包裹已丢失',
      status: `非常抱歉，您的包裹在${parcel.carrier === undefined ? '' : ` ${parcel.carrier} `}运输途中丢失。`,
      next: '请与我们联系：我们可以为您重新寄出，或为您退款，由您选择。',
      sms: `非常抱歉，您的订单 ${number} 的包裹已丢失，请与我们联系。`,
    }),
} satisfies Pick<Texts['events'], ParcelNotice>;

const trackedBy = (carrier: string | undefined, trackingNumber: string | undefined) => {
  if (trackingNumber === undefined) return carrier === undefined ? [] : [`由 ${carrier} 配送。`];
  const number = `物流单号 ${trackingNumber}`;
  return carrier === undefined ? [number] : [`${carrier}，${number}`, number];
};

/** Why it is late, as far as we know. */
const becauseOf: { readonly [reason in RescheduleReason]: string } = {
  WAREHOUSE_CLOSED: '仓库暂停作业数日。',
  NOT_SHIPPED: '您的订单尚未从仓库发出。',
  EXCEPTION: '承运商反馈包裹在运输途中遇到问题。',
  NO_FIRST_SCAN: '包裹已从仓库发出，但承运商尚未确认揽收。',
  NO_NEWS: '承运商已有数日未更新包裹的物流信息。',
  PREDICTED_LATE: '包裹的运输时间比平时更长。',
  BACKORDER: '部分商品尚未到货。',
  STOCK_ARRIVED: '',
  SHOP: '',
};

const delayed = ({ shop, number }: Facts, { reason, formerly, by, days, mayCancel }: Lateness): EventTexts => ({
  subject: `【${shop}】您的订单 ${number} 将晚于预计时间送达`,
  preheader: `现预计 ${by}前送达。${mayCancel ? '您可以继续等待，也可以取消订单。' : ''}`,
  badge: '配送延迟',
  heading: '很抱歉，您的订单将延迟送达',
  status: `很抱歉，您的订单未能按时送达。${becauseOf[reason]}原预计 ${formerly}前送达，现预计送达：${days}。`,
  nextHeading: '您可以这样做',
  next: mayCancel
    ? '如您愿意等待，无需任何操作。您也可以在订单页面告诉我们您愿意等待，或取消订单。'
    : '您无需任何操作，我们会持续关注。如有疑问，请与我们联系。',
  sms: `很抱歉，您的订单 ${number} 将延迟，现预计 ${by}前送达。`,
  smsMore: mayCancel ? ['您可在订单页面选择等待或取消。'] : [],
});

/** We had to close the order: a problem of ours lasted too long, or cannot be solved. */
const closedByUs = (facts: Facts) =>
  notCompleted(facts, {
    preheader: '由于我们的技术问题，您的订单未能完成。您可以重新下单。',
    status: '由于我们的技术问题，此订单未能按时完成，现已关闭，非常抱歉。',
    next: '如您仍需要这些商品，请重新下单。此订单中的商品不再为您保留。',
    sms: `很抱歉，您的订单 ${facts.number} 未能按时完成，已关闭。`,
  });

/** Simplified Chinese as a courteous shop writes it. */
export const texts = {
  intl: 'zh-CN',
  fonts:
    "-apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif",
  labels: {
    number: '订单编号',
    placedAt: '下单时间',
    shortages: '缺货商品',
    requested: '订购数量',
    available: '现有库存',
    cancelled: '已取消',
    cancellation: '取消调整',
    backordered: '待到货商品',
    expected: '预计到货',
    delivery: '预计送达',
    parcel: '本次发货商品',
    toFollow: '待发货商品',
    returned: '相关商品',
    sendBackTo: '寄回地址',
    carrier: '物流公司',
    trackingNumber: '物流单号',
    refund: '退款明细',
    refundTo: '退回至',
    amount: '金额',
    lines: '订单明细',
    item: '商品',
    sku: '货号',
    quantity: '数量',
    lineTotal: '小计',
    totalQuantity: '商品总件数',
    total: '订单合计',
    subtotal: '商品小计',
    due: '应付金额',
    address: '收货地址',
    payment: '支付情况',
    email: '电子邮箱',
    telephone: '电话',
    colon: '：',
  },
  fromTo: (from, to) => `${from}至${to}`,
  andMore: (count) => `另有 ${count} 项商品`,
  andOthers: (count) => `另有 ${count} 项`,
  includedTax: (title) => `含 ${title}`,
  credit: {
    GIFT_CARD: (reference) => `礼品卡 ${reference}`,
    STORE_CREDIT: (reference) => `账户余额 ${reference}`,
  },
  refundTo: {
    stripe: '您付款时使用的银行卡或账户',
    alipay: '您的支付宝账户或付款银行卡',
    'wechat-pay': '您的微信零钱或付款银行卡',
    sandbox: '您付款时使用的方式',
  },
  creditsBack: '您使用的礼品卡或账户余额将退回原处。',
  payment: {
    AUTHORIZED: (total) => `您的付款 ${total} 已授权成功。`,
    CAPTURED: (total) => `我们已收到您的付款 ${total}。`,
    NOT_TAKEN: () => '本次订单未扣取您的任何款项。',
    UNSETTLED: () => '如果本次订单的付款已经成功，或之后仍然成功，我们会全额退回。',
    RELEASED: (total) =>
      `本次订单未扣取您的任何款项。此前冻结的 ${total} 正在解冻，具体恢复时间以您的银行或支付平台为准。`,
    // No amount: what was paid is refunded, whatever it was.
    REFUNDED: () => '您支付的款项正在全额退回，具体到账时间以您的银行或支付平台为准。',
    DISPUTED: () =>
      '这笔付款已通过您的银行提出争议，款项由银行裁定，请向您的银行查询。如银行将款项判归我们，我们会退还给您。',
    NOT_REFUNDED: () => '您的款项未能原路退回。请与我们联系，以便另行退款。',
    PAID_BY_CREDIT: () => '您已使用礼品卡或账户余额全额支付。',
    FREE: () => '本订单无需付款。',
    LESS: () => '我们会相应少收这部分款项；您已支付的部分将原路退回，具体到账时间以您的银行或支付平台为准。',
    AWAITED: (total, payBefore) =>
      payBefore === undefined ? `请支付 ${total}。` : `请于 ${payBefore} 之前支付 ${total}。`,
  },
  shortPayment: {
    AUTHORIZED: '付款已授权成功。',
    CAPTURED: '付款已收到。',
    NOT_TAKEN: '本次未扣款。',
    UNSETTLED: '如已付款或之后仍被扣款，将全额退回。',
    RELEASED: '本次未扣款。',
    REFUNDED: '款项正在全额退回。',
    DISPUTED: '款项由您的银行裁定。',
    NOT_REFUNDED: '退款未能完成。',
    PAID_BY_CREDIT: '已全额支付。',
    FREE: '无需付款。',
    LESS: '已付的相应款项将原路退回。',
    AWAITED: '请返回下单页面完成支付。',
  },
  pay: {
    button: (due) => `立即支付 ${due}`,
    copyAddress: '或将以下网址复制到浏览器中打开：',
    openLink: {
      weixin: '请在手机上用微信打开以下链接完成支付：',
      alipays: '请在已安装支付宝的手机上打开以下链接完成支付：',
    },
    openCode: '请在您选择的支付应用中打开以下付款码内容完成支付：',
    shortBefore: (moment) => `请于 ${moment} 前支付。`,
    shortLink: {
      page: (url) => `付款链接： ${url} `,
      weixin: (url) => `请用微信打开： ${url} `,
      alipays: (url) => `请用支付宝打开： ${url} `,
    },
  },
  footer: ({ shop, number }) => [
    `您收到此邮件，是因为您在 ${shop} 提交了订单。`,
    `如有疑问，欢迎联系我们，并请提供订单编号 ${number}。`,
  ],
  events: {
    ...returnEvents,
    'order-confirmed': ({ shop, number, total }) => ({
      subject: `【${shop}】您的订单 ${number} 已确认`,
      preheader: `感谢您的惠顾！订单合计 ${total}，我们正在为您备货。`,
      badge: '已确认',
      heading: '感谢惠顾，您的订单已确认',
      status: '您订购的商品均有现货，我们已为您预留。',
      nextHeading: '后续安排',
      next: '我们正在为您备货，备妥后将按上述收货地址为您寄出，您无需再进行任何操作。',
      sms: `您的订单 ${number} 已确认，合计 ${total}。`,
    }),
    arriving: (next, days) => `${next}预计送达：${days}。`,
    backordered: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `感谢您的惠顾！订单合计 ${total}，部分商品待到货。`,
        status: '您的订单已确认。部分商品暂时缺货，具体商品及预计到货时间如下。',
        next: '商品到齐后，我们会再次通知您，并按上述收货地址为您寄出。如您不愿等候，欢迎联系我们。',
        sms: `您的订单 ${number} 已确认，合计 ${total}，部分商品将稍后到货。`,
      }),
      'payment-awaited': () => ({
        status: '等待支付期间，我们会为您保留此订单。部分商品暂时缺货，具体商品及预计到货时间如下。',
      }),
    },
    partial: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `感谢您的订购！有货的商品已确认，订单合计现为 ${total}。`,
        status: `您订购的部分商品库存不足。下方所列的缺货商品未计入订单，也不会收费；订单合计现为 ${total}。`,
        sms: `您的订单 ${number} 已确认（缺货商品除外），合计现为 ${total}。`,
      }),
      'payment-awaited': ({ total }) => ({
        status: `您订购的部分商品库存不足。下方所列的缺货商品未计入订单，订单合计现为 ${total}。其余商品已为您保留，等待您付款。`,
      }),
    },
    'order-cancelled': cancelled,
    'order-delayed': delayed,
    'lines-cancelled': partlyCancelled,
    'payment-awaited': ({ shop, number, due }) => ({
      subject: `【${shop}】您的订单 ${number} 待支付`,
      preheader: `商品已为您保留，请支付 ${due} 以完成订单。`,
      badge: '待支付',
      heading: '您的订单正在等待支付',
      status: '您订购的商品均有现货，等待支付期间我们会为您保留。',
      nextHeading: '后续安排',
      next: '收到您的付款后，我们会立即确认订单。如未能按时收到付款，订单将会关闭，商品不再保留，也不会向您收取任何费用。如果您刚刚完成支付，则无需再进行任何操作。',
      sms: `您的订单 ${number} 待支付，应付 ${due}。`,
    }),
    'payment-failed': ({ shop, number, due }) => ({
      subject: `【${shop}】您的订单 ${number} 付款未成功`,
      preheader: `商品仍为您保留，您可以换一种方式支付 ${due}。`,
      badge: '付款未成功',
      heading: '您的付款未成功',
      status: '您的付款未获通过或未完成。我们仍为您保留商品。',
      nextHeading: '您可以这样做',
      next: '请回到下单的页面，换一种方式支付，例如使用另一张银行卡。如未能按时收到付款，订单将会关闭，商品不再保留，也不会向您收取任何费用。',
      sms: `您的订单 ${number} 付款未成功，请换一种方式支付。`,
    }),
    'order-checking': ({ shop, number }) => ({
      subject: `我们正在核对您在 ${shop} 的订单 ${number}`,
      preheader: '商品均有现货，已为您预留。确认后我们会再次通知您。',
      badge: '处理中',
      heading: '我们正在核对您的订单',
      status: '商品均有现货，已为您预留。确认之前，我们正在核对您的订单。',
      nextHeading: '接下来',
      next: '订单确认后，我们会立即通知您，您无需进行任何操作。',
      sms: `我们正在核对您的订单 ${number}，您无需进行任何操作。`,
    }),
    'backordered-items-arrived': ({ shop, number }) => ({
      subject: `【${shop}】您的订单 ${number} 商品已到齐`,
      preheader: '您订购的商品已全部到货，我们已为您预留。',
      badge: '已到齐',
      heading: '您等候的商品已到货',
      status: '此前待到货的商品已经到货，我们已为您预留，您的订单现已备齐。',
      nextHeading: '后续安排',
      next: '我们正在为您备货，备妥后将按上述收货地址为您寄出，您无需再进行任何操作。',
      sms: `您等候的商品已到货，订单 ${number} 现已备齐。`,
    }),
    'order-shipped': shipped,
    ...parcels,
    'payment-refunded': ({ shop, number }, { back, days }) => ({
      subject: `【${shop}】您的订单 ${number} 已退款 ${back}`,
      preheader: `我们已为此订单退款 ${back}，款项将原路退回。`,
      badge: '已退款',
      heading: '您的退款已办理',
      status: `我们已为此订单退款 ${back}。`,
      payment:
        days === undefined
          ? '款项将退回您使用的礼品卡或账户余额。'
          : `款项将原路退回，通常在 ${days} 个工作日内到账，具体以您的银行或支付平台为准。`,
      nextHeading: '后续安排',
      next: '您无需再进行任何操作。如果您对此退款有疑问，或款项未按时到账，请与我们联系。',
      sms: `您的订单 ${number} 已退款 ${back}。`,
      smsMore: [days === undefined ? '款项将退回礼品卡或账户余额。' : `款项将原路退回，通常 ${days} 个工作日内到账。`],
    }),
    'order-rejected': {
      OUT_OF_STOCK: (facts) =>
        notCompleted(facts, {
          preheader: '部分商品库存不足，订单未能完成。以下是具体情况和您可以选择的办法。',
          status: '您订购的部分商品库存不足，我们无法接受此订单，敬请谅解。',
          next: '您可以减少数量，或去掉缺货的商品后重新下单。此订单中的商品不再为您保留。',
          sms: `很抱歉，您的订单 ${facts.number} 因库存不足未能完成。`,
        }),
      PAYMENT_DECLINED: (facts) =>
        notCompleted(facts, {
          preheader: '付款未获通过，订单未能完成。以下是具体情况和您可以选择的办法。',
          status: '您的付款未获通过，我们无法接受此订单，敬请谅解。',
          next: '请核对支付信息，或换一种支付方式后重新下单。付款未获通过的具体原因，请咨询您的银行或支付平台。',
          sms: `很抱歉，您的订单 ${facts.number} 因付款未获通过未能完成。`,
        }),
      PAYMENT_TIMEOUT: (facts) =>
        notCompleted(facts, {
          preheader: '我们未能按时收到您的付款，订单已关闭。您可以重新下单。',
          status: '我们未能在规定时间内收到您的付款，此订单已关闭，敬请谅解。',
          next: '如您仍需要这些商品，请重新下单并完成支付。此订单中的商品不再为您保留。',
          sms: `很抱歉，您的订单 ${facts.number} 因未按时收到付款已关闭。`,
        }),
      NOT_ACCEPTED: (facts) =>
        notCompleted(facts, {
          preheader: '我们无法接受此订单。以下是款项的处理情况和您可以选择的办法。',
          status: '很抱歉，我们无法接受此订单，敬请谅解。',
          next: '此订单中的商品不再为您保留。如有疑问，请与我们联系。',
          sms: `很抱歉，我们无法接受您的订单 ${facts.number}。`,
        }),
      HOLD_EXPIRED: closedByUs,
      TECHNICAL_PROBLEM: closedByUs,
    },
  },
  pageLink: {
    link: '查看订单进度',
    shortLink: (url) => `详情： ${url} `,
  },
  sms: (shop, sentences) => `【${shop}】${sentences.join('').trim()}`,
  smsAlphabet: 'UCS-2',
} satisfies Texts;

/** What is only on the page of an order. */
export const page = {
  title: ({ shop, number }) => `订单 ${number} · ${shop}`,
  states: {
    received: {
      badge: '已收到',
      heading: '我们已收到您的订单',
      status: '正在确认商品库存，通常只需几秒钟。',
    },
    reserved: {
      badge: '处理中',
      heading: '商品已为您预留',
      status: '商品均有现货，已为您预留。我们正在完成支付处理。',
    },
    shipped: {
      badge: '已发货',
      heading: '您的订单已发货',
      status: '商品已离开我们的仓库。',
    },
    delivered: {
      badge: '已签收',
      heading: '您的订单已签收',
      status: '您订购的商品已全部送达。',
    },
  },
  progress: '订单进度',
  stations: {
    received: '已收到订单',
    reserved: '商品已预留',
    paid: '支付',
    confirmed: '订单已确认',
    shipped: '已发货',
    delivered: '已签收',
    partlyShipped: '部分商品已发货',
    declined: '付款未成功',
    linesCancelled: '部分商品已取消',
    returned: '已收到退货',
    rejected: '未能完成',
    cancelled: '已取消',
  },
  expected: (moment) => `大多数类似的订单会在 ${moment} 之前得到确认。`,
  howOftenRight: '这个预计有多准？',
  arrivalKept: (orders) =>
    orders === undefined
      ? '已送达的订单还太少，暂时无法说明。'
      : `最近每 100 个订单中，有 ${orders} 个在我们预计的日期内送达。`,
  expectedKept: (orders) => `最近每 100 个订单中，有 ${orders} 个在我们预计的时间之前得到了确认。`,
  answerBefore: (moment) => `您最迟会在 ${moment} 之前得到我们的答复。`,
  delayed: (moment) =>
    `由于我们的技术问题，您的订单有所延误。您最迟会在 ${moment} 之前得到我们的答复，无需进行任何操作。`,
  next: {
    received: '订单确认后，我们会立即通知您。您可以关闭此页面。',
    confirmed: '我们正在为您备货，备妥后将按您的收货地址寄出，您无需再进行任何操作。',
    shipped: '商品将送达您的收货地址。如有缺少或不符，请与我们联系。',
    delivered: '希望您喜欢。如有缺少或不符，请与我们联系。',
  },
  shipments: '发货记录',
  parcel: {
    states: {
      LABEL_CREATED: '已交给快递公司',
      IN_TRANSIT: '运输中',
      OUT_FOR_DELIVERY: '派送中',
      ATTEMPT_FAILED: '暂未送达',
      EXCEPTION: '运输异常',
      DELIVERED: '已签收',
      RETURNED: '退回中',
      LOST: '已丢失',
    },
    track: '在快递公司网站查询',
    history: '物流详情',
  },
  contingency: {
    providerDown: '该支付方式目前出现故障。如付款未成功，请稍后再试或改用其他方式支付，不会重复扣款。',
    warehouseClosed: (until) => `仓库暂停作业至 ${until}，恢复后将发出您的订单。`,
    flashSale: '目前下单人数较多，确认可能需要几分钟。您的订单不会丢失。',
    carrierDown: '目前无法获取承运商的最新信息，物流状态可能未及时更新，包裹仍在配送中。',
  },
  late: { wait: '我愿意等待', waits: '感谢您的耐心等待。', cancel: '取消订单' },
  comma: '，',
  cancelledUnits: (units) => `已取消 ${units} 件`,
  returnedUnits: (units) => `已退回 ${units} 件`,
  contact: '我们通过以下方式通知您',
  hidden: '为保护您的信息，收货地址和联系方式仅在我们消息中的链接所打开的页面上显示。',
  actions: {
    cancelOrder: '取消此订单',
    cancelOrderText: '整个订单将被取消，您已支付的款项将原路退回。',
    cancelItem: '取消某件商品',
    cancelItemText: '其余商品不受影响，您为该商品支付的款项将原路退回。',
    reason: '取消原因',
    reasons: {
      CHANGED_MIND: '改变了购买计划',
      FOUND_CHEAPER: '找到了更优惠的价格',
      ORDERED_BY_MISTAKE: '误操作下单',
      TOO_SLOW: '等待时间过长',
    },
    confirm: '确认取消',
    withdraw: '在此撤销合同',
    returns: '退换货或反馈问题',
    prove: '如需在此查看收货地址和联系方式，请输入订单编号，以及下单时填写的邮箱或手机号码。',
    contactField: '邮箱或手机号码',
    proveButton: '查看',
  },
  instructions: {
    title: '配送说明',
    change: '修改配送说明',
    text: '有什么需要告诉配送员的吗？例如按哪个门铃，或包裹放在哪里。',
    field: '给配送员的说明',
    save: '保存',
  },
  said: {
    'not-instructed': '未能修改配送说明。请查看订单的最新状态后重试，或与我们联系。',
    'not-cancelled': '未能取消。请查看订单的最新状态后重试，或与我们联系。',
    'not-proven': '输入的信息与此订单不符，或今日尝试次数过多。',
  },
  askForHelp: '寻求帮助',
  help: '帮助',
  helpText: ({ shop, number }) => `如有疑问，请联系 ${shop}，并提供订单编号 ${number}。`,
  helpWithoutOrder: ({ shop }) => `如果仍无法解决，请联系 ${shop}，并准备好订单编号：我们发给您的每条消息中都有。`,
  helpTopics: {
    arrival: '什么时候能送到？',
    address: '收货地址有误',
    payment: '支付问题',
    refund: '退款问题',
    damaged: '商品缺少或损坏',
    return: '我想退货',
    other: '其他问题',
  },
  helpMail: ({ number, topic }) => `订单编号：${number}\n问题：${topic}\n\n`,
  reload: '刷新此页面可查看最新进展。',
  gone: {
    badge: '未找到',
    heading: '此链接无法打开',
    status: '链接可能不完整、已过期，或已被新的链接取代。请打开我们最近一次发给您的消息中的链接。',
  },
  failed: {
    badge: '抱歉',
    heading: '暂时无法显示您的订单',
    status: '您的订单没有受到任何影响。请稍后刷新此页面。',
  },
} satisfies PageTexts;

/** What is written to shoppers, who have not ordered. */
export const toShoppers = {
  backInStock: (product, shop) => ({
    subject: `【${shop}】到货通知：${product}`,
    preheader: '您关注的商品已到货。',
    badge: '已到货',
    heading: '您关注的商品已到货',
    status: '您曾要求我们在此商品恢复供应时通知您，现在它已到货。',
    next: '此通知不会为您预留库存，也有其他顾客在等候；如仍需要，请尽快下单。',
    footer: `您收到此邮件，是因为您曾要求 ${shop} 通知到货。此通知仅发送一次，我们随后即删除您的邮箱地址。`,
  }),
  confirmBackInStock: (product, shop) => ({
    subject: `【${shop}】请确认到货通知：${product}`,
    preheader: '确认后，商品到货时我们才会通知您。',
    badge: '请确认',
    heading: '需要到货时通知您吗？',
    status: '有人（希望是您本人）要求我们在此商品恢复供应时发邮件到此邮箱。',
    next: '请在三天内确认，到货时我们会通知您一次。如果不是您本人，请忽略此邮件，我们将删除您的邮箱地址。',
    footer: `您收到此邮件，是因为有人向 ${shop} 提供了您的邮箱地址。`,
  }),
  confirmButton: '是的，请通知我',
  unsubscribe: {
    link: '退订',
    title: '商品邮件',
    ask: '不再接收商品邮件（到货提醒、评价邀请）？订单通知不受影响。',
    button: '退订',
    done: '您不会再收到商品邮件。订单通知不受影响。',
    gone: '此链接已失效。请使用我们最近一封邮件中的链接。',
  },
} satisfies ShopperTexts;
