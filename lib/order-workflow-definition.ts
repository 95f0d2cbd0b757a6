/**
 * The path of an order, in Amazon States Language with JSONata.
 *
 * A business "no" is an error that a step throws by name and a Catch takes by name. Anything else is a technical error:
 * it is retried, and if it stays it fails the execution at that step, from where an operator can redrive it.
 *
 * Time budget: each state is entered once at most on the longest path, which is all five (a refusal at Confirm order,
 * or a payment found after all by Reject order). Tries × timeout + the longest waits between them, in seconds; w is the
 * longest payment wait of any method, which only the last try can use up, because its end is answered or caught and
 * never repeated:
 *
 *   Reserve inventory   (1 + 8 contended + 2 failed) × 60       + 28 + 80 + 121 =      889
 *   Check payment       (8 provider busy + 2 failed) × 60 + w   + 80 + 2 × 121  = w +  922
 *   Confirm order       (1 + 8 busy + 2 failed) × 60            + 80 + 2 × 121  =      982
 *   Reject order        (1 + 8 contended + 8 busy + 2) × 60 + 28 + 80 + 2 × 121 =     1490
 *   Notify customer     (1 + 2 failed) × 60                     + 80 + 121      =      381
 *                                                               together      w + 4664, the machine's timeout
 *
 * The same definition makes the Express workflow of the high-volume mode, which differs where it has to: it cannot wait
 * for a payment, ends after five minutes whatever its steps repeat, and is then run anew by its queue.
 *
 * Waits: contended 1, 1.5, 2.25, 3.4, 5, 5, 5, 5; failed 5, 75; no room for a call 1, 2, 4, 8, 16, 30, 30, 30, which
 * for a step's own call costs the wait only, because it never started.
 */

import { contended, failed, never, type Retrier, refusedByLambda, waitsOf, withoutRoom } from './retriers.ts';

/** Longer than a step's function may run, so that Lambda's own timeout comes first. */
const stepTimeoutSeconds = 60;

/** How long this order waits for its payment: settled by its method when the execution was started. */
const paymentWait = '{% $states.input.paymentWaitSeconds %}';

/**
 * Whether the step has been repeated as often as contention is: what still contends is then repeated like any failure.
 */
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

/** Where an Express workflow ends for an order that has to wait: its output says so. */
export interface Handover {
  readonly Type: 'Pass';
  readonly Comment: string;
  readonly Output: { readonly waitsForPayment: true };
  readonly End: true;
}

/** The machine. */
export interface WorkflowDefinition<State = Step> {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

/** How patient the workflow is. */
export interface Patience {
  /** How long a payment may take with the most patient method. */
  readonly longestPaymentWaitSeconds: number;
  /** Over how long a step that failed is repeated before it fails for good. */
  readonly retrySeconds: number;
}

/** A refusal: the reason travels with the order id to Reject order. */
const rejectOn = (...names: string[]): Catcher => ({
  ErrorEquals: names,
  Output: "{% $merge([$states.input, {'error': $states.errorOutput.Error}]) %}",
  Next: 'Reject order',
});

/** The state in which an Express workflow ends for an order that has to wait. */
export const handoverName = 'Wait in a Standard execution';

const handover: Handover = {
  Type: 'Pass',
  Comment: 'The payment is not settled at once: whoever ran this starts the execution that waits for it',
  Output: { waitsForPayment: true },
  End: true,
};

/** Step Functions lets no Express execution take longer. */
const expressTimeoutSeconds = 300;

/** A step as its author says it. What it repeats, and the rest of its state, follows. */
interface StepRecord {
  readonly comment: string;
  /** What its function gets beside the order id. */
  readonly payload?: Readonly<Record<string, string>>;
  /**
   * Whether it ends when somebody answers its task token, for which it waits as long as the order's payment may take.
   */
  readonly waitsForPayment?: true;
  /** Whether it meets other orders at the same stock. */
  readonly contends?: true;
  /** Whether it asks payment providers, which may have no room. */
  readonly asksProvider?: true;
  /** Its named refusals, and where they lead. They are never repeated. */
  readonly refusals: readonly Catcher[];
  readonly next?: string;
}

/** The steps by the names that operators read in the console. */
const steps = {
  'Reserve inventory': {
    comment: 'All lines or none move from available to reserved',
    contends: true,
    refusals: [rejectOn('OutOfStock', 'OrderCancelled')],
    next: 'Check payment',
  },
  'Check payment': {
    comment: "Settled at once, or waits here for the provider's notification",
    payload: { waitSeconds: paymentWait },
    waitsForPayment: true,
    asksProvider: true,
    refusals: [rejectOn('PaymentDeclined', 'OrderNotAccepted', 'OrderCancelled')],
    next: 'Confirm order',
  },
  'Confirm order': {
    comment: 'The hold becomes a promise',
    asksProvider: true,
    refusals: [rejectOn('OrderCancelled')],
    next: 'Notify customer',
  },
  'Notify customer': {
    // Repeated, it finds what SES has said since of an e-mail of which nobody knew whether it went out.
    comment: 'One notice a channel, confirmed or refused',
    refusals: [],
  },
  'Reject order': {
    comment: 'Releases the stock, voids the payment, records the reason',
    payload: { error: '{% $states.input.error %}' },
    contends: true,
    asksProvider: true,
    refusals: [
      // Asked once more before the refusal, the provider had the money: the order goes on, without the error that led
      // here.
      { ErrorEquals: ['PaymentSettled'], Output: { orderId: '{% $states.input.orderId %}' }, Next: 'Confirm order' },
    ],
    next: 'Notify customer',
  },
} as const satisfies Record<string, StepRecord>;

/** The name of a step. */
export type StepName = keyof typeof steps;

const records: Readonly<Record<StepName, StepRecord>> = steps;

/** Every step. */
export const stepNames = Object.keys(steps) as readonly StepName[];

/** Whether the step waits for a payment: somebody answers its task token. */
export function waitsForPayment(name: StepName): boolean {
  return records[name].waitsForPayment === true;
}

/** How a workflow runs: Standard waits for payments, and costs by the step; Express does not, and costs by the second. */
export type WorkflowType = 'STANDARD' | 'EXPRESS';

/** The named refusals of a step, and where they lead: of one that waits for a payment, the end of the wait too. */
function refusalsOf({ refusals, waitsForPayment }: StepRecord, type: WorkflowType): readonly Catcher[] {
  if (!waitsForPayment) return refusals;
  if (type === 'STANDARD') return [...refusals, rejectOn('States.Timeout')];
  return [...refusals, { ErrorEquals: ['PaymentPending'], Output: '{% $states.input %}', Next: handoverName }];
}

/** What the step repeats. */
function retriersOf(record: StepRecord, type: WorkflowType, retrySeconds: number): Retrier[] {
  const { contends, asksProvider } = record;
  const refused = refusalsOf(record, type).flatMap(({ ErrorEquals }) => ErrorEquals);
  return [
    ...(refused.length > 0 ? [never(...refused)] : []),
    ...(contends ? [contended] : []),
    withoutRoom(refusedByLambda),
    ...(asksProvider ? [withoutRoom('ProviderBusy')] : []),
    failed(retrySeconds),
  ];
}

/** The longest that an execution may take, in seconds; adds up above. */
export function executionTimeoutSeconds(patience: Patience): number {
  return stepNames.reduce((sum, name) => sum + longestSeconds(name, patience), 0);
}

/** The longest that an execution may take after its stock is held, besides its wait for the payment, in seconds. */
export function restOfRunSeconds({ retrySeconds }: Pick<Patience, 'retrySeconds'>): number {
  const patience = { longestPaymentWaitSeconds: 0, retrySeconds };
  return executionTimeoutSeconds(patience) - longestSeconds('Reserve inventory', patience);
}

/** The longest that a step may take with all that it repeats, in seconds. */
function longestSeconds(name: StepName, { longestPaymentWaitSeconds, retrySeconds }: Patience): number {
  const retriers = retriersOf(records[name], 'STANDARD', retrySeconds);
  const waits = retriers.flatMap(waitsOf).reduce((sum, { max }) => sum + max, 0);
  const repeats = retriers
    .filter(({ ErrorEquals }) => !ErrorEquals.includes(refusedByLambda))
    .reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
  const lastTry = waitsForPayment(name) ? longestPaymentWaitSeconds : stepTimeoutSeconds;
  return Math.ceil(repeats * stepTimeoutSeconds + waits + lastTry);
}

/** How patient the workflow is, and the ARNs of its functions. */
export interface WorkflowProps extends Patience {
  readonly partition: string;
  readonly functionArns: Readonly<Record<StepName, string>>;
}

/** The definition of the state machine. */
export function orderWorkflowDefinition(props: WorkflowProps): WorkflowDefinition {
  return definition('STANDARD', props, executionTimeoutSeconds(props), {});
}

/** The same for orders that come through the queue: it hands over what has to wait, and is run anew when it fails. */
export function expressWorkflowDefinition(props: WorkflowProps): WorkflowDefinition<Step | Handover> {
  return definition('EXPRESS', props, expressTimeoutSeconds, { [handoverName]: handover });
}

function definition<More>(
  type: WorkflowType,
  { partition, functionArns, retrySeconds }: WorkflowProps,
  TimeoutSeconds: number,
  more: Readonly<Record<string, More>>,
): WorkflowDefinition<Step | More> {
  const state = (name: StepName): Step => {
    const record = records[name];
    const { comment, payload, contends, next } = record;
    const refusals = refusalsOf(record, type);
    const waits = type === 'STANDARD' && waitsForPayment(name);
    return {
      Type: 'Task',
      Comment: comment,
      Resource: `arn:${partition}:states:::lambda:invoke${waits ? '.waitForTaskToken' : ''}`,
      Arguments: {
        FunctionName: functionArns[name],
        Payload: {
          orderId: '{% $states.input.orderId %}',
          ...(waits && { taskToken: '{% $states.context.Task.Token %}' }),
          ...payload,
          ...(contends && { contendedLong }),
        },
      },
      TimeoutSeconds: waits ? paymentWait : stepTimeoutSeconds,
      Retry: retriersOf(record, type, retrySeconds),
      // No result enters the order's data: what a step did stands in the tables.
      Output: '{% $states.input %}',
      ...(refusals.length > 0 && { Catch: refusals }),
      ...(next === undefined ? { End: true } : { Next: next }),
    };
  };
  return {
    Comment: 'From an accepted order to the customer who knows',
    QueryLanguage: 'JSONata',
    StartAt: 'Reserve inventory' satisfies StepName,
    TimeoutSeconds,
    States: { ...Object.fromEntries(stepNames.map((name) => [name, state(name)])), ...more },
  };
}
