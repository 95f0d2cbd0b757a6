import { formatAmount, formatMoment } from './format.ts';
import { areCreditsBack, dueOf, type Notice } from './notice.ts';
import { oneLine } from './one-line.ts';
import { payLink } from './pay-link.ts';
import { eventTexts, textsOf } from './texts.ts';

/** The GSM 03.38 alphabet: one unit a character; those of the second row take two. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

/** What typography brings and the GSM alphabet does not have, and what stands there for it. */
const inGsm = {
  '...': '…',
  "'": '‘’‚‛ʼ′`´',
  '"': '“”„‟″«»',
  '-': '‐‑‒–—―−•·',
  ' ': '\u00A0\u2002\u2003\u2007\u2008\u2009\u200A\u202F\u205F\t',
} as const;

/** The message with the characters of the GSM alphabet, where no more than typography keeps it from being one. */
function asGsm(message: string): string {
  const plain = Object.entries(inGsm).reduce(
    (text, [plainly, characters]) => [...characters].reduce((rest, one) => rest.replaceAll(one, plainly), text),
    message,
  );
  return isGsm(plain) ? plain : message;
}

function isGsm(message: string): boolean {
  return [...message].every((character) => basic.includes(character) || extended.includes(character));
}

/**
 * How a message is billed: in GSM-7 a part holds 160 units, in any other alphabet 70 UTF-16 units; each of several
 * less.
 */
export function smsSize(message: string): { readonly units: number; readonly parts: number } {
  const gsm = isGsm(message);
  const units = gsm
    ? message.length + [...message].filter((character) => extended.includes(character)).length
    : message.length;
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  return { units, parts: units <= alone ? 1 : Math.ceil(units / joined) };
}

/** How many parts a message may have that brings a payment link: it is worth more to the customer than a part costs. */
const partsWithLink = 3;

/**
 * A notice as a short message: shop, order number, what happened, and, where one part has the room, the money. One that
 * awaits a payment brings the link to it, and until when, unless the link is too long.
 *
 * @example renderSms(notice) // 'North Lane: your order K7Q-4XW-2R9 for £139.12 is confirmed. Your payment is authorised.'
 */
export function renderSms(notice: Notice): string {
  const { locale, order, shopName } = notice;
  const texts = textsOf(locale);
  const shop = oneLine(shopName, 30);
  const facts = {
    shop,
    number: order.number,
    total: shortAmount(notice, order.total),
    due: shortAmount(notice, dueOf(order)),
    less: shortAmount(notice, order.linesCancelled?.less ?? 0),
  };
  const { sms } = eventTexts(notice, facts);
  const money = texts.shortPayment[order.payment];
  const back = areCreditsBack(notice) ? [texts.creditsBack] : [];
  const before = order.payBefore === undefined ? [] : [texts.pay.shortBefore(shortMoment(order.payBefore, notice))];
  const link = linkSentence(notice);
  const choices = [
    ...(link === undefined
      ? []
      : [
          [sms, ...before, link],
          [sms, link],
        ].map((sentences) => ({ sentences, parts: partsWithLink }))),
    ...[
      [sms, ...before, money, ...back],
      [sms, ...before, money],
      [sms, money],
      [sms, ...before],
    ].map((sentences) => ({ sentences, parts: 1 })),
  ].map(({ sentences, parts }) => ({ message: asGsm(texts.sms(shop, sentences)), parts }));
  return (
    choices.find(({ message, parts }) => smsSize(message).parts <= parts)?.message ?? asGsm(texts.sms(shop, [sms]))
  );
}

/** The sentence that brings the payment link; none for what is no link. */
function linkSentence({ locale, order: { payUrl } }: Notice): string | undefined {
  const link = payUrl === undefined ? undefined : payLink(payUrl);
  if (link === undefined || link.kind === 'code') return undefined;
  return textsOf(locale).pay.shortLink[link.kind === 'page' ? 'page' : link.app](link.url);
}

/** A moment without the space that does not break, which the GSM alphabet does not have. */
function shortMoment(iso: string, { locale, order: { timeZone } }: Notice): string {
  return formatMoment(iso, locale, timeZone).replaceAll('\u00A0', ' ');
}

/** The amount with its symbol, or its code where the symbol (₹, ₩, …) would more than halve the room. */
function shortAmount({ locale, order: { currency } }: Notice, minorUnits: number): string {
  const amount = (display: 'symbol' | 'code') =>
    formatAmount(minorUnits, currency, locale, display).replaceAll('\u00A0', ' ');
  const symbol = amount('symbol');
  return textsOf(locale).smsAlphabet === 'GSM-7' && !isGsm(symbol) ? amount('code') : symbol;
}
