/** A mail's text in two: what is new in it, and what it quotes of those before. */
export interface ReplyText {
  readonly text: string;
  readonly quoted?: string;
}

/** `On Thu, 26 Nov 2026 at 10:00, Shop <help@shop.example> wrote:`, which mail programs break over up to three lines. */
const attribution =
  /^(?:On|Am|Le|El|Il|Op|Den|Em|W dniu|Dnia|Il giorno)\b.{4,300}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu|napisał\(?a?\)?).{0,120}[:：]$/iu;

/** The same where the line ends with it, as in Chinese and Japanese. */
const attributionLine = /^.{2,300}(?:写道|寫道|のメール|書きました|wrote)\s*[:：]$/iu;

const timeOfDay = /\d{1,2}[:.]\d{2}/;
const attributionEnd = /(?:[:：]|wrote)$/i;

/** What Outlook and others put above the mail that they quote whole. */
const divider =
  /^\s*(?:[-_]{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d.origine|Mensaje original|Messaggio originale|原始邮件|元のメッセージ|Original-Nachricht|Oprindelig besked)\s*[-_]{2,}|_{20,})\s*$/iu;

const headOf = /^\s*\*?(?:From|Von|De|Da|Van|Fra|发件人|寄件者|差出人)\*?\s*[:：]/iu;
const headAfter =
  /^\s*\*?(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Verzonden|Aan|Onderwerp|Inviato|A|Oggetto|Dato|Til|Emne|发送时间|收件人|主题|日期|送信日時|宛先|件名)\*?\s*[:：]/iu;

/**
 * Parts what a mail says from what it quotes below. Nothing is lost: in doubt, as where somebody answers between the
 * lines, all of it is what it says.
 */
export function replyText(whole: string): ReplyText {
  const lines = whole.replaceAll('\r\n', '\n').split('\n');
  const at = quoteBegins(lines);
  const text = lines.slice(0, at).join('\n').trim();
  const quoted = lines.slice(at).join('\n').trim();
  if (text === '' || quoted === '') return { text: whole.replaceAll('\r\n', '\n').trim() };
  return { text, quoted };
}

/**
 * The line from which on all is quoted; behind the last where nothing is. A stranger chooses how many lines there are, and
 * how long: each is looked at a few times, and no further than an attribution is long.
 */
function quoteBegins(lines: readonly string[]): number {
  const lastOwn = lines.findLastIndex((line) => line.trim() !== '' && !line.startsWith('>'));
  for (const [index, line] of lines.entries()) {
    if (divider.test(line)) return index;
    if (headOf.test(line) && lines.slice(index + 1, index + 5).some((next) => headAfter.test(next))) return index;
    const upToThree = [1, 2, 3].map((count) =>
      lines
        .slice(index, index + count)
        .join(' ')
        .trim(),
    );
    const isAttribution =
      attributionLine.test(line.trim()) ||
      upToThree.some((text) => attribution.test(text)) ||
      (timeOfDay.test(line) && upToThree.some(isAttributionOfAny));
    if ((isAttribution || line.startsWith('>')) && isQuotedFrom(lines, index, lastOwn)) return index;
  }
  return lines.length;
}

/** Whether it is one in whatever language: a time of day, then an address, then a colon. */
function isAttributionOfAny(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > longestAhead || !attributionEnd.test(text) || !timeOfDay.test(text.slice(0, at))) return false;
  const [domain = ''] = /^[^\s@]*/.exec(text.slice(at + 1)) ?? [];
  const behind = text.length - at - 1 - domain.length;
  return /\S$/.test(text[at - 1] ?? '') && /^[^\s@]+\.[^\s@]/.test(domain) && behind <= longestBehind;
}

/** How much stands ahead of the address in an attribution, and behind it, at most. */
const [longestAhead, longestBehind] = [400, 35];

/** Whether no line of the writer's own comes behind this one. `lastOwn`: the last that is neither empty nor marked as quoted. */
function isQuotedFrom(lines: readonly string[], index: number, lastOwn: number): boolean {
  const first = lines.slice(index, index + 5).findIndex((line) => line.startsWith('>'));
  // An attribution above a text that is not marked as quoted: what follows is the quoted mail all the same.
  return first === -1 || lastOwn < index + first;
}
