import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, isConditionFailure } from '../runtime/dynamodb.ts';
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

const daySeconds = 86_400;

/**
 * The RecipientLimits table: `RECIPIENT#<hash>` / `<limit>#<window>`, with the ids of what was taken from the limit,
 * until the window is over. Keys show up in logs and metrics, so they hold no address.
 */
export function recipientLimitTable(tableName = environment('RECIPIENT_LIMITS_TABLE')) {
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
    try {
      await dynamodb.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: `RECIPIENT#${hashOf(recipient)}`, sk: `${name}#${window}` },
          ConditionExpression: 'attribute_not_exists(taken) OR size(taken) < :max OR contains(taken, :id)',
          UpdateExpression: 'ADD taken :ids SET expiresAt = :expiresAt',
          ExpressionAttributeValues: {
            ':max': max,
            ':id': id,
            ':ids': new Set([id]),
            ':expiresAt': (window + 1) * days * daySeconds,
          },
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  return { take };
}

/** One hash for an address however it is written; what follows a `+` reaches the same mailbox. */
function hashOf({ address, storefront = '' }: LimitedRecipient): string {
  const mailbox = address
    .trim()
    .toLowerCase()
    .replace(/(?<=.)\+[^@]*(?=@)/, '');
  return createHash('sha256').update(`${storefront}\n${mailbox}`).digest('hex');
}
