import type { RatingTexts } from './rating-texts.ts';

/** 日本語。 */
export const texts: RatingTexts = {
  mail: (shop) => ({
    subject: `${shop} のご注文はいかがでしたか`,
    preheader: '星 1〜5 で、1 分で終わります。',
    badge: 'ご評価のお願い',
    heading: 'いかがでしたか',
    status: 'ご注文の商品が届いてしばらく経ちました。ご感想をお聞かせください。',
    next: 'ご注文ページで星 1〜5 の評価をお願いします。ご不満な点があれば、確認いたします。',
    footer: `${shop} がお尋ねするのは、ご注文ごとに一度だけです。`,
  }),
  button: '注文を評価する',
  page: {
    title: 'いかがでしたか',
    stars: '星の数',
    of: (stars) => `5 のうち ${stars}`,
    word: 'ご感想（任意）',
    send: '評価する',
    thanks: (stars) => `ありがとうございます。評価：5 のうち ${stars}`,
  },
};
