import type { Message } from '@aws-sdk/client-sqs';
import { eachOf } from '../runtime/each-of.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { queues } from '../runtime/sqs.ts';

/** Hides a message that was read from the further reads of the same look, and from nobody for longer. */
const hiddenSeconds = 120;

const atOnce = 5;

/**
 * Reads the dead-letter queue once. What is over leaves it; all else is shown again at the end of the look, so that
 * another look right behind it finds it.
 * @param isOver is asked of each message, perhaps twice
 * @param isTimeLeft whether further messages can be looked at
 */
export async function readDeadLetters(
  isOver: (message: Message) => Promise<boolean>,
  isTimeLeft: () => boolean = () => true,
): Promise<void> {
  const QueueUrl = environment('DEAD_LETTER_QUEUE_URL');
  const kept = new Map<string, Message>();
  for (let isMore = true; isMore && isTimeLeft(); ) {
    const { Messages = [] } = await queues.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: hiddenSeconds,
      MessageSystemAttributeNames: ['SentTimestamp'],
      // Asks all of SQS's servers; without waiting, it asks some and may find nothing.
      WaitTimeSeconds: 1,
    });
    // Nothing new: the queue is read, or so long that its first messages come again.
    isMore = Messages.some(({ MessageId = '' }) => !kept.has(MessageId));
    await eachOf(Messages, atOnce, async (message) => {
      if (await isOver(message)) {
        await queues.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
      } else kept.set(message.MessageId ?? '', message);
    });
  }
  await eachOf([...kept.values()], atOnce, async ({ ReceiptHandle }) => {
    await queues
      .changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
      .catch((error) => logger.warn('a dead letter is shown again later', error as Error));
  });
}

/** What a message says; one that somebody put there by hand may say nothing. */
export function saidBy({ Body = '' }: Message): unknown {
  try {
    return JSON.parse(Body);
  } catch {
    return undefined;
  }
}
