/**
 * Makes one line of what came from outside: no line break can forge a line of the text version or a header, no
 * direction mark can turn an amount around, no half of a character can break the request to SES or SNS, and no endless
 * name can push a mail over the size that mailboxes show whole.
 *
 * @param atMost characters, the last of them `…` where some are left out
 */
export function oneLine(value: string, atMost = 120): string {
  const line = value
    .toWellFormed()
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= atMost ? line : `${characters.slice(0, atMost - 1).join('')}…`;
}
