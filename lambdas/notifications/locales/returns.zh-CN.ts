import type { ReturnEvents } from './texts.ts';

const moneyBack = '您为这些商品支付的款项将原路退回。';

/** The sentences about a return case, in Chinese. */
export const returnEvents: ReturnEvents = {
  'withdrawal-received': ({ shop, number }, { name, at }) => ({
    subject: `【${shop}】已收到您对订单 ${number} 的撤销声明`,
    preheader: `您于 ${at} 提交。请保存此消息，作为您的确认凭据。`,
    badge: '已收到撤销声明',
    heading: '您已撤销合同',
    status: `${name} 已于 ${at} 就订单 ${number} 中下列商品撤销合同。请保存此消息，作为您的确认凭据。`,
    payment: `${moneyBack}我们会在 14 天内办理；您已收到的商品，自我们收到退货或您提供寄出凭证时起办理。`,
    nextHeading: '后续安排',
    next: '尚未发出的商品，我们将取消发货；已发出的商品，我们会另行告知您如何退回。您目前无需进行其他操作。',
    sms: `我们已于 ${at} 收到您对订单 ${number} 的撤销声明。`,
    smsMore: ['请保存此消息。'],
  }),
  'return-requested': ({ shop, number }, { kind }) => ({
    subject:
      kind === 'EXCHANGE' ? `【${shop}】您的订单 ${number} 换货申请` : `【${shop}】我们正在处理您的订单 ${number}`,
    preheader: '我们已收到您的申请，会尽快回复您。',
    badge: '已收到申请',
    heading: '我们已收到您的申请',
    status:
      kind === 'EXCHANGE'
        ? '您希望更换下列商品，我们正在为您预留新的商品。'
        : '下列商品给您带来不便，我们深表歉意，正在核实处理。',
    nextHeading: '后续安排',
    next: '一有结果，我们会立即通知您。在此之前请保留好商品。',
    sms: `我们已收到您关于订单 ${number} 的申请，会尽快回复您。`,
    smsMore: [],
  }),
  'return-approved': ({ shop, number }, { remedy, keeps, postage, sendBy, soldOut, remark }) => {
    const sold = soldOut ? '很抱歉，您希望更换的商品已售罄。' : '';
    const cost = postage === 'SHOP' ? '退货运费由我们承担。' : '退货运费由您承担。';
    const gets = remedy === 'REFUND' ? '为您退款' : '寄出已为您预留的新商品';
    const status = keeps
      ? `${sold}您无需寄回下列商品，可以保留，我们会${remedy === 'REFUND' ? '为您退款' : '为您补发新的商品'}。`
      : `${sold}请于 ${sendBy} 之前寄回下列商品。收到后，我们会${gets}。`;
    return {
      subject: keeps ? `【${shop}】关于您的订单 ${number} 的申请` : `【${shop}】订单 ${number} 的退货方式`,
      preheader: keeps ? '您无需寄回商品。' : `请于 ${sendBy} 之前寄回商品。`,
      badge: '已同意',
      heading: keeps ? '您可以保留商品' : '请寄回商品',
      status: `${status}${remark ?? ''}`,
      payment: remedy === 'REFUND' ? moneyBack : '您无需另行付款。',
      nextHeading: keeps ? '后续安排' : '如何寄回',
      next: keeps
        ? '您无需再进行任何操作。'
        : `请妥善包装，在包裹中附上写有订单编号 ${number} 的便条，并保留寄件凭证。${cost}寄出后，您可以在订单页面上告诉我们。`,
      sms: keeps ? `订单 ${number} 的相关商品无需寄回。` : `请于 ${sendBy} 之前寄回订单 ${number} 的商品。`,
      smsMore: [],
    };
  },
  'return-refused': ({ shop, number }, { remark }) => ({
    subject: `【${shop}】关于您的订单 ${number} 的申请`,
    preheader: '我们已核实您的申请，结果如下。',
    badge: '未同意',
    heading: '我们无法同意您的申请',
    status: `很抱歉，我们无法同意您就下列商品提出的申请。${remark ?? ''}`,
    nextHeading: '您可以这样做',
    next: '如您有不同意见，请与我们联系。您依法享有的权利不受影响。',
    sms: `很抱歉，我们无法同意您关于订单 ${number} 的申请。`,
    smsMore: [],
  }),
};
