import type { TicketTexts } from './ticket-texts.ts';

const hello = '您好，\n\n';
const order = (number?: string) => (number === undefined ? '您的订单' : `您的订单 ${number}`);
const bye = (shop: string) => `\n\n此致\n${shop}`;

/** Simplified Chinese. */
export const texts: TicketTexts = {
  page: {
    write: '联系我们',
    topic: '您想咨询什么？',
    text: '您的留言',
    send: '发送',
    you: '您',
    question: (topic) => `您的咨询：${topic}`,
    topicOf: {
      arrival: '什么时候到货？',
      address: '地址有误',
      payment: '付款问题',
      refund: '退款问题',
      damaged: '缺少或损坏',
      return: '想要退货',
      rating: '您的评价',
      other: '您的留言',
    },
    states: {
      open: '我们正在处理，会在此页面并通过电子邮件答复您。',
      answered: '我们已经答复。问题解决了吗？',
      solved: '已解决。如果没有，请再次留言。',
    },
    reply: '回复',
    isSolved: '是的，已解决',
    isNotSolved: '还没有',
    hidden: '为保护您的信息，留言内容仅在通过我们消息中的链接打开的页面上显示。',
    notTaken: '我们无法接收您的留言：内容为空、过长，或今天的留言过多。请致电我们。',
  },
  mail: {
    subject: ({ shop, number }) => (number === undefined ? `您给${shop}的留言` : `您的订单 ${number}`),
    received: (shop) => `${hello}感谢您的来信。我们已经收到，会尽快答复您。\n\n这是一封自动回复邮件。${bye(shop)}`,
    below: '您可以直接回复此邮件。',
    pageLink: '您的订单及全部往来内容：',
  },
  answers: {
    'looking-into-it': {
      title: '我们正在处理',
      text: ({ shop, number }) => `${hello}感谢您就${order(number)}联系我们。我们正在处理，会再与您联系。${bye(shop)}`,
    },
    'where-it-is': {
      title: '订单进度',
      text: ({ shop, number, standing = '', pageUrl }) =>
        `${hello}${order(number)}的当前情况：${standing}${pageUrl === undefined ? '' : `\n\n您可以在此查看：${pageUrl}`}${bye(shop)}`,
    },
    'refund-under-way': {
      title: '退款处理中',
      text: ({ shop, number, refunded = '' }) =>
        `${hello}我们已将${order(number)}的款项 ${refunded} 按原支付方式退回。视银行而定，五个工作日内到账。${bye(shop)}`,
    },
    'photos-please': {
      title: '请提供照片',
      text: ({ shop, number }) =>
        `${hello}很抱歉，${order(number)}的商品未能完好送达。请回复此消息并附上商品和包装的照片，我们会尽快为您处理。${bye(shop)}`,
    },
    'all-settled': {
      title: '问题已解决？',
      text: ({ shop, number }) =>
        `${hello}我们认为您关于${order(number)}的问题已经解决。如果没有，请直接回复此消息。${bye(shop)}`,
    },
  },
};
