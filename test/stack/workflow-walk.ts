import jsonata from 'jsonata';
import type { Step, WorkflowDefinition } from '../../lib/order-workflow-definition.ts';
import type { Retrier } from '../../lib/retriers.ts';

/** How a state ends: with the function's result, or with the named error that outlives its retries. */
export type Outcome = { readonly error: string } | 'done';

/** One walk through the machine. */
export interface Walk {
  /** The states that were entered, in order. */
  readonly states: readonly string[];
  /** What each state's function was given, by the state's name. */
  readonly payloads: Readonly<Record<string, unknown>>;
  /** How long each state may take, by its name. */
  readonly timeouts: Readonly<Record<string, unknown>>;
  /** Where each evaluated expression stands in the definition. */
  readonly expressions: ReadonlySet<string>;
  /** The error that no state caught. */
  readonly failedWith: string | undefined;
}

/**
 * What a step does whose tries fail, each with this error: how often it is tried, and the time between its first try
 * and its last, in seconds, with the shortest waits that the dice of the jitter may say and with the longest.
 */
export function triesOf(
  step: Step,
  error: string,
): { readonly tries: number; readonly min: number; readonly max: number } {
  const retrier = retrierFor(step, error) ?? { ErrorEquals: [], MaxAttempts: 0 };
  const { MaxAttempts, IntervalSeconds = 1, BackoffRate = 2 } = retrier;
  const { MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier;
  let max = 0;
  for (let repeat = 0; repeat < MaxAttempts; repeat++) {
    max += Math.min(IntervalSeconds * BackoffRate ** repeat, MaxDelaySeconds);
  }
  return { tries: 1 + MaxAttempts, min: JitterStrategy === 'FULL' ? 0 : max, max };
}

/**
 * Walks an order through the definition as Step Functions would, evaluating each expression with JSONata's reference
 * implementation.
 * @param outcomes how the states end that do not simply succeed, each time they are entered
 * @param retries how often each state was repeated before
 */
export async function walk(
  definition: WorkflowDefinition,
  input: unknown,
  outcomes: Readonly<Record<string, readonly Outcome[]>> = {},
  retries = 0,
): Promise<Walk> {
  const states: string[] = [];
  const payloads: Record<string, unknown> = {};
  const timeouts: Record<string, unknown> = {};
  const expressions = new Set<string>();
  const turns = new Map(Object.entries(outcomes).map(([name, list]) => [name, [...list]]));
  let current: unknown = input;

  for (let name: string | undefined = definition.StartAt; name !== undefined; ) {
    const step = stepOf(definition, name);
    states.push(name);
    const context = {
      Execution: { Id: 'arn:aws:states:us-east-1:123456789012:execution:orders:1', Input: input, Name: '1' },
      State: { Name: name, EnteredTime: '2026-11-23T07:00:00.000Z', RetryCount: retries },
      Task: { Token: `token of ${name}` },
    };
    const evaluate = async (template: unknown, path: string, more: object) =>
      evaluated(template, `States/${name}/${path}`, { input: current, context, ...more }, expressions);

    const { Payload } = (await evaluate(step.Arguments, 'Arguments', {})) as { Payload: unknown };
    payloads[name] = Payload;
    timeouts[name] = await evaluate(step.TimeoutSeconds, 'TimeoutSeconds', {});

    const outcome = turns.get(name)?.shift() ?? 'done';
    if (outcome === 'done') {
      current = await evaluate(step.Output, 'Output', { result: { StatusCode: 200, Payload: {} } });
      name = step.Next;
      continue;
    }
    const errorOutput = { Error: outcome.error, Cause: 'said the step' };
    const index = step.Catch?.findIndex(({ ErrorEquals }) => matches(ErrorEquals, outcome.error)) ?? -1;
    const catcher = step.Catch?.[index];
    if (catcher === undefined) return { states, payloads, timeouts, expressions, failedWith: outcome.error };
    current = await evaluate(catcher.Output, `Catch/${index}/Output`, { errorOutput });
    name = catcher.Next;
  }
  return { states, payloads, timeouts, expressions, failedWith: undefined };
}

/** Where every expression of the definition stands. */
export function expressionsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return isExpression(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => expressionsOf(child, path === '' ? key : `${path}/${key}`));
}

/** The retrier that an error of a step falls to: the first that names it. */
export function retrierFor(step: Step, error: string): Retrier | undefined {
  return step.Retry.find(({ ErrorEquals }) => matches(ErrorEquals, error));
}

/** A state of the definition. */
export function stepOf(definition: WorkflowDefinition, name: string): Step {
  const step = definition.States[name];
  if (step === undefined) throw new Error(`the machine has no state ${name}`);
  return step;
}

function matches(names: readonly string[], error: string): boolean {
  return names.includes(error) || names.includes('States.ALL');
}

function isExpression(value: string): boolean {
  return value.startsWith('{%') && value.endsWith('%}');
}

async function evaluated(template: unknown, path: string, states: object, seen: Set<string>): Promise<unknown> {
  if (typeof template === 'string' && isExpression(template)) {
    seen.add(path);
    const value: unknown = await jsonata(template.slice(2, -2)).evaluate({}, { states });
    // Step Functions fails an execution whose expression yields nothing.
    if (value === undefined) throw new Error(`${path} has no value: ${template}`);
    return value;
  }
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(async ([key, child]) => [
    key,
    await evaluated(child, `${path}/${key}`, states, seen),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
