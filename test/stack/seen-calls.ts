import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';
import { account, deployed, region } from './deployed-resources.ts';
import { isAllowed, isLike, ownPolicies } from './policy-simulator.ts';
import { synthesised } from './synthesised.ts';

/** What functions were seen doing, by their service names: `<action> <resource>`. */
export interface SeenCalls {
  /** The calls that each function made while the tests of the deployed service ran. */
  readonly seen: Readonly<Record<string, readonly string[]>>;
  /** What each is granted that it was not seen using there. */
  readonly unseen: Readonly<Record<string, readonly string[]>>;
}

const file = 'test/stack/seen-calls.json';

/** What was seen when the record was made. */
export function seenCalls(): SeenCalls {
  return JSON.parse(readFileSync(file, 'utf8')) as SeenCalls;
}

/**
 * The deployment that the tests of the deployed service run on, and the roles of its functions by their service names;
 * synthesised when it is first asked for.
 */
let made: ReturnType<typeof synthesisedDeployment> | undefined;
function deployment() {
  made ??= synthesisedDeployment();
  return made;
}

function synthesisedDeployment() {
  const { resources } = deployed(
    synthesised({
      paymentProviders: 'stripe,alipay,wechat-pay',
      issuer: 'https://id.example/',
      audience: 'orders',
      eventBus: 'on',
      carriers: 'easypost,kuaidi100',
      supportMail: 'help@support.shop.example',
    }).templates,
  );
  const roles: ReadonlyMap<string, string> = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ properties }) => {
        const { Variables } = properties.Environment as { Variables: Readonly<Record<string, string>> };
        return [String(Variables.POWERTOOLS_SERVICE_NAME), String(properties.Role)];
      }),
  );
  return { resources, roles };
}

/** What Lambda does in a function's name: it logs, traces, and fetches what queues and streams have. */
const byLambda =
  /^(?:logs:|xray:|sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes|GetQueueUrl|ChangeMessageVisibility) |dynamodb:(?:DescribeStream|GetRecords|GetShardIterator|ListStreams) )/;

/** The seen calls that the policies would refuse. */
export function refused(seen: SeenCalls['seen']): readonly string[] {
  const { resources, roles } = deployment();
  return Object.entries(seen).flatMap(([name, calls]) =>
    calls
      .filter((call) => {
        const [action = '', resource = ''] = call.split(' ');
        const context = { 'ses:FromAddress': 'orders@shop.example' };
        return !isAllowed(resources, { caller: roles.get(name) ?? '', action, resource, context });
      })
      .map((call) => `${name}: ${call}`),
  );
}

/** What each function is granted but was not seen using, `<action> <resource>`. */
export function unseen(seen: SeenCalls['seen']): SeenCalls['unseen'] {
  const { resources, roles } = deployment();
  const entries = [...roles].map(([name, role]) => {
    const calls = (seen[name] ?? []).map((call) => call.split(' '));
    const granted = ownPolicies(resources, role).flatMap(({ Action, Resource, NotResource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource ?? `not ${NotResource}`].flat().map((resource) => ({ action, resource }))),
    );
    const isSeen = (granted: { action: string; resource: string }) =>
      calls.some(
        ([action = '', resource = '']) =>
          granted.action === action && (granted.resource.startsWith('not ') || isLike(granted.resource, resource)),
      );
    const rest = granted.filter((grant) => !isSeen(grant)).map(({ action, resource }) => `${action} ${resource}`);
    return [name, rest.filter((grant) => !byLambda.test(grant)).sort()] as const;
  });
  return Object.fromEntries(entries.filter(([, grants]) => grants.length > 0).sort(([a], [b]) => a.localeCompare(b)));
}

/** What a run of the tests has left in its data folder, in the names of the record. */
function seenIn(folder: string): SeenCalls['seen'] {
  const here = readFileSync(join(folder, 'seen-calls.json'), 'utf8')
    .replaceAll(':us-east-1:000000000000:', `:${region}:${account}:`)
    // Executions are granted by their machine's name, which an attribute says.
    .replaceAll(/(:execution:\w+):any/g, '$1.Name:any')
    .replaceAll(/(:secret:\w+)"/g, '$1-aBcDeF"');
  return JSON.parse(here) as SeenCalls['seen'];
}

function together(runs: readonly SeenCalls['seen'][]): SeenCalls['seen'] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))].sort((a, b) => a.localeCompare(b));
  return Object.fromEntries(names.map((name) => [name, [...new Set(runs.flatMap((run) => run[name] ?? []))].sort()]));
}

if (import.meta.main) {
  await runCommand({
    usage: `Makes the record of calls anew (${file}), from what the last whole run of the tests of the deployed service left.

  npm run test:e2e && npm run seen-calls -- [FOLDER …]

FOLDER is the data folder of that run, or of each of several that are a whole one together; default: .local/e2e`,
    takes: { max: 100 },
    run({ positionals }) {
      const seen = together((positionals.length === 0 ? ['.local/e2e'] : positionals).map(seenIn));
      writeFileSync(file, `${JSON.stringify({ seen, unseen: unseen(seen) }, null, 2)}\n`);
      return 0;
    },
  });
}
