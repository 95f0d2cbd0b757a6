import { eventTexts, formatAmount, type Notice, oneLine, orderReference, textsOf } from './notice.ts';

/** The GSM 03.38 alphabet: one unit a character; those of the second row take two. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

/** How a message is billed: in GSM-7 a part holds 160 units, in any other alphabet 70 UTF-16 units. */
export function smsSize(message: string): { readonly units: number; readonly fits: boolean } {
  const characters = [...message];
  if (!characters.every((character) => basic.includes(character) || extended.includes(character))) {
    return { units: message.length, fits: message.length <= 70 };
  }
  const units = characters.length + characters.filter((character) => extended.includes(character)).length;
  return { units, fits: units <= 160 };
}

/**
 * A notice as a short message: shop, reference, what happened, and, where one part has the room, the money.
 *
 * @example renderSms(notice) // 'North Lane: your order 1F0C2D3E for £139.12 is confirmed. Your payment is authorised.'
 */
export function renderSms(notice: Notice): string {
  const { locale, order, shopName } = notice;
  const texts = textsOf(locale);
  const shop = oneLine(shopName, 30);
  const facts = { shop, reference: orderReference(order.id), total: shortAmount(notice) };
  const { sms } = eventTexts(notice, facts);
  const whole = texts.sms(shop, [sms, texts.shortPayment[order.payment]]);
  return smsSize(whole).fits ? whole : texts.sms(shop, [sms]);
}

/** The amount with its symbol, or its code where the symbol (₹, ₩, …) would more than halve the room of an English message. */
function shortAmount({ locale, order: { total, currency } }: Notice): string {
  const amount = (display: 'symbol' | 'code') =>
    formatAmount(total, currency, locale, display).replaceAll('\u00A0', ' ');
  const symbol = amount('symbol');
  return locale === 'en' && smsSize(symbol.padEnd(100)).fits === false ? amount('code') : symbol;
}
