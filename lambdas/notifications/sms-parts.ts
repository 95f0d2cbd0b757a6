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
export function asGsm(message: string): string {
  const plain = Object.entries(inGsm).reduce(
    (text, [plainly, characters]) => [...characters].reduce((rest, one) => rest.replaceAll(one, plainly), text),
    message,
  );
  return isGsm(plain) ? plain : message;
}

/** Whether every character is of the GSM alphabet. */
export function isGsm(message: string): boolean {
  return [...message].every((character) => basic.includes(character) || extended.includes(character));
}

/**
 * The parts in which a message is sent and billed: in GSM-7 a part holds 160 units, in any other alphabet 70 UTF-16
 * units; each of several less, for what joins them again. A character of two units, an escape or a surrogate pair,
 * moves whole into the next part.
 */
export function smsParts(message: string): readonly string[] {
  const gsm = isGsm(message);
  const units = (character: string) => (gsm && extended.includes(character) ? 2 : character.length);
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  const characters = [...message];
  if (characters.reduce((sum, character) => sum + units(character), 0) <= alone) return [message];
  const parts: string[] = [];
  let part = '';
  let room = joined;
  for (const character of characters) {
    if (units(character) > room) {
      parts.push(part);
      part = '';
      room = joined;
    }
    part += character;
    room -= units(character);
  }
  return [...parts, part];
}
