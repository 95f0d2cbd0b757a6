import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { fromFile, WrongUsage } from '../../bin/command-line.ts';
import { sumOf, type Usage } from '../prices.ts';
import { invocationsUsage } from './assumptions.ts';

/** A state, as far as the ways through a machine depend on it. */
interface State {
  readonly Type: string;
  readonly Resource?: unknown;
  readonly Next?: string | undefined;
  readonly Default?: string | undefined;
  readonly Choices?: readonly { readonly Next?: string | undefined }[] | undefined;
  readonly Catch?: readonly { readonly Next: string }[] | undefined;
  readonly Branches?: readonly Workflow[] | undefined;
  readonly ItemProcessor?: Workflow | undefined;
  readonly Iterator?: Workflow | undefined;
}

/** A definition in Amazon States Language, as far as the ways through it depend on it. */
export interface Workflow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const State: z.ZodType<State> = z.lazy(() =>
  z.object({
    Type: z.string(),
    Resource: z.unknown().optional(),
    Next: z.string().optional(),
    Default: z.string().optional(),
    Choices: z.array(z.object({ Next: z.string().optional() })).optional(),
    Catch: z.array(z.object({ Next: z.string() })).optional(),
    Branches: z.array(Workflow).optional(),
    ItemProcessor: Workflow.optional(),
    Iterator: Workflow.optional(),
  }),
);
const Workflow: z.ZodType<Workflow> = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

/** A template of CloudFormation or SAM. */
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});

/** One way from the first state to an end. */
export interface WorkflowPath {
  /** The states that it enters, in order; one transition each. */
  readonly states: readonly string[];
  /** Whether nothing was caught on the way and its end is no Fail. */
  readonly succeeds: boolean;
  /** What its states use: transitions, and the calls that stand in the definition. */
  readonly usage: Usage;
}

/**
 * The definition in a file or at an https address: JSON or YAML, by itself or in a CloudFormation template.
 * @throws WrongUsage that says what is wrong with it
 */
export async function readWorkflow(source: string): Promise<Workflow> {
  const text = /^https?:\/\//.test(source)
    ? await fetched(source)
    : await fromFile('--definition', source, (file) => readFile(file, 'utf8'));
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new WrongUsage(`${source} is neither JSON nor YAML: ${error instanceof Error ? error.message : error}`);
  }
  const definition = definitionIn(content);
  const parsed = Workflow.safeParse(definition);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new WrongUsage(`${source} is no state machine: ${issue?.path.join('.')}: ${issue?.message}`);
}

async function fetched(url: string): Promise<string> {
  const answer = await fetch(url).catch((error: Error) => {
    throw new WrongUsage(`${url} cannot be reached: ${error.cause ?? error.message}`);
  });
  if (!answer.ok) throw new WrongUsage(`${url} answered ${answer.status}.`);
  return answer.text();
}

/** The content itself, or the definition of the first state machine of a template; references become words. */
function definitionIn(content: unknown): unknown {
  const template = Template.safeParse(content);
  if (!template.success) return content;
  const machine = Object.values(template.data.Resources).find(({ Type }) => Type.endsWith('::StateMachine'));
  const { DefinitionString, Definition } = machine?.Properties ?? {};
  const text = z
    .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
    .transform(({ 'Fn::Join': [between, parts] }) =>
      parts
        .map((part) =>
          typeof part === 'string'
            ? part
            : Object.values(part ?? {})
                .flat()
                .join('.'),
        )
        .join(between),
    )
    .or(z.string())
    .safeParse(DefinitionString);
  return text.success ? parse(text.data) : Definition;
}

/**
 * Every way through the machine that enters no state twice. A Map counts with one item; a Parallel with the longest way
 * through each of its branches.
 * @throws WrongUsage for a state that is not there
 */
export function workflowPaths(workflow: Workflow): readonly WorkflowPath[] {
  return pathsFrom(workflow, workflow.StartAt, new Set());
}

/** The longest way on which all goes well. */
export function longestSuccess(paths: readonly WorkflowPath[]): WorkflowPath | undefined {
  return paths
    .filter(({ succeeds }) => succeeds)
    .reduce<WorkflowPath | undefined>(
      (a, b) => (a === undefined || b.states.length > a.states.length ? b : a),
      undefined,
    );
}

function pathsFrom(workflow: Workflow, name: string, entered: ReadonlySet<string>): readonly WorkflowPath[] {
  if (entered.has(name)) return [];
  const state = workflow.States[name];
  if (state === undefined) throw new WrongUsage(`The definition has no state "${name}".`);
  const inner = (state.Branches ?? [state.ItemProcessor ?? state.Iterator].flatMap((one) => one ?? [])).flatMap(
    (branch) => longestSuccess(workflowPaths(branch)) ?? [],
  );
  const here = {
    states: [name, ...inner.flatMap(({ states }) => states)],
    usage: sumOf([{ 'state transitions': 1 }, taskUsage(state), ...inner.map(({ usage }) => usage)]),
  };
  const choices = (state.Choices ?? []).flatMap(({ Next }) => Next ?? []);
  const nexts = [state.Next, state.Default, ...choices].flatMap((next) => next ?? []);
  const caught = (state.Catch ?? []).map(({ Next }) => Next);
  const ends = nexts.length === 0 ? [{ ...here, succeeds: state.Type !== 'Fail' }] : [];
  const more = new Set([...entered, name]);
  const goOn = (next: string, isCaught: boolean) =>
    pathsFrom(workflow, next, more).map(({ states, usage, succeeds }) => ({
      states: [...here.states, ...states],
      usage: sumOf([here.usage, usage]),
      succeeds: succeeds && !isCaught,
    }));
  return [
    ...ends,
    ...[...new Set(nexts)].flatMap((next) => goOn(next, false)),
    ...[...new Set(caught)].flatMap((next) => goOn(next, true)),
  ];
}

/** What the call of a task uses at least; what a function does itself does not stand in a definition. */
function taskUsage({ Type, Resource }: State): Usage {
  if (Type !== 'Task') return {};
  const [, service = 'lambda', action = ''] =
    /:states:[^:]*:[^:]*:(?:aws-sdk:)?([\w-]+):(\w+)/.exec(String(Resource)) ?? [];
  switch (service) {
    case 'lambda':
      return invocationsUsage(1, 512);
    case 'dynamodb':
      return /^(get|query|scan|batchGet)/.test(action) ? { 'DynamoDB read units': 0.5 } : { 'DynamoDB write units': 1 };
    case 'events':
    case 'eventbridge':
      return { 'EventBridge events': 1 };
    case 'sqs':
      return { 'SQS requests': 1 };
    case 'apigateway':
      return { 'HTTP API requests': 1 };
    default:
      return {};
  }
}
