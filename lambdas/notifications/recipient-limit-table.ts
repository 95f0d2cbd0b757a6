import { createHash } from 'node:crypto';
import { including, smallerThan, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';

/** How much one recipient gets at most of something that strangers can cause. */
export interface RecipientLimit {
  readonly name: string;
  /** So many different things. */
  readonly max: number;
  /** In each window of so many days, counted from 1970 in UTC. */
  readonly days: number;
}

/** Who gets it: an e-mail address or telephone number, and where the limit is each storefront's own, the storefront. */
export interface LimitedRecipient {
  readonly address: string;
  readonly storefront?: string | undefined;
}

/** The functions of the RecipientLimits table. */
export type RecipientLimitTable = ReturnType<typeof recipientLimitTable>;

/** What was taken from a limit in a window, by ids; forgotten with the window, in seconds since 1970. */
interface Taken {
  readonly taken: ReadonlySet<string>;
  readonly expiresAt: number;
}

const daySeconds = 86_400;

/**
 * The RecipientLimits table: `RECIPIENT#<hash>` / `<limit>#<window>`, with the ids of what was taken from the limit,
 * until the window is over. Keys show up in logs and metrics, so they hold no address.
 */
export function recipientLimitTable(tableName = environment('RECIPIENT_LIMITS_TABLE')) {
  const { update } = writesTo<Taken>(tableName);

  /**
   * Takes one thing from a recipient's limit; what was taken before is not taken twice.
   * @returns false when nothing is left
   */
  async function take(
    recipient: LimitedRecipient,
    { name, max, days }: RecipientLimit,
    id: string,
    now: Date,
  ): Promise<boolean> {
    const window = Math.floor(now.getTime() / 1000 / (days * daySeconds));
    return tryWrite(
      update(
        { pk: `RECIPIENT#${hashOf(recipient)}`, sk: `${name}#${window}` },
        {
          set: { expiresAt: (window + 1) * days * daySeconds },
          add: { taken: new Set([id]) },
          when: [{ taken: undefined }, { taken: smallerThan(max) }, { taken: including(id) }],
        },
      ),
    );
  }

  return { take };
}

/** One hash for an address however it is written. */
function hashOf({ address, storefront = '' }: LimitedRecipient): string {
  return createHash('sha256')
    .update(`${storefront}\n${mailboxOf(address.trim().toLowerCase())}`)
    .digest('hex');
}

/** What follows a `+` reaches the same mailbox. No expression: strangers may send anything here, of any length. */
function mailboxOf(address: string): string {
  const at = address.indexOf('@');
  const plus = address.indexOf('+', 1);
  return plus === -1 || plus > at ? address : `${address.slice(0, plus)}${address.slice(at)}`;
}
