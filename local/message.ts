import { mimeMessage } from '../lambdas/notifications/mime-message.ts';

/** An e-mail as SES took it. */
export interface Email {
  readonly MessageId: string;
  readonly Source: string;
  readonly To: readonly string[];
  /** Of mails that earlier versions sent, absent. */
  readonly ReplyTo?: readonly string[];
  readonly Subject: string;
  readonly BodyText?: string | null;
  readonly BodyHtml?: string | null;
  /** The headers that a raw message brought beside these, by name. */
  readonly Headers?: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly Timestamp: number;
}

/** The e-mail as a mail program reads it. */
export function messageOf(email: Email): string {
  const replyTo = (email.ReplyTo ?? []).join(', ');
  return mimeMessage(
    {
      From: email.Source,
      To: email.To.join(', '),
      ...(replyTo !== '' && { 'Reply-To': replyTo }),
      Date: new Date(email.Timestamp * 1000).toUTCString().replace('GMT', '+0000'),
      'Message-ID': `<${email.MessageId}>`,
      ...email.Headers,
    },
    { subject: email.Subject, html: email.BodyHtml ?? '', text: email.BodyText ?? '' },
  );
}
