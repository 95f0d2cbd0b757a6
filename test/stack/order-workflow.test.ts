import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { LastingContention } from '../../lambdas/inventory/lasting-contention.ts';
import { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { NoticeOutcomeUnknown } from '../../lambdas/notifications/notice-errors.ts';
import { rejectingErrors } from '../../lambdas/order-workflow/reject-order.ts';
import { OrderCancelled } from '../../lambdas/orders/order-errors.ts';
import {
  OrderNotAccepted,
  PaymentDeclined,
  PaymentPending,
  PaymentSettled,
  ProviderBusy,
} from '../../lambdas/payments/payment-errors.ts';
import { BusinessError } from '../../lambdas/runtime/business-error.ts';
import { patienceOf } from '../../lib/hold.ts';
import {
  handoverName,
  orderWorkflowDefinition,
  type Step,
  type StepName,
  stepNames,
  type WorkflowDefinition,
} from '../../lib/order-workflow-definition.ts';
import { stageFrom } from '../../lib/stages.ts';
import { synthesised } from './synthesised.ts';
import { definitionOf, expressDefinitionOf } from './synthesised-definition.ts';
import { expressionsOf, retrierFor, stepOf, triesOf, type Walk, walk } from './workflow-walk.ts';

const definition = definitionOf({});
const orderId = '6f0d7f0e-3f0c-5d2a-9a43-0d7b8a0c9c11';
const input = { orderId, paymentWaitSeconds: 900 };

const outOfStock = new OutOfStock([]).name;
const declined = new PaymentDeclined(orderId).name;
const notAccepted = new OrderNotAccepted(orderId).name;
const settled = new PaymentSettled(orderId).name;
const cancelled = new OrderCancelled(orderId).name;
const contention = new StockContention(`order ${orderId}`).name;
const unknownNotice = new NoticeOutcomeUnknown(orderId, { event: 'order-confirmed' }, 'email').name;
const lasting = new LastingContention('').name;
const busy = new ProviderBusy('stripe').name;
const timeout = 'States.Timeout';

/** Every way through the machine. */
const exits = {
  confirmed: {},
  'out of stock': { 'Reserve inventory': [{ error: outOfStock }] },
  'cancelled before it is reserved': { 'Reserve inventory': [{ error: cancelled }] },
  'payment declined': { 'Check payment': [{ error: declined }] },
  'not accepted': { 'Check payment': [{ error: notAccepted }] },
  'cancelled before it is paid': { 'Check payment': [{ error: cancelled }] },
  'never paid': { 'Check payment': [{ error: timeout }] },
  'cancelled before it is confirmed': { 'Confirm order': [{ error: cancelled }] },
  'paid at the last moment': { 'Check payment': [{ error: timeout }], 'Reject order': [{ error: settled }] },
} as const;

describe('the definition of the workflow', () => {
  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = aslValidator(structuredClone(definition));
    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  it('enters exactly four states for a confirmed order', async () => {
    const { states } = await walk(definition, input);
    expect(states).toEqual(['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer']);
  });

  it.each([
    ['out of stock', ['Reserve inventory', 'Reject order', 'Notify customer']],
    ['payment declined', ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer']],
    ['not accepted', ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer']],
    ['never paid', ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer']],
    [
      'cancelled before it is confirmed',
      ['Reserve inventory', 'Check payment', 'Confirm order', 'Reject order', 'Notify customer'],
    ],
    [
      'paid at the last moment',
      ['Reserve inventory', 'Check payment', 'Reject order', 'Confirm order', 'Notify customer'],
    ],
  ] as const)('leads an order that is %s to the customer', async (exit, expected) => {
    const { states } = await walk(definition, input, exits[exit]);
    expect(states).toEqual(expected);
  });

  it('has no expression that no exit evaluates', async () => {
    const walks = await Promise.all(Object.values(exits).map((exit) => walk(definition, input, exit)));
    const evaluated = new Set(walks.flatMap(({ expressions }) => [...expressions]));
    expect([...evaluated].sort()).toEqual([...expressionsOf(definition)].sort());
  });

  it('gives each step the order id, and more only where it is used', async () => {
    const { payloads } = await walk(definition, input);
    expect(payloads).toEqual({
      'Reserve inventory': { orderId, contendedLong: false },
      'Check payment': { orderId, taskToken: 'token of Check payment', waitSeconds: 900 },
      'Confirm order': { orderId },
      'Notify customer': { orderId },
    });
  });

  it.each(Object.entries(exits).filter(([name]) => name !== 'confirmed'))(
    'tells Reject order the reason of an order that is %s',
    async (_, exit) => {
      const { payloads } = await walk(definition, input, exit);
      const [reason] = Object.values(exit as Record<string, readonly { error: string }[]>).flat();
      expect(payloads['Reject order']).toEqual({ orderId, error: reason?.error, contendedLong: false });
    },
  );

  it.each([1, 900, 86_400])(
    'waits %i seconds for a payment when the start of the execution says so',
    async (seconds) => {
      const paid = await walk(definition, { orderId, paymentWaitSeconds: seconds });
      const unpaid = await walk(definition, { orderId, paymentWaitSeconds: seconds }, exits['never paid']);
      expect([paid, unpaid].map(({ timeouts }) => timeouts['Check payment'])).toEqual([seconds, seconds]);
    },
  );

  it('fails at the step whose technical error outlives its retries, where it can be redriven', async () => {
    const walks: Walk[] = [];
    for (const name of ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer']) {
      walks.push(await walk(definition, input, { [name]: [{ error: 'ResourceNotFoundException' }] }));
    }
    expect(walks.map(({ states, failedWith }) => [states.at(-1), failedWith])).toEqual([
      ['Reserve inventory', 'ResourceNotFoundException'],
      ['Check payment', 'ResourceNotFoundException'],
      ['Confirm order', 'ResourceNotFoundException'],
      ['Notify customer', 'ResourceNotFoundException'],
    ]);
  });
});

describe('the Express workflow', () => {
  const express = expressDefinitionOf({});
  const { [handoverName]: handover, ...states } = express.States;
  const steps = { ...express, States: states } as WorkflowDefinition;
  const pending = new PaymentPending(orderId).name;

  it('is valid Amazon States Language, without what Express has not, and ends within five minutes', () => {
    const { isValid, errorsText } = aslValidator(structuredClone(express));
    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
    expect(JSON.stringify(express)).not.toMatch(/waitForTaskToken|Task\.Token|\.sync/);
    expect(express.TimeoutSeconds).toBe(300);
  });

  it('has the steps of the Standard workflow, and differs at Check payment only', () => {
    const { 'Check payment': check, ...others } = states;
    const { 'Check payment': standard, ...same } = definition.States;
    expect(others).toEqual(same);
    expect({ ...check, Catch: [], Retry: [] }).toEqual({
      ...standard,
      Catch: [],
      Retry: [],
      Resource: 'arn:aws:states:::lambda:invoke',
      TimeoutSeconds: 60,
      Arguments: {
        ...standard?.Arguments,
        Payload: { orderId: '{% $states.input.orderId %}', waitSeconds: '{% $states.input.paymentWaitSeconds %}' },
      },
    });
  });

  it('confirms in four states, and rejects in those of the Standard workflow', async () => {
    expect(await walk(steps, input)).toMatchObject({
      states: ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'],
      payloads: { 'Check payment': { orderId, waitSeconds: 900 } },
    });
    for (const exit of [exits['out of stock'], exits['payment declined'], exits['cancelled before it is confirmed']]) {
      expect((await walk(steps, input, exit)).states).toEqual((await walk(definition, input, exit)).states);
    }
  });

  it('hands over an order whose payment is open, without a second try, and says so to whoever ran it', () => {
    const check = stepOf(steps, 'Check payment');
    expect(triesOf(check, pending).tries).toBe(1);
    expect(check.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(pending))?.Next).toBe(handoverName);
    expect(handover).toMatchObject({ Output: { waitsForPayment: true }, End: true });
  });

  it('takes a step that hangs for a failure, not for a payment that never came', async () => {
    const { failedWith } = await walk(steps, input, exits['never paid']);
    expect(failedWith).toBe(timeout);
    expect(triesOf(stepOf(steps, 'Check payment'), timeout).tries).toBe(3);
  });
});

describe('the names of the errors', () => {
  const caught = (name: string) => (stepOf(definition, name).Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);

  it('that are caught are those of the error classes', () => {
    const refusing = Object.keys(definition.States).filter((name) => caught(name).length > 0);
    expect(Object.fromEntries(refusing.map((name) => [name, caught(name)]))).toEqual({
      'Reserve inventory': [outOfStock, cancelled],
      'Check payment': [declined, notAccepted, cancelled, timeout],
      'Confirm order': [cancelled],
      'Reject order': [settled],
    });
  });

  it('belong to business errors only', () => {
    const errors = [
      new OutOfStock([]),
      new PaymentDeclined(orderId),
      new OrderNotAccepted(orderId),
      new PaymentSettled(orderId),
      new OrderCancelled(orderId),
    ];
    expect(errors.filter((error) => !(error instanceof BusinessError))).toEqual([]);
    const names = new Set(Object.keys(definition.States).flatMap(caught));
    expect(names).toEqual(new Set([...errors.map(({ name }) => name), timeout]));
  });

  it('that lead to Reject order are those that it has a reason for', () => {
    const leading = Object.values(definition.States).flatMap(({ Catch = [] }) =>
      Catch.filter(({ Next }) => Next === 'Reject order').flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    expect(new Set(leading)).toEqual(new Set(rejectingErrors));
  });
});

describe('a step of the workflow', () => {
  const attempts = (name: string, error: string) => 1 + (retrierFor(stepOf(definition, name), error)?.MaxAttempts ?? 0);

  it.each([
    ['Reserve inventory', outOfStock],
    ['Reserve inventory', cancelled],
    ['Check payment', declined],
    ['Check payment', notAccepted],
    ['Check payment', cancelled],
    ['Check payment', timeout],
    ['Confirm order', cancelled],
    ['Reject order', settled],
  ])('%s is never repeated after %s', (name, error) => {
    expect(attempts(name, error)).toBe(1);
  });

  it.each(Object.keys(definition.States))(
    '%s outlasts a dependency that is away for a minute, whatever the dice say',
    (name) => {
      const away = ['ServiceUnavailable', 'TypeError', 'Lambda.ServiceException', 'Lambda.Unknown', lasting, busy];
      const over = [...away, 'Lambda.TooManyRequestsException'].filter(
        (error) => triesOf(stepOf(definition, name), error).min <= 60,
      );
      expect(over).toEqual([]);
    },
  );

  it('Notify customer waits for what SES says of a mail of which nobody knows, before it asks a person', () => {
    expect(triesOf(stepOf(definition, 'Notify customer'), unknownNotice).min).toBeGreaterThan(60);
  });

  it.each(Object.keys(definition.States))('%s calls a dependency that is down three times at most', (name) => {
    const tries = ['ServiceUnavailable', 'TypeError', lasting].map(
      (error) => triesOf(stepOf(definition, name), error).tries,
    );
    expect(tries).toEqual([3, 3, 3]);
  });

  it.each(['Reserve inventory', 'Reject order'])(
    '%s lets a crowd that contends for stock come back scattered, and then as patiently as after any failure',
    async (name) => {
      const retrier = retrierFor(stepOf(definition, name), contention);
      expect(retrier).toMatchObject({ MaxAttempts: 8, JitterStrategy: 'FULL' });
      const repeated = async (retries: number) => {
        const { payloads } = await walk(definition, input, exits['payment declined'], retries);
        return (payloads[name] as { contendedLong: boolean }).contendedLong;
      };
      expect([await repeated(7), await repeated(8)]).toEqual([false, true]);
    },
  );

  it('knows dice only where a crowd would come back at once', () => {
    const jittered = Object.values(definition.States).flatMap(({ Retry }) =>
      Retry.filter(({ JitterStrategy }) => JitterStrategy !== undefined).flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    expect(new Set(jittered)).toEqual(new Set([contention]));
  });

  it('that may call another function waits as long for its room as for its own', () => {
    const { resources } = synthesised();
    const callingRoles = resources('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('lambda:InvokeFunction'))
      .flatMap(({ Properties }) => Properties.Roles as readonly { readonly Ref: string }[]);
    const calling = resources('AWS::Lambda::Function').filter(({ Properties }) =>
      callingRoles.some(({ Ref }) => Ref === (Properties.Role as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0]),
    );
    const steps = Object.entries(definition.States).filter(([, { Arguments }]) =>
      calling.some(({ logicalId }) => Arguments.FunctionName.includes(logicalId)),
    );
    expect(steps.map(([name]) => name).sort()).toEqual(['Check payment', 'Confirm order', 'Reject order']);
    for (const [, step] of steps) expect(triesOf(step, busy)).toEqual(triesOf(step, 'Lambda.TooManyRequestsException'));
  });

  it('lets Lambda end a function before it ends the wait for it', () => {
    const { resources } = synthesised();
    const timeouts = resources('AWS::Lambda::Function')
      .filter(({ logicalId }) => logicalId.startsWith('Workflow'))
      .map(({ Properties }) => Number(Properties.Timeout));
    expect(timeouts).toHaveLength(stepNames.length);
    const { 'Check payment': _waits, ...steps } = definition.States;
    const waits = Object.values(steps).map(({ TimeoutSeconds }) => Number(TimeoutSeconds));
    expect(Math.max(...timeouts)).toBeLessThan(Math.min(...waits));
  });
});

describe('the time budget', () => {
  const functionArns = Object.fromEntries(stepNames.map((name) => [name, name])) as Record<StepName, string>;
  /** What a stage's stack deploys, without the rest of the stack. */
  const planned = (context: Readonly<Record<string, string>>) =>
    orderWorkflowDefinition({ partition: 'aws', functionArns, ...patienceOf(stageFrom(context)) });

  it('that is deployed is the one that is planned', () => {
    expect(definition.TimeoutSeconds).toBe(planned({}).TimeoutSeconds);
  });

  it.each([
    ['60', 60],
    ['900', 900],
    ['86400', 86_400],
    ['60,wechat-pay=7200,alipay=1800', 7200],
  ])(
    'of all steps, with %s seconds for a payment, is the time that an execution has',
    (paymentWaitSeconds, longestWait) => {
      const { States, TimeoutSeconds } = planned({ paymentWaitSeconds });
      // The longest path enters each of the states once.
      const longest = Object.values(States).reduce((sum, step) => sum + longestSeconds(step, longestWait), 0);
      expect(TimeoutSeconds).toBeGreaterThanOrEqual(longest);
      expect(TimeoutSeconds - longest).toBeLessThan(Object.keys(States).length);
    },
  );

  it('grows with the time over which a failed step is repeated', () => {
    const [longer, shorter] = [planned({ retrySeconds: '600' }), planned({ retrySeconds: '80' })];
    expect(longer.TimeoutSeconds - shorter.TimeoutSeconds).toBe(Object.keys(longer.States).length * 520);
  });
});

/**
 * Tries × timeout + the longest waits between them. A call that Lambda refuses costs its wait only: it never started.
 * Only the last try can wait for a payment to the end, because that end is never repeated.
 */
function longestSeconds(step: Step, longestWait: number): number {
  const refused = 'Lambda.TooManyRequestsException';
  const errors = step.Retry.flatMap(({ ErrorEquals: [first = ''] }) =>
    first === 'States.ALL' ? ['TypeError'] : [first],
  );
  const tries = errors
    .filter((error) => error !== refused)
    .reduce((sum, error) => sum + triesOf(step, error).tries - 1, 0);
  const waits = errors.reduce((sum, error) => sum + triesOf(step, error).max, 0);
  return tries * 60 + waits + (typeof step.TimeoutSeconds === 'number' ? step.TimeoutSeconds : longestWait);
}
