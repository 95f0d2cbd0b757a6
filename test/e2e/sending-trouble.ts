import { inject } from 'vitest';

const { endpoint } = inject('service');

/** What SES or SNS do with messages to these recipients: the end of their address, or the beginning of their number. */
export interface SendingTrouble {
  readonly to: string;
  /** Takes so many a second. */
  readonly perSecond?: number;
  /** Refuses them with the error of this name. */
  readonly error?: string;
}

/** Lets SES or SNS be in trouble for some recipients, as a whole, until the run is over. */
export async function inTrouble<Result>(trouble: SendingTrouble, run: () => Promise<Result>): Promise<Result> {
  await cause(trouble);
  try {
    return await run();
  } finally {
    await cause({ to: trouble.to });
  }
}

async function cause(trouble: SendingTrouble): Promise<void> {
  const query = new URLSearchParams(
    Object.entries(trouble).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const { ok } = await fetch(`${endpoint}/_local/sending-trouble?${query}`, { method: 'POST' });
  if (!ok) throw new Error('the local cloud does not know of trouble with sending');
}
