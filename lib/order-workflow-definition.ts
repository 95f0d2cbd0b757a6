/**
 * The path of an order, in Amazon States Language with JSONata.
 *
 * A business "no" is an error that a step throws by name and a Catch takes by name. Anything else is a technical error: it is
 * retried, and if it stays it fails the execution at that step, from where an operator can redrive it.
 *
 * Time budget: each state is entered once at most on the longest path, which is all five (a refusal at Confirm order, or a
 * payment found after all by Reject order). Attempts × timeout + the longest waits between them, in seconds, w = the longest payment
 * wait of any method:
 *
 *   Reserve inventory   (1 + 8 contended + 2 failed) × 60  + 29 + 8 + 121 =   818
 *   Check payment       (1 + 2 failed) × w                      + 8 + 121 = 3w + 129
 *   Confirm order       (1 + 2 failed) × 60                     + 8 + 121 =   309
 *   Reject order        (1 + 8 contended + 2 failed) × 60  + 29 + 8 + 121 =   818
 *   Notify customer     (1 + 2 failed) × 60                     + 8 + 121 =   309
 *                                                             together   3w + 2383  ≤  3w + 2400, the machine's timeout
 *
 * Waits: contended 1, 1.5, 2.25, 3.4, 5, 5, 5, 5; failed 2, 6; call refused by Lambda (it never started, so it costs its wait
 * only) 1, 2, 4, 8, 16, 30, 30, 30.
 */

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

/** What a state repeats, and how patiently. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL';
}

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

/** The ARNs that the definition calls, and how long a payment may take with the most patient method. */
export interface WorkflowProps {
  readonly partition: string;
  readonly longestPaymentWaitSeconds: number;
  readonly functions: {
    readonly reserveInventory: string;
    readonly checkPayment: string;
    readonly confirmOrder: string;
    readonly rejectOrder: string;
    readonly notifyCustomer: string;
  };
}

/** Another order touched the same stock at the same moment: repeat soon, and often. */
export const contended: Retrier = {
  ErrorEquals: ['StockContention'],
  IntervalSeconds: 1,
  MaxAttempts: 8,
  BackoffRate: 1.5,
  MaxDelaySeconds: 5,
  JitterStrategy: 'FULL',
};

/** Lambda had no room and did not start the function: nothing behind it was called, so patience costs nobody anything. */
const refusedByLambda: Retrier = {
  ErrorEquals: ['Lambda.TooManyRequestsException'],
  IntervalSeconds: 1,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 30,
  JitterStrategy: 'FULL',
};

/** Anything else. Two repeats, so that a dependency that is down gets three calls for one at most. */
const failed: Retrier = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 2,
  MaxAttempts: 2,
  BackoffRate: 3,
  MaxDelaySeconds: 30,
  JitterStrategy: 'FULL',
};

const never = (...names: string[]): Retrier => ({ ErrorEquals: names, MaxAttempts: 0 });

/** A refusal: the reason travels with the order id to Reject order. */
const rejectOn = (...names: string[]): Catcher => ({
  ErrorEquals: names,
  Output: "{% $merge([$states.input, {'error': $states.errorOutput.Error}]) %}",
  Next: rejectOrder,
});

/** The longest that an execution may take, in seconds; adds up above. */
export function executionTimeoutSeconds(longestPaymentWaitSeconds: number): number {
  return 3 * longestPaymentWaitSeconds + 2400;
}

/** The definition of the state machine. */
export function orderWorkflowDefinition({
  partition,
  longestPaymentWaitSeconds,
  functions,
}: WorkflowProps): WorkflowDefinition {
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
    TimeoutSeconds: executionTimeoutSeconds(longestPaymentWaitSeconds),
    States: {
      [reserveInventory]: step(functions.reserveInventory, {
        Comment: 'All lines or none move from available to reserved',
        Retry: [never('OutOfStock', 'OrderCancelled'), contended, refusedByLambda, failed],
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
        Retry: [never('PaymentDeclined', 'OrderCancelled', 'States.Timeout'), refusedByLambda, failed],
        Catch: [rejectOn('PaymentDeclined', 'OrderCancelled', 'States.Timeout')],
        Next: confirmOrder,
      }),
      [confirmOrder]: step(functions.confirmOrder, {
        Comment: 'The hold becomes a promise',
        Retry: [never('OrderCancelled'), refusedByLambda, failed],
        Catch: [rejectOn('OrderCancelled')],
        Next: notifyCustomer,
      }),
      [notifyCustomer]: step(functions.notifyCustomer, {
        Comment: 'One notice a channel, confirmed or refused',
        Retry: [never('NoticeOutcomeUnknown'), refusedByLambda, failed],
        End: true,
      }),
      [rejectOrder]: step(functions.rejectOrder, {
        Comment: 'Releases the stock, voids the payment, records the reason',
        Payload: { error: '{% $states.input.error %}' },
        Retry: [never('PaymentSettled'), contended, refusedByLambda, failed],
        Catch: [
          // Asked once more before the refusal, the provider had the money: the order goes on, without the error that led here.
          { ErrorEquals: ['PaymentSettled'], Output: { orderId: '{% $states.input.orderId %}' }, Next: confirmOrder },
        ],
        Next: notifyCustomer,
      }),
    },
  };
}
