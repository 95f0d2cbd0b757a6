import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse as uuidBytes, stringify as uuidOf } from 'uuid';
import { environment } from '../runtime/environment.ts';
import { secret } from '../runtime/secrets.ts';

/*
 * The address that answers to a ticket go to: `help+<id and signature>@support.shop.example`. Mail programs may write it
 * in other letters' case, so it is hexadecimal; a mailbox's name has 64 characters at most (RFC 5321).
 */

/** 2^64 guesses, each a mail; and who made one could only write into a ticket, and would read nothing. */
const macBytes = 8;

/** Where the stage's customers write to; undefined where it takes no mail. */
export function supportMail(): string | undefined {
  const address = environment('SUPPORT_MAIL');
  return address === 'none' ? undefined : address;
}

/** Where the answer to a mail about this ticket goes; undefined where the stage takes no mail. */
export async function replyAddress(ticketId: string): Promise<string | undefined> {
  const address = supportMail();
  if (address === undefined) return undefined;
  const [mailbox, domain] = address.split('@');
  const id = Buffer.from(uuidBytes(ticketId));
  return `${mailbox}+${Buffer.concat([id, await macOf(id)]).toString('hex')}@${domain}`;
}

/** The ticket that an address was made for; undefined for any other address. */
export async function ticketIdIn(address: string): Promise<string | undefined> {
  const [, token = ''] = /\+([0-9a-f]{48})@/i.exec(address) ?? [];
  if (token === '') return undefined;
  const bytes = Buffer.from(token, 'hex');
  const id = bytes.subarray(0, -macBytes);
  return timingSafeEqual(bytes.subarray(-macBytes), await macOf(id)) ? uuidOf(id) : undefined;
}

async function macOf(id: Uint8Array): Promise<Buffer> {
  const key = await secret(environment('SEARCH_KEY_ARN'));
  return createHmac('sha256', key).update('reply to ticket ').update(id).digest().subarray(0, macBytes);
}
