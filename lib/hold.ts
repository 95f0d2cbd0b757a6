import { executionTimeoutSeconds, type Patience } from './order-workflow-definition.ts';
import { longestPaymentWait, type Stage } from './stages.ts';

/**
 * How long stock is held for an order that is not confirmed. A hold outlives any execution, so that no order loses its
 * stock while it is still on its way; what is left when an execution failed is the time to redrive it.
 */
export function holdSeconds(stage: Stage): number {
  return executionTimeoutSeconds(patienceOf(stage));
}

/** How patient the workflow of a stage is. */
export function patienceOf(stage: Stage): Patience {
  return { longestPaymentWaitSeconds: longestPaymentWait(stage), retrySeconds: stage.retrySeconds };
}
