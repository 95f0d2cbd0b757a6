import type { ParcelNotice } from '../../carriers/parcel-notices.ts';
import { type CancellationReason, isStaffReason } from '../../orders/cancellation-reason.ts';
import type { RescheduleReason } from '../../orders/expected-delivery.ts';
import { returnEvents } from './returns.ja.ts';
import type { EventTexts, Facts, Lateness, PageTexts, Parcel, ShopperTexts, Texts, WhyCancelled } from './texts.ts';

/** What every refusal has in common; a reason adds what happened and what the customer can do. */
const notCompleted = (
  { shop, number }: Facts,
  texts: Pick<EventTexts, 'preheader' | 'status' | 'next' | 'sms'>,
): EventTexts => ({
  subject: `【${shop}】ご注文を承ることができませんでした（ご注文番号 ${number}）`,
  badge: 'ご注文不成立',
  heading: 'ご注文を承ることができませんでした',
  nextHeading: '今後のお手続きについて',
  ...texts,
});

const welcome = 'またのご利用を心よりお待ちしております。';
const sorry = 'ご迷惑をおかけし、誠に申し訳ございません。';
const goesOut =
  '発送の準備が整い次第、上記のお届け先へお送りいたします。お客様にお手続きいただくことは特にございません。';
const closesUnpaid =
  '期限までにお支払いを確認できない場合、ご注文は取り消され、商品の確保も解除されます。その場合、代金は請求されません。';

/** Each reason of a cancellation in the customer's terms, and what they can do. A suspicion is never named. */
const cancellations = {
  CHANGED_MIND: { because: 'ご購入のお取りやめ', next: welcome },
  FOUND_CHEAPER: { because: '価格の比較によるお取りやめ', next: welcome },
  ORDERED_BY_MISTAKE: { because: '誤ってのご注文', next: welcome },
  TOO_SLOW: { because: 'お届けまでの日数', next: `お待たせしてしまい、誠に申し訳ございません。${welcome}` },
  OTHER: { because: undefined, next: welcome },
  STOCK: {
    because: '一部の商品をご用意できなくなったため',
    next: `${sorry}在庫のある商品は、改めてご注文いただけます。`,
  },
  PRICE_ERROR: {
    because: '商品の価格表示に誤りがあったため',
    next: `${sorry}正しい価格にて、改めてご注文いただけます。`,
  },
  FRAUD: { because: 'お手続きを進めることができないため', next: sorry },
} as const satisfies { readonly [reason in CancellationReason]: object };

const cancelled = ({ shop, number }: Facts, { by, reason }: WhyCancelled): EventTexts => {
  const { because, next } = cancellations[reason];
  const common = {
    subject: `【${shop}】ご注文をキャンセルいたしました（ご注文番号 ${number}）`,
    badge: 'キャンセル済み',
    heading: 'ご注文をキャンセルいたしました',
    nextHeading: '今後のお手続きについて',
  };
  // For a reason of its own, the shop says sorry.
  if (isStaffReason(reason)) {
    return {
      ...common,
      preheader: '誠に勝手ながら、ご注文をキャンセルさせていただきました。お支払いについてご案内いたします。',
      status: `誠に申し訳ございませんが、${because}、このご注文をキャンセルさせていただきました。商品は発送されません。`,
      next: `${next}ご不明な点がございましたら、お問い合わせください。`,
      sms: `申し訳ございません。ご注文 ${number} をキャンセルしました。`,
    };
  }
  const who =
    by === 'CUSTOMER'
      ? 'お客様のご依頼により、このご注文をキャンセルいたしました'
      : 'このご注文をキャンセルいたしました';
  return {
    ...common,
    preheader: 'ご注文をキャンセルいたしました。商品は発送されません。お支払いについてご案内いたします。',
    status: `${who}${because === undefined ? '' : `（理由：${because}）`}。商品は発送されません。`,
    next: `${next}お心当たりのない場合は、お問い合わせください。`,
    sms: `${by === 'CUSTOMER' ? 'ご依頼により、' : ''}ご注文 ${number} をキャンセルしました。`,
  };
};

const partlyCancelled = (
  { shop, number, total }: Facts,
  { by, reason, less }: WhyCancelled & { readonly less: string },
): EventTexts => {
  const { because } = cancellations[reason];
  const why = because === undefined ? '' : `（理由：${because}）`;
  const now = `ご注文合計は ${less} 減り、${total} となりました。`;
  const what = isStaffReason(reason)
    ? `誠に申し訳ございませんが、${because}、このご注文の一部の商品をキャンセルさせていただきました。`
    : `${by === 'CUSTOMER' ? 'お客様のご依頼により、' : ''}このご注文の一部の商品をキャンセルいたしました${why}。`;
  return {
    subject: `【${shop}】ご注文の一部をキャンセルいたしました（ご注文番号 ${number}）`,
    preheader: now,
    badge: '変更済み',
    heading: 'ご注文の一部をキャンセルいたしました',
    status: `${what}${now}`,
    nextHeading: '今後の流れ',
    next: 'そのほかの商品に変更はございません。お心当たりのない場合は、お問い合わせください。',
    sms: `ご注文 ${number} の一部をキャンセルしました。合計は ${total} です。`,
  };
};

const shipped = ({ shop, number }: Facts, { carrier, trackingNumber, isAll }: Parcel): EventTexts => {
  const what = isAll ? '商品' : '商品の一部';
  const by = `ご注文の${what}を${carrier === undefined ? '' : ` ${carrier} にて`}発送いたしました。`;
  const tracked = trackingNumber === undefined ? '' : '配送状況は、追跡番号でご確認いただけます。';
  return {
    subject: `【${shop}】${what}を発送いたしました（ご注文番号 ${number}）`,
    preheader: isAll ? `${by}お届けまで今しばらくお待ちください。` : `${by}残りの商品は後日発送いたします。`,
    badge: isAll ? '発送済み' : '一部発送済み',
    heading: `${what}を発送いたしました`,
    status: isAll
      ? `${by}これで、ご注文の商品はすべて発送済みとなります。`
      : `${by}残りの商品（下記）は後日発送いたします。`,
    nextHeading: '今後の流れ',
    next: `上記のお届け先へお届けいたします。${tracked}${isAll ? '商品に不足や破損がございましたら、お問い合わせください。' : '残りの商品を発送する際に、改めてご連絡いたします。'}`,
    sms: `ご注文 ${number} の${what}を発送しました。`,
    smsMore: trackedBy(carrier, trackingNumber),
  };
};

/** What the notices of a parcel's way have in common. */
const ofParcel = (
  { carrier, trackingNumber }: Omit<Parcel, 'isAll'>,
  texts: Omit<EventTexts, 'nextHeading' | 'smsMore'>,
): EventTexts => ({ nextHeading: '今後の流れ', ...texts, smsMore: trackedBy(carrier, trackingNumber) });

const parcels = {
  'parcel-out-for-delivery': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】お荷物を配達中です（ご注文番号 ${number}）`,
      preheader: 'お荷物はまもなくお手元に届きます。',
      badge: '配達中',
      heading: 'お荷物を配達中です',
      status: `${parcel.carrier ?? '配送会社'}がお荷物を配達しております。`,
      next: 'ご不在の場合は、不在票が投函されるか、再度配達されます。',
      sms: `ご注文 ${number} のお荷物を配達中です。`,
    }),
  'parcel-delivered': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】お荷物の配達が完了いたしました（ご注文番号 ${number}）`,
      preheader: 'お荷物の内容をご確認ください。',
      badge: '配達完了',
      heading: 'お荷物の配達が完了いたしました',
      status: `${parcel.carrier ?? '配送会社'}より、お荷物の配達が完了したとの連絡がありました。`,
      next: 'お手元に届いていない場合は、宅配ボックスや置き配の場所、ご家族やご近所の方にご確認のうえ、お問い合わせください。商品に不足や破損がございましたら、お問い合わせください。',
      sms: `ご注文 ${number} のお荷物の配達が完了しました。`,
    }),
  'parcel-attempt-failed': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】お荷物をお届けできませんでした（ご注文番号 ${number}）`,
      preheader: '配達に伺いましたが、お渡しできませんでした。',
      badge: '未配達',
      heading: 'お荷物をお届けできませんでした',
      status: `${parcel.carrier ?? '配送会社'}が配達に伺いましたが、お荷物をお渡しできませんでした。`,
      next: '通常は再度配達されるか、営業所などで保管されます。不在票または追跡番号でご確認ください。お届け先に誤りがございましたら、お問い合わせください。',
      sms: `ご注文 ${number} のお荷物をお届けできませんでした。`,
    }),
  'parcel-returned': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】お荷物が当店に返送されています（ご注文番号 ${number}）`,
      preheader: 'お届けできなかったため、当店に返送されています。',
      badge: '返送中',
      heading: 'お荷物が当店に返送されています',
      status: `${parcel.carrier ?? '配送会社'}がお荷物をお届けできず、当店に返送しております。`,
      next: 'お問い合わせください。再発送（お届け先の変更も承ります）または返金にて対応いたします。',
      sms: `ご注文 ${number} のお荷物をお届けできず、当店に返送されています。お問い合わせください。`,
    }),
  'parcel-lost': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `【${shop}】お荷物が配送中に紛失いたしました（ご注文番号 ${number}）`,
      preheader: '誠に申し訳ございません。お客様にご負担はございません。',
      badge: '紛失',
      heading: 'お荷物が配送中に紛失いたしました',
      status: `誠に申し訳ございません。お荷物が配送中に紛失いたしました${parcel.carrier === undefined ? '' : `（${parcel.carrier}）`}。`,
      next: 'お問い合わせください。再発送または返金にて、ご希望に沿って対応いたします。',
      sms: `誠に申し訳ございません。ご注文 ${number} のお荷物が紛失しました。お問い合わせください。`,
    }),
} satisfies Pick<Texts['events'], ParcelNotice>;

const trackedBy = (carrier: string | undefined, trackingNumber: string | undefined) => {
  if (trackingNumber === undefined) return carrier === undefined ? [] : [`${carrier} がお届けします。`];
  const number = `追跡番号 ${trackingNumber}`;
  return carrier === undefined ? [number] : [`${number}（${carrier}）`, number];
};

/** Why it is late, as far as we know. */
const becauseOf: { readonly [reason in RescheduleReason]: string } = {
  WAREHOUSE_CLOSED: '倉庫が数日間休業しております。',
  NOT_SHIPPED: 'ご注文の商品は、まだ倉庫から発送されておりません。',
  EXCEPTION: '配送業者より、お荷物の配送に支障が生じているとの連絡がございました。',
  NO_FIRST_SCAN: 'お荷物は倉庫を出ておりますが、配送業者での受付がまだ確認できておりません。',
  NO_NEWS: '配送業者によるお荷物の状況が、数日間更新されておりません。',
  PREDICTED_LATE: 'お荷物の配送に、通常より時間がかかっております。',
  BACKORDER: '一部の商品がまだ入荷しておりません。',
  STOCK_ARRIVED: '',
  SHOP: '',
};

const delayed = ({ shop, number }: Facts, { reason, formerly, by, days, mayCancel }: Lateness): EventTexts => ({
  subject: `【${shop}】お届け遅延のお詫び（ご注文番号 ${number}）`,
  preheader: `現在のお届け予定は ${by}までとなります。${mayCancel ? 'このままお待ちいただくか、キャンセルもお選びいただけます。' : ''}`,
  badge: 'お届け遅延',
  heading: 'お届けが遅れております',
  status: `誠に申し訳ございませんが、ご注文の商品のお届けが遅れております。${becauseOf[reason]}${formerly}までのお届けとご案内しておりましたが、現在のお届け予定は ${days}です。`,
  nextHeading: '今後のお手続きについて',
  next: mayCancel
    ? 'このままお待ちいただける場合、お手続きは不要です。ご注文のページで、お待ちいただける旨のご連絡、またはキャンセルをお選びいただけます。'
    : 'お客様のお手続きは不要です。引き続き状況を確認してまいります。ご不明な点がございましたら、お問い合わせください。',
  sms: `申し訳ございません。ご注文 ${number} のお届けが遅れ、${by}までの予定です。`,
  smsMore: mayCancel ? ['ご注文のページで、お待ちいただくかキャンセルをお選びいただけます。'] : [],
});

/** We had to close the order: a problem of ours lasted too long, or cannot be solved. */
const closedByUs = (facts: Facts) =>
  notCompleted(facts, {
    preheader: '当店のシステムの問題により、ご注文を完了できませんでした。改めてご注文いただけます。',
    status:
      '誠に申し訳ございませんが、当店のシステムの問題により、このご注文を時間内に完了できず、取り消しいたしました。',
    next: '引き続き商品をご希望の場合は、お手数ですが改めてご注文ください。このご注文の商品は確保されておりません。',
    sms: `申し訳ございません。当店の都合によりご注文 ${facts.number} を取り消しました。`,
  });

/** Japanese as a shop writes to its customers: in the polite and humble forms of business (敬語). */
export const texts = {
  intl: 'ja-JP',
  namedCurrency: 'JPY',
  fonts:
    "-apple-system,BlinkMacSystemFont,'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic',Meiryo,'Noto Sans CJK JP','Noto Sans JP',sans-serif",
  labels: {
    number: 'ご注文番号',
    placedAt: 'ご注文日時',
    shortages: '在庫が不足している商品',
    requested: 'ご注文数',
    available: '在庫数',
    cancelled: 'キャンセル数',
    cancellation: 'キャンセル調整額',
    backordered: '入荷待ちの商品',
    expected: '入荷予定日',
    delivery: 'お届け予定',
    parcel: '今回お届けする商品',
    toFollow: '後日お届けする商品',
    returned: '対象の商品',
    sendBackTo: '返送先',
    carrier: '配送会社',
    trackingNumber: '追跡番号',
    refund: 'ご返金の内訳',
    refundTo: 'ご返金先',
    amount: '金額',
    lines: 'ご注文内容',
    item: '商品',
    sku: '商品番号',
    quantity: '数量',
    lineTotal: '小計',
    totalQuantity: '合計数量',
    total: 'ご注文合計',
    subtotal: '商品小計',
    due: 'お支払い金額',
    address: 'お届け先',
    payment: 'お支払いについて',
    email: 'メール',
    telephone: '電話',
    colon: '：',
  },
  fromTo: (from, to) => `${from}～${to}`,
  andMore: (count) => `ほか ${count} 商品`,
  andOthers: (count) => `ほか ${count} 件`,
  includedTax: (title) => `うち ${title}`,
  credit: {
    GIFT_CARD: (reference) => `ギフトカード ${reference}`,
    STORE_CREDIT: (reference) => `ストアクレジット ${reference}`,
  },
  refundTo: {
    stripe: 'お支払いにご利用のカードまたは口座',
    alipay: 'お支払いにご利用の Alipay アカウントまたはカード',
    'wechat-pay': 'お支払いにご利用の WeChat Pay 残高またはカード',
    sandbox: 'ご利用のお支払い方法',
  },
  creditsBack: 'ご利用いただいたギフトカードまたはストアクレジットは、元の残高にお戻しいたします。',
  payment: {
    AUTHORIZED: (due) => `${due} のお支払いが承認されました。`,
    CAPTURED: (due) => `${due} のお支払いを確認いたしました。`,
    NOT_TAKEN: () => 'このご注文について、代金は請求されておりません。',
    UNSETTLED: () => 'このご注文のお支払いがすでに完了している場合、または今後完了した場合は、全額をご返金いたします。',
    RELEASED: (due) =>
      `代金は請求されておりません。確保されておりました ${due} は、解除の手続き中です。カード会社や決済サービスによっては、反映までに数日かかる場合がございます。`,
    // No amount: what was paid is refunded, whatever it was.
    REFUNDED: () =>
      'お支払いいただいた代金は、全額ご返金の手続き中です。カード会社や決済サービスによっては、反映までに数日かかる場合がございます。',
    DISPUTED: () =>
      'このお支払いについてはカード会社に異議が申し立てられており、代金の扱いはカード会社の判断となります。詳しくはカード会社にお問い合わせください。代金が当店に残された場合は、ご返金いたします。',
    NOT_REFUNDED: () => '代金のご返金が完了しておりません。別の方法をご案内いたしますので、お問い合わせください。',
    PAID_BY_CREDIT: () => '全額をギフトカードまたはストアクレジットでお支払いいただきました。',
    FREE: () => 'お支払いは必要ございません。',
    LESS: () =>
      'ご請求額から該当の金額を差し引かせていただきます。お支払い済みの分は、ご利用のお支払い方法にご返金いたします。カード会社や決済サービスによっては、反映までに数日かかる場合がございます。',
    AWAITED: (due, payBefore) =>
      payBefore === undefined ? `${due} をお支払いください。` : `${payBefore} までに ${due} をお支払いください。`,
  },
  shortPayment: {
    AUTHORIZED: 'お支払いは承認済みです。',
    CAPTURED: 'お支払いを確認しました。',
    NOT_TAKEN: '代金は請求されません。',
    UNSETTLED: 'お支払い分は返金します。',
    RELEASED: '代金は請求されません。',
    REFUNDED: '代金は全額返金します。',
    DISPUTED: '代金は銀行の判断です。',
    NOT_REFUNDED: '返金が完了していません。',
    PAID_BY_CREDIT: '全額お支払い済みです。',
    FREE: 'お支払いは不要です。',
    LESS: 'お支払い済みの分は返金します。',
    AWAITED: 'ご注文のページでお支払いください。',
  },
  pay: {
    button: (due) => `${due} を支払う`,
    copyAddress: 'または、次の URL をブラウザーに貼り付けてください：',
    openLink: {
      weixin: 'スマートフォンの WeChat で次のリンクを開き、お支払いください：',
      alipays: 'Alipay アプリの入ったスマートフォンで次のリンクを開き、お支払いください：',
    },
    openCode: 'お選びいただいた決済アプリで次のコードを開き、お支払いください：',
    shortBefore: (moment) => `${moment} までにお支払いください。`,
    shortLink: {
      page: (url) => `お支払い： ${url} `,
      weixin: (url) => `WeChat で開く： ${url} `,
      alipays: (url) => `Alipay で開く： ${url} `,
    },
  },
  footer: ({ shop, number }) => [
    `このメールは、${shop} でご注文いただいたお客様にお送りしております。`,
    `お問い合わせの際は、ご注文番号 ${number} をお知らせください。`,
  ],
  events: {
    ...returnEvents,
    'order-confirmed': ({ shop, number, total }) => ({
      subject: `【${shop}】ご注文が確定しました（ご注文番号 ${number}）`,
      preheader: `ご注文ありがとうございます。合計 ${total}。ただいま発送の準備をしております。`,
      badge: 'ご注文確定',
      heading: 'ご注文いただき、誠にありがとうございます',
      status: 'ご注文が確定いたしました。商品はすべて在庫があり、お客様の分を確保しております。',
      nextHeading: '今後の流れ',
      next: goesOut,
      sms: `ご注文 ${number}（${total}）が確定しました。`,
    }),
    arriving: (next, days) => `${next}お届け予定：${days}。`,
    backordered: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `ご注文ありがとうございます。合計 ${total}。一部の商品は入荷待ちです。`,
        status:
          'ご注文が確定いたしました。一部の商品は入荷待ちとなっております。該当の商品と入荷予定日は、下記をご覧ください。',
        next: '商品がすべてそろいましたら改めてご連絡し、上記のお届け先へお送りいたします。お待ちいただけない場合は、お手数ですがお問い合わせください。',
        sms: `ご注文 ${number}（${total}）を一部入荷待ちで確定しました。`,
      }),
      'payment-awaited': () => ({
        status:
          'お支払いをお待ちしている間、ご注文の商品を確保しております。一部の商品は入荷待ちとなっております。該当の商品と入荷予定日は、下記をご覧ください。',
      }),
    },
    partial: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `ご注文ありがとうございます。在庫のある商品のご注文が確定しました。合計は ${total} です。`,
        status: `ご注文の商品の一部は、在庫が不足しております。不足分（下記）はご注文から除き、代金は請求いたしません。ご注文合計は ${total} となります。`,
        sms: `ご注文 ${number}（${total}）を在庫分のみで確定しました。`,
      }),
      'payment-awaited': ({ total }) => ({
        status: `ご注文の商品の一部は、在庫が不足しております。不足分（下記）はご注文から除き、ご注文合計は ${total} となります。そのほかの商品は確保し、お支払いをお待ちしております。`,
      }),
    },
    'order-cancelled': cancelled,
    'order-delayed': delayed,
    'lines-cancelled': partlyCancelled,
    'payment-awaited': ({ shop, number, due }) => ({
      subject: `【${shop}】お支払いをお待ちしております（ご注文番号 ${number}）`,
      preheader: `商品を確保しております。${due} のお支払いをもって、ご注文が確定します。`,
      badge: 'お支払い待ち',
      heading: 'お支払いをお待ちしております',
      status: 'ご注文の商品はすべて在庫があり、お支払いをお待ちしている間、確保しております。',
      nextHeading: '今後の流れ',
      next: `お支払いを確認でき次第、ご注文を確定いたします。${closesUnpaid}お支払いがお済みの場合、お手続きいただくことは特にございません。`,
      sms: `ご注文 ${number} のお支払い（${due}）をお待ちしています。`,
    }),
    'payment-failed': ({ shop, number, due }) => ({
      subject: `【${shop}】お支払いが完了しておりません（ご注文番号 ${number}）`,
      preheader: `商品は引き続き確保しております。${due} は別の方法でもお支払いいただけます。`,
      badge: 'お支払い未完了',
      heading: 'お支払いが完了しませんでした',
      status: 'お支払いが承認されなかったか、完了いたしませんでした。商品は引き続き確保しております。',
      nextHeading: '今後のお手続きについて',
      next: `お手数ですが、ご注文のページに戻り、別のカードなどほかの方法でお支払いください。${closesUnpaid}`,
      sms: `ご注文 ${number} のお支払いが完了しませんでした。別の方法でお支払いください。`,
    }),
    'order-checking': ({ shop, number }) => ({
      subject: `【${shop}】ご注文 ${number} を確認しております`,
      preheader: '商品はすべて確保してございます。確定次第、改めてご連絡いたします。',
      badge: '手続き中',
      heading: 'ご注文を確認しております',
      status: 'ご注文の商品はすべて確保してございます。確定の前に、ご注文の内容を確認しております。',
      nextHeading: '今後の流れ',
      next: 'ご注文が確定次第、お知らせいたします。お客様にお手続きいただくことはございません。',
      sms: `ご注文 ${number} の内容を確認しております。お手続きの必要はございません。`,
    }),
    'backordered-items-arrived': ({ shop, number }) => ({
      subject: `【${shop}】お待ちの商品が入荷しました（ご注文番号 ${number}）`,
      preheader: 'ご注文の商品がすべてそろい、お客様の分を確保いたしました。',
      badge: '入荷済み',
      heading: 'お待ちいただいていた商品が入荷しました',
      status: '入荷待ちの商品が入荷し、お客様の分を確保いたしました。これで、ご注文の商品がすべてそろいました。',
      nextHeading: '今後の流れ',
      next: goesOut,
      sms: `お待たせしました。入荷待ちの商品が入荷し、ご注文 ${number} がそろいました。`,
    }),
    'order-shipped': shipped,
    ...parcels,
    'payment-refunded': ({ shop, number }, { back, days }) => ({
      subject: `【${shop}】${back} をご返金いたしました（ご注文番号 ${number}）`,
      preheader: `このご注文について、${back} をご返金いたしました。`,
      badge: 'ご返金済み',
      heading: 'ご返金のお知らせ',
      status: `このご注文について、${back} のご返金の手続きをいたしました。`,
      payment:
        days === undefined
          ? 'ご利用いただいたギフトカードまたはストアクレジットの残高にお戻しいたします。'
          : `ご利用のお支払い方法にご返金いたします。カード会社や決済サービスによっては、反映までに最長 ${days} 営業日かかる場合がございます。`,
      nextHeading: '今後の流れ',
      next: 'お客様にお手続きいただくことは特にございません。お心当たりのない場合や、期間を過ぎても反映されない場合は、お問い合わせください。',
      sms: `ご注文 ${number} について ${back} を返金しました。`,
      smsMore: [
        days === undefined ? 'ギフトカード等の残高にお戻しします。' : `反映まで最長 ${days} 営業日かかります。`,
      ],
    }),
    'order-rejected': {
      OUT_OF_STOCK: (facts) =>
        notCompleted(facts, {
          preheader: '一部の商品の在庫が不足しております。詳しい内容と、今後のお手続きをご案内いたします。',
          status: '誠に申し訳ございませんが、一部の商品の在庫が不足しており、このご注文を承ることができませんでした。',
          next: '数量を減らすか、在庫が不足している商品を除いて、改めてご注文いただけます。このご注文の商品は確保されておりません。',
          sms: `申し訳ございません。在庫不足のためご注文 ${facts.number} を承れませんでした。`,
        }),
      PAYMENT_DECLINED: (facts) =>
        notCompleted(facts, {
          preheader: 'お支払いが承認されませんでした。詳しい内容と、今後のお手続きをご案内いたします。',
          status: '誠に申し訳ございませんが、お支払いが承認されなかったため、このご注文を承ることができませんでした。',
          next: 'お手数ですが、お支払い情報をご確認いただくか、別のお支払い方法にて改めてご注文ください。承認されなかった理由は当店には知らされないため、ご利用のカード会社や決済サービスにお問い合わせください。',
          sms: `申し訳ございません。決済が承認されず、ご注文 ${facts.number} を承れませんでした。`,
        }),
      PAYMENT_TIMEOUT: (facts) =>
        notCompleted(facts, {
          preheader: '期限までにお支払いを確認できませんでした。改めてご注文いただけます。',
          status:
            '誠に申し訳ございませんが、期限までにお支払いを確認できなかったため、このご注文を取り消しいたしました。',
          next: '引き続き商品をご希望の場合は、お手数ですが改めてご注文のうえ、お支払いください。このご注文の商品は確保されておりません。',
          sms: `申し訳ございません。お支払いを確認できず、ご注文 ${facts.number} を取り消しました。`,
        }),
      NOT_ACCEPTED: (facts) =>
        notCompleted(facts, {
          preheader: 'ご注文を承ることができませんでした。お支払いの扱いと、今後のお手続きをご案内いたします。',
          status: '誠に申し訳ございませんが、このご注文を承ることができませんでした。',
          next: 'このご注文の商品は確保されておりません。ご不明な点がございましたら、お問い合わせください。',
          sms: `申し訳ございません。ご注文 ${facts.number} を承れませんでした。`,
        }),
      HOLD_EXPIRED: closedByUs,
      TECHNICAL_PROBLEM: closedByUs,
    },
  },
  pageLink: {
    link: 'ご注文状況を確認する',
    shortLink: (url) => `詳細： ${url} `,
  },
  sms: (shop, sentences) => `【${shop}】${sentences.join('').trim()}`,
  smsAlphabet: 'UCS-2',
} satisfies Texts;

/** What is only on the page of an order. */
export const page = {
  title: ({ shop, number }) => `ご注文 ${number}｜${shop}`,
  states: {
    received: {
      badge: '受付済み',
      heading: 'ご注文を受け付けました',
      status: '在庫を確認しております。通常は数秒で完了します。',
    },
    reserved: {
      badge: '手続き中',
      heading: '商品を確保いたしました',
      status: 'ご注文の商品はすべて在庫がございます。現在、お支払いの手続きを進めております。',
    },
    shipped: {
      badge: '発送済み',
      heading: 'ご注文の商品を発送いたしました',
      status: '商品は倉庫より出荷されました。',
    },
    delivered: {
      badge: '配達完了',
      heading: 'ご注文の商品をお届けいたしました',
      status: 'ご注文の商品は、すべて配達が完了しております。',
    },
  },
  progress: 'ご注文の状況',
  stations: {
    received: 'ご注文受付',
    reserved: '商品の確保',
    paid: 'お支払い',
    confirmed: 'ご注文確定',
    shipped: '発送',
    delivered: '配達完了',
    partlyShipped: '一部発送',
    declined: 'お支払いが完了しませんでした',
    linesCancelled: '一部キャンセル',
    returned: '返品受領',
    rejected: 'ご注文不成立',
    cancelled: 'キャンセル',
  },
  expected: (moment) => `同様のご注文の多くは ${moment} までに確定しています。`,
  howOftenRight: 'この見込みはどのくらい正確ですか',
  arrivalKept: (orders) =>
    orders === undefined
      ? 'お届けの実績がまだ少ないため、お答えできません。'
      : `最近のご注文 100 件のうち ${orders} 件が、見込みの日にお届けできました。`,
  expectedKept: (orders) => `最近のご注文 100 件のうち ${orders} 件が、見込みの時刻までに確定しました。`,
  answerBefore: (moment) => `遅くとも ${moment} までに結果をお知らせいたします。`,
  delayed: (moment) =>
    `弊店の技術的な問題により、お手続きに時間がかかっております。遅くとも ${moment} までに結果をお知らせいたします。お客様のお手続きは必要ございません。`,
  next: {
    received: 'ご注文が確定次第、お知らせいたします。このページは閉じていただいてかまいません。',
    confirmed: '発送の準備が整い次第、お届け先へお送りいたします。お客様にお手続きいただくことは特にございません。',
    shipped: 'お届け先へ配送いたします。不足や不備がございましたら、お問い合わせください。',
    delivered: '不足や不備がございましたら、お問い合わせください。',
  },
  shipments: '発送の記録',
  parcel: {
    states: {
      LABEL_CREATED: '配送会社に引き渡し済み',
      IN_TRANSIT: '輸送中',
      OUT_FOR_DELIVERY: '配達中',
      ATTEMPT_FAILED: '未配達',
      EXCEPTION: '輸送に遅れ',
      DELIVERED: '配達完了',
      RETURNED: '返送中',
      LOST: '紛失',
    },
    track: '配送会社のページで確認',
    history: '配送状況の履歴',
  },
  contingency: {
    providerDown:
      '現在、このお支払い方法に障害が発生しています。お支払いが完了しない場合は、時間をおいて再度お試しいただくか、別の方法でお支払いください。二重に請求されることはありません。',
    warehouseClosed: (until) => `倉庫は ${until} まで休業しております。ご注文の商品は、営業再開後に発送いたします。`,
    flashSale: '現在ご注文が集中しており、確定までに数分かかることがあります。ご注文は失われません。',
    carrierDown: '現在、配送業者からの情報が届いておらず、配送状況が最新ではありません。お荷物の配送は続いております。',
  },
  late: { wait: 'このまま待つ', waits: 'お待ちいただきありがとうございます。', cancel: '注文をキャンセルする' },
  comma: '、',
  cancelledUnits: (units) => `キャンセル ${units} 点`,
  returnedUnits: (units) => `返品 ${units} 点`,
  contact: 'ご連絡先',
  hidden:
    'お客様の情報を保護するため、お届け先とご連絡先は、弊店からのメッセージに記載のリンクから開いたページにのみ表示されます。',
  actions: {
    cancelOrder: 'このご注文をキャンセルする',
    cancelOrderText: 'ご注文全体をキャンセルし、お支払い済みの代金はお支払い方法に応じて返金いたします。',
    cancelItem: '商品を選んでキャンセルする',
    cancelItemText: 'その他の商品はそのままお届けします。お支払い済みの代金はお支払い方法に応じて返金いたします。',
    reason: 'キャンセルの理由',
    reasons: {
      CHANGED_MIND: '購入をやめることにした',
      FOUND_CHEAPER: 'ほかでより安い商品を見つけた',
      ORDERED_BY_MISTAKE: '誤って注文した',
      TOO_SLOW: '時間がかかりすぎる',
    },
    confirm: 'キャンセルを確定する',
    withdraw: 'ここから契約を撤回する',
    returns: '返品・交換・不備のご連絡',
    prove:
      'お届け先とご連絡先をこのページに表示するには、ご注文番号と、ご注文時のメールアドレスまたは携帯電話番号をご入力ください。',
    contactField: 'メールアドレスまたは携帯電話番号',
    proveButton: '表示する',
  },
  instructions: {
    title: '配送に関するご要望',
    change: '配送に関するご要望を変更する',
    text: '配送員にお伝えすることをご入力ください。例：呼び鈴の場所、置き配の場所など。',
    field: '配送員へのご要望',
    save: '保存する',
  },
  said: {
    'not-instructed':
      '配送に関するご要望を変更できませんでした。ご注文の最新の状況をご確認のうえ、再度お試しいただくか、お問い合わせください。',
    'not-cancelled':
      'キャンセルできませんでした。ご注文の最新の状況をご確認のうえ、再度お試しいただくか、お問い合わせください。',
    'not-proven': '入力内容がご注文と一致しないか、本日の試行回数の上限に達しました。',
  },
  askForHelp: 'お問い合わせはこちら',
  help: 'お問い合わせ',
  helpText: ({ shop, number }) =>
    `ご不明な点がございましたら、ご注文番号 ${number} を添えて ${shop} までお問い合わせください。`,
  helpWithoutOrder: ({ shop }) =>
    `解決しない場合は、${shop} までお問い合わせください。その際は、弊店からのメッセージに記載のご注文番号をお知らせください。`,
  helpTopics: {
    arrival: 'いつ届きますか',
    address: 'お届け先に誤りがある',
    payment: 'お支払いについて',
    refund: 'ご返金について',
    damaged: '商品の不足・破損',
    return: '返品したい',
    other: 'その他',
  },
  helpMail: ({ number, topic }) => `ご注文番号：${number}\nお問い合わせ内容：${topic}\n\n`,
  reload: '最新の状況は、このページを再読み込みしてご確認ください。',
  gone: {
    badge: '見つかりません',
    heading: 'このリンクは開けません',
    status:
      'リンクが途中で切れているか、期限が過ぎているか、新しいリンクに変更された可能性がございます。最新のメッセージに記載のリンクからお開きください。',
  },
  failed: {
    badge: 'お詫び',
    heading: '現在、ご注文を表示できません',
    status: 'ご注文に影響はございません。しばらくしてから、このページを再読み込みしてください。',
  },
} satisfies PageTexts;

/** What is written to shoppers, who have not ordered. */
export const toShoppers = {
  backInStock: (product, shop) => ({
    subject: `【${shop}】再入荷のお知らせ：${product}`,
    preheader: 'お知らせをご希望の商品が再入荷いたしました。',
    badge: '再入荷',
    heading: '商品が再入荷いたしました',
    status: '再入荷のお知らせをご希望いただいた商品が、再びご購入いただけるようになりました。',
    next: 'このお知らせは商品の確保をお約束するものではございません。お知らせをお待ちの方はほかにもいらっしゃいますので、お早めにご注文ください。',
    footer: `このメールは、${shop} に再入荷のお知らせを希望されたお客様に一度だけお送りしております。メールアドレスは送信後に削除いたします。`,
  }),
  confirmBackInStock: (product, shop) => ({
    subject: `【${shop}】再入荷のお知らせのご確認：${product}`,
    preheader: 'ご確認いただいた場合にのみ、再入荷をお知らせいたします。',
    badge: 'ご確認のお願い',
    heading: '再入荷をお知らせしてよろしいですか',
    status: 'この商品が再入荷した際に、このメールアドレスへお知らせするご希望を承りました。',
    next: '3 日以内にご確認いただくと、再入荷の際に一度だけお知らせいたします。お心当たりのない場合は、このまま何もなさらないでください。メールアドレスは削除いたします。',
    footer: `このメールは、${shop} にこのメールアドレスが登録されたためお送りしております。`,
  }),
  confirmButton: 'はい、知らせてください',
  unsubscribe: {
    link: '配信停止',
    title: '商品についてのメール',
    ask: '商品の再入荷やご感想に関するメールの配信を停止しますか。ご注文に関するお知らせは引き続きお送りします。',
    button: '配信を停止する',
    done: '商品についてのメールの配信を停止しました。ご注文に関するお知らせは引き続きお送りします。',
    gone: 'このリンクは無効です。最新のメールに記載のリンクをご利用ください。',
  },
} satisfies ShopperTexts;
