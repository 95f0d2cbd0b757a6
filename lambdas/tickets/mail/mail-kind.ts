import type { MailHeader } from './authentication.ts';

/**
 * Who has sent a mail: a person; an automaton that answers for one (RFC 3834); a mail server that says what became of
 * another mail (RFC 3464); or somebody to many. None but a person's gets an answer by itself.
 */
export const mailKinds = ['PERSON', 'AUTO_REPLY', 'DELIVERY_STATUS', 'BULK'] as const;
export type MailKind = (typeof mailKinds)[number];

/** What mail servers call themselves. */
const serversOwn = /^(mailer-daemon|postmaster)@/i;

/** Of which kind a mail is, by its headers. */
export function mailKindOf(headers: readonly MailHeader[], from: string | undefined, contentType: string): MailKind {
  const headerNamed = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const returnPath = headerNamed('return-path');
  const submitted = headerNamed('auto-submitted');
  const precedence = headerNamed('precedence');
  const has = (name: string) => headerNamed(name) !== undefined;

  const isReport =
    /^multipart\/report\b/i.test(contentType) && /delivery-status|disposition-notification/i.test(contentType);
  if (isReport || has('x-failed-recipients') || (from !== undefined && serversOwn.test(from))) return 'DELIVERY_STATUS';
  const isAnswer =
    (submitted !== undefined && !/^no\b/.test(submitted)) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-mail-autoreply'].some(
      (name) => has(name) && !/^(no|none|false)$/.test(headerNamed(name) ?? ''),
    ) ||
    precedence === 'auto_reply' ||
    returnPath === '<>' ||
    returnPath === '';
  if (isAnswer) return 'AUTO_REPLY';
  const isToMany =
    precedence === 'bulk' ||
    precedence === 'list' ||
    precedence === 'junk' ||
    has('list-id') ||
    has('list-unsubscribe');
  return isToMany || has('feedback-id') || (from !== undefined && /^(no-?reply|do-?not-?reply)@/i.test(from))
    ? 'BULK'
    : 'PERSON';
}

/** Whether a mail asks not to be answered by an automaton (Exchange: MS-OXCMAIL 2.1.3.2.20). */
export function wantsNoAutomaticReply(headers: readonly MailHeader[]): boolean {
  const value = headers.find(({ key }) => key === 'x-auto-response-suppress')?.value ?? '';
  return /\b(all|oof|autoreply)\b/i.test(value);
}
