import type { ReturnEvents } from './texts.ts';

const moneyBack = 'これらの商品の代金は、お支払い時と同じ方法で返金いたします。';

/** The sentences about a return case, in Japanese. */
export const returnEvents: ReturnEvents = {
  'withdrawal-received': ({ shop, number }, { name, at }) => ({
    subject: `【${shop}】契約撤回のお申し出を承りました（ご注文番号 ${number}）`,
    preheader: `${at} に承りました。このメッセージは確認書として保管してください。`,
    badge: '撤回を承りました',
    heading: '契約の撤回を承りました',
    status: `${at}、${name} 様より、ご注文 ${number} の下記商品について契約撤回のお申し出を承りました。このメッセージは確認書として保管してください。`,
    payment: `${moneyBack}返金は14日以内に行います。お手元にある商品については、当店に到着したとき、または発送を証明いただいたときからとなります。`,
    nextHeading: '今後の流れ',
    next: '未発送の商品はキャンセルいたします。発送済みの商品については、返送方法を別途ご案内いたします。ほかにお手続きの必要はございません。',
    sms: `ご注文 ${number} の契約撤回を ${at} に承りました。`,
    smsMore: ['このメッセージを保管してください。'],
  }),
  'return-requested': ({ shop, number }, { kind }) => ({
    subject:
      kind === 'EXCHANGE'
        ? `【${shop}】商品交換のご依頼を承りました（ご注文番号 ${number}）`
        : `【${shop}】ご連絡を承りました（ご注文番号 ${number}）`,
    preheader: 'ご依頼を承りました。追ってご連絡いたします。',
    badge: 'ご依頼を承りました',
    heading: 'ご依頼を承りました',
    status:
      kind === 'EXCHANGE'
        ? '下記商品の交換をご希望と承りました。新しい商品を確保しております。'
        : '下記商品についてご迷惑をおかけし、誠に申し訳ございません。ただいま確認しております。',
    nextHeading: '今後の流れ',
    next: '結果がわかり次第、ご連絡いたします。それまで商品を保管してください。',
    sms: `ご注文 ${number} についてのご依頼を承りました。追ってご連絡いたします。`,
    smsMore: [],
  }),
  'return-approved': ({ shop, number }, { remedy, keeps, postage, sendBy, soldOut, remark }) => {
    const sold = soldOut ? '申し訳ございません。ご希望の商品は売り切れました。' : '';
    const cost = postage === 'SHOP' ? '返送料は当店が負担いたします。' : '返送料はお客様のご負担となります。';
    const gets = remedy === 'REFUND' ? '返金いたします' : '確保している新しい商品を発送いたします';
    const status = keeps
      ? `${sold}下記商品をご返送いただく必要はございません。そのままお持ちください。${remedy === 'REFUND' ? '代金を返金いたします。' : '新しい商品をお送りいたします。'}`
      : `${sold}下記商品を ${sendBy} までにご返送ください。到着後、${gets}。`;
    return {
      subject: keeps
        ? `【${shop}】ご依頼について（ご注文番号 ${number}）`
        : `【${shop}】返送方法のご案内（ご注文番号 ${number}）`,
      preheader: keeps ? 'ご返送の必要はございません。' : `${sendBy} までにご返送ください。`,
      badge: '承認済み',
      heading: keeps ? '商品はそのままお持ちください' : '商品をご返送ください',
      status: `${status}${remark ?? ''}`,
      payment: remedy === 'REFUND' ? moneyBack : '追加のお支払いはございません。',
      nextHeading: keeps ? '今後の流れ' : '返送方法',
      next: keeps
        ? 'お手続きは以上です。'
        : `商品を丁寧に梱包し、ご注文番号 ${number} を書いたメモを同封のうえ、発送の控えを保管してください。${cost}発送されましたら、ご注文のページからお知らせいただけます。`,
      sms: keeps
        ? `ご注文 ${number} の商品はご返送不要です。`
        : `ご注文 ${number} の商品を ${sendBy} までにご返送ください。`,
      smsMore: [],
    };
  },
  'return-refused': ({ shop, number }, { remark }) => ({
    subject: `【${shop}】ご依頼について（ご注文番号 ${number}）`,
    preheader: 'ご依頼の内容を確認いたしました。結果をご案内いたします。',
    badge: 'お受けできません',
    heading: 'ご依頼をお受けできません',
    status: `申し訳ございませんが、下記商品についてのご依頼をお受けできません。${remark ?? ''}`,
    nextHeading: 'お客様へのご案内',
    next: 'ご不明な点がございましたら、お問い合わせください。法律上のお客様の権利に影響はございません。',
    sms: `申し訳ございません。ご注文 ${number} についてのご依頼をお受けできません。`,
    smsMore: [],
  }),
};
