/**
 * The path of an order, in Amazon States Language with JSONata.
 *
 * A business "no" is an error that a step throws by name and a Catch takes by name. Anything else is a technical error: it is
 * retried, and if it stays it fails the execution at that step, from where an operator can redrive it.
 *
 * Time budget: each state is entered once at most on the longest path, which is all five (a refusal at Confirm order, or a
 * payment found after all by Reject order). Tries × timeout + the longest waits between them, in seconds; w is the longest payment
 * wait of any method, which only the last try can use up, because its end is answered or caught and never repeated:
 *
 *   Reserve inventory   (1 + 8 contended + 2 failed) × 60       + 28 + 80 + 121 =      889
 *   Check payment       (8 provider busy + 2 failed) × 60 + w   + 80 + 2 × 121  = w +  922
 *   Confirm order       (1 + 8 busy + 2 failed) × 60            + 80 + 2 × 121  =      982
 *   Reject order        (1 + 8 contended + 8 busy + 2) × 60 + 28 + 80 + 2 × 121 =     1490
 *   Notify customer     (1 + 2 failed) × 60                     + 80 + 121      =      381
 *                                                               together      w + 4664, the machine's timeout
 *
 * Waits: contended 1, 1.5, 2.25, 3.4, 5, 5, 5, 5; failed 5, 75; no room for a call 1, 2, 4, 8, 16, 30, 30, 30, which for a
 * step's own call costs the wait only, because it never started.
 */

import { contended, failed, never, type Retrier, refusedByLambda, waitsOf, withoutRoom } from './retriers.ts';

/** Step names are what operators read in the console. */
const reserveInventory = 'Reserve inventory';
const checkPayment = 'Check payment';
const confirmOrder = 'Confirm order';
const rejectOrder = 'Reject order';
const notifyCustomer = 'Notify customer';

/** Longer than a step's function may run, so that Lambda's own timeout comes first. */
const stepTimeoutSeconds = 60;

/** How long this order waits for its payment: settled by its method when the execution was started. */
const paymentWait = '{% $states.input.paymentWaitSeconds %}';

/** Whether the step has been repeated as often as contention is: what still contends is then repeated like any failure. */
const contendedLong = `{% $states.context.State.RetryCount >= ${contended.MaxAttempts} %}`;

/** Where a named refusal leads. */
export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output: string | Readonly<Record<string, string>>;
}

/** One step: a call of a Lambda function. */
export interface Step {
  readonly Type: 'Task';
  readonly Comment: string;
  readonly Resource: string;
  readonly Arguments: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, string>> };
  readonly TimeoutSeconds: number | string;
  readonly Retry: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Output: string;
  readonly Next?: string;
  readonly End?: true;
}

/** The machine. */
export interface WorkflowDefinition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, Step>>;
}

/** How patient the workflow is. */
export interface Patience {
  /** How long a payment may take with the most patient method. */
  readonly longestPaymentWaitSeconds: number;
  /** Over how long a step that failed is repeated before it fails for good. */
  readonly retrySeconds: number;
}

/** How patient the workflow is, and the ARNs that the definition calls. */
export interface WorkflowProps extends Patience {
  readonly partition: string;
  readonly functions: {
    readonly reserveInventory: string;
    readonly checkPayment: string;
    readonly confirmOrder: string;
    readonly rejectOrder: string;
    readonly notifyCustomer: string;
  };
}

/** A refusal: the reason travels with the order id to Reject order. */
const rejectOn = (...names: string[]): Catcher => ({
  ErrorEquals: names,
  Output: "{% $merge([$states.input, {'error': $states.errorOutput.Error}]) %}",
  Next: rejectOrder,
});

/** What each step repeats. */
function retriersOf(retrySeconds: number) {
  const again = failed(retrySeconds);
  const refused = withoutRoom(refusedByLambda);
  const providerBusy = withoutRoom('ProviderBusy');
  return {
    [reserveInventory]: [never('OutOfStock', 'OrderCancelled'), contended, refused, again],
    [checkPayment]: [never('PaymentDeclined', 'OrderCancelled', 'States.Timeout'), refused, providerBusy, again],
    [confirmOrder]: [never('OrderCancelled'), refused, providerBusy, again],
    [rejectOrder]: [never('PaymentSettled'), contended, refused, providerBusy, again],
    [notifyCustomer]: [never('NoticeOutcomeUnknown'), refused, again],
  } as const satisfies Record<string, readonly Retrier[]>;
}

/** The longest that an execution may take, in seconds; adds up above. */
export function executionTimeoutSeconds({ longestPaymentWaitSeconds, retrySeconds }: Patience): number {
  const steps = Object.entries(retriersOf(retrySeconds));
  return steps.reduce(
    (sum, [name, retriers]) =>
      sum + longestSeconds(retriers, name === checkPayment ? longestPaymentWaitSeconds : stepTimeoutSeconds),
    0,
  );
}

/** The longest that an execution may take after its stock is held, besides its wait for the payment, in seconds. */
export function restOfRunSeconds({ retrySeconds }: Pick<Patience, 'retrySeconds'>): number {
  const holding = longestSeconds(retriersOf(retrySeconds)[reserveInventory], stepTimeoutSeconds);
  return executionTimeoutSeconds({ longestPaymentWaitSeconds: 0, retrySeconds }) - holding;
}

/** The longest that a step may take with all that it repeats, in seconds. */
function longestSeconds(retriers: readonly Retrier[], lastTrySeconds: number): number {
  const waits = retriers.flatMap(waitsOf).reduce((sum, { most }) => sum + most, 0);
  const repeats = retriers
    .filter(({ ErrorEquals }) => !ErrorEquals.includes(refusedByLambda))
    .reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
  return Math.ceil(repeats * stepTimeoutSeconds + waits + lastTrySeconds);
}

/** The definition of the state machine. */
export function orderWorkflowDefinition({ partition, functions, ...patience }: WorkflowProps): WorkflowDefinition {
  const retriers = retriersOf(patience.retrySeconds);
  const step = (
    functionArn: string,
    {
      Comment,
      Retry,
      Payload = {},
      ...rest
    }: Partial<Step> & Pick<Step, 'Comment' | 'Retry'> & { Payload?: Record<string, string> },
  ): Step => ({
    Type: 'Task',
    Comment,
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Arguments: { FunctionName: functionArn, Payload: { orderId: '{% $states.input.orderId %}', ...Payload } },
    TimeoutSeconds: stepTimeoutSeconds,
    Retry,
    // No result enters the order's data: what a step did stands in the tables.
    Output: '{% $states.input %}',
    ...rest,
  });

  return {
    Comment: 'From an accepted order to the customer who knows',
    QueryLanguage: 'JSONata',
    StartAt: reserveInventory,
    TimeoutSeconds: executionTimeoutSeconds(patience),
    States: {
      [reserveInventory]: step(functions.reserveInventory, {
        Comment: 'All lines or none move from available to reserved',
        Payload: { contendedLong },
        Retry: retriers[reserveInventory],
        Catch: [rejectOn('OutOfStock', 'OrderCancelled')],
        Next: checkPayment,
      }),
      [checkPayment]: step(functions.checkPayment, {
        Comment: "Settled at once, or waits here for the provider's notification",
        Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
        Payload: {
          taskToken: '{% $states.context.Task.Token %}',
          waitSeconds: paymentWait,
        },
        TimeoutSeconds: paymentWait,
        Retry: retriers[checkPayment],
        Catch: [rejectOn('PaymentDeclined', 'OrderCancelled', 'States.Timeout')],
        Next: confirmOrder,
      }),
      [confirmOrder]: step(functions.confirmOrder, {
        Comment: 'The hold becomes a promise',
        Retry: retriers[confirmOrder],
        Catch: [rejectOn('OrderCancelled')],
        Next: notifyCustomer,
      }),
      [notifyCustomer]: step(functions.notifyCustomer, {
        Comment: 'One notice a channel, confirmed or refused',
        Retry: retriers[notifyCustomer],
        End: true,
      }),
      [rejectOrder]: step(functions.rejectOrder, {
        Comment: 'Releases the stock, voids the payment, records the reason',
        Payload: { error: '{% $states.input.error %}', contendedLong },
        Retry: retriers[rejectOrder],
        Catch: [
          // Asked once more before the refusal, the provider had the money: the order goes on, without the error that led here.
          { ErrorEquals: ['PaymentSettled'], Output: { orderId: '{% $states.input.orderId %}' }, Next: confirmOrder },
        ],
        Next: notifyCustomer,
      }),
    },
  };
}
