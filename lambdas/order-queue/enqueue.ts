import { type StartWorkflow, startExecution, workflowInput } from '../order-workflow/start-workflow.ts';
import { logger } from '../runtime/logger.ts';
import { isPassing } from '../runtime/passing.ts';
import { queues } from '../runtime/sqs.ts';

/** What SQS says when it has no room. */
const throttled: ReadonlySet<string> = new Set(['RequestThrottled', 'ThrottlingException']);

/**
 * Starts workflows by way of this queue of orders. Asked twice, an order runs twice, which changes nothing. When the
 * queue takes no message just now, a Standard execution is started.
 */
export function enqueueTo(QueueUrl: string): StartWorkflow {
  return async (order) => {
    const input = workflowInput(order);
    try {
      await queues.sendMessage({ QueueUrl, MessageBody: JSON.stringify(input) });
      return 'started';
    } catch (error) {
      if (!isPassing(error, throttled)) throw error;
      logger.warn('the queue of orders takes no message', { orderId: order.id, error: error as Error });
      return startExecution(input);
    }
  };
}
