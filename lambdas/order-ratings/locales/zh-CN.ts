import type { RatingTexts } from './rating-texts.ts';

/** 简体中文。 */
export const texts: RatingTexts = {
  mail: (shop) => ({
    subject: `您对 ${shop} 的这笔订单满意吗？`,
    preheader: '打一到五颗星，只需一分钟。',
    badge: '您的评价',
    heading: '您觉得怎么样？',
    status: '您的订单已送达一段时间，我们想听听您的看法。',
    next: '请在订单页面上打一到五颗星。如有不满意之处，我们会跟进处理。',
    footer: `每笔订单 ${shop} 只询问一次。`,
  }),
  button: '评价订单',
  page: {
    title: '您觉得怎么样？',
    stars: '星级',
    of: (stars) => `${stars} 星（共 5 星）`,
    word: '想说的话（选填）',
    send: '提交评价',
    thanks: (stars) => `感谢您的评价：${stars} 星（共 5 星）。`,
  },
};
