import type { TicketTexts } from './ticket-texts.ts';

const hello = 'お問い合わせいただきありがとうございます。\n\n';
const order = (number?: string) => (number === undefined ? 'ご注文' : `ご注文 ${number}`);
const bye = (shop: string) => `\n\n今後ともよろしくお願いいたします。\n${shop}`;

/** Japanese. */
export const texts: TicketTexts = {
  page: {
    write: 'お問い合わせを送る',
    topic: 'お問い合わせの内容',
    text: 'メッセージ',
    send: '送信する',
    you: 'お客様',
    question: (topic) => `お問い合わせ：${topic}`,
    topicOf: {
      arrival: 'いつ届きますか',
      address: 'お届け先が間違っている',
      payment: 'お支払いについて',
      refund: '返金について',
      damaged: '不足や破損がある',
      return: '返品したい',
      rating: 'ご評価について',
      other: 'メッセージ',
    },
    states: {
      open: '確認しております。このページとメールでお返事いたします。',
      answered: 'お返事いたしました。解決しましたか。',
      solved: '解決済みです。まだの場合は、もう一度お書きください。',
    },
    reply: '返信する',
    isSolved: 'はい、解決しました',
    isNotSolved: 'いいえ、まだです',
    hidden: '個人情報保護のため、お問い合わせの内容は、当店からのメッセージのリンクで開いたページにのみ表示されます。',
    notTaken:
      'メッセージをお受けできませんでした。空か長すぎるか、本日の上限に達しています。お電話でお問い合わせください。',
  },
  mail: {
    subject: ({ shop, number }) => (number === undefined ? `${shop}へのお問い合わせ` : `ご注文 ${number} について`),
    received: (shop) =>
      `${hello}メッセージを受け付けました。できるだけ早くお返事いたします。\n\nこのメールは自動返信です。${bye(shop)}`,
    below: 'このメールにそのままご返信いただけます。',
    pageLink: 'ご注文とこれまでのやりとり：',
  },
  answers: {
    'looking-into-it': {
      title: '確認中です',
      text: ({ shop, number }) =>
        `${hello}${order(number)}の件を確認しております。改めてご連絡いたします。${bye(shop)}`,
    },
    'where-it-is': {
      title: 'ご注文の状況',
      text: ({ shop, number, standing = '', pageUrl }) =>
        `${hello}${order(number)}の状況は次のとおりです。${standing}${pageUrl === undefined ? '' : `\n\nこちらでご確認いただけます：${pageUrl}`}${bye(shop)}`,
    },
    'refund-under-way': {
      title: '返金の手続き中です',
      text: ({ shop, number, refunded = '' }) =>
        `${hello}${order(number)}の代金 ${refunded} を、お支払いと同じ方法で返金いたしました。金融機関により、反映まで5営業日ほどかかることがあります。${bye(shop)}`,
    },
    'photos-please': {
      title: '写真をお送りください',
      text: ({ shop, number }) =>
        `${hello}${order(number)}の商品が正しくお届けできず、申し訳ございません。商品と梱包の写真をこのメッセージへの返信でお送りください。すぐに対応いたします。${bye(shop)}`,
    },
    'all-settled': {
      title: '解決の確認',
      text: ({ shop, number }) =>
        `${hello}${order(number)}についてのお問い合わせは解決したと存じます。まだの場合は、このメッセージにご返信ください。${bye(shop)}`,
    },
  },
};
