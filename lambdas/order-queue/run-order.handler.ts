import { WorkflowInput } from '../order-workflow/start-workflow.ts';
import { fromQueue } from '../runtime/queue.ts';
import { orAfterAPause } from './or-after-a-pause.ts';
import { runOrder } from './run-order.ts';

/** Consumer of the queue of orders: runs each through the workflow. What fails is delivered again after a pause. */
export const handler = fromQueue(WorkflowInput, (input, record) =>
  orAfterAPause(record, () => runOrder(input, Number(record.attributes.ApproximateReceiveCount))),
);
