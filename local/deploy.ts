import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { stackNames } from '../lib/stack-names.ts';
import { clientSettings, environmentOfTools } from './aws.ts';
import { carriersContext } from './carriers.ts';
import { deploymentBegins, deploymentIsComplete } from './emulator.ts';
import { exampleShopFile } from './example-shop.ts';
import { audience, consoleClient } from './identity-provider.ts';
import { openLog } from './log-file.ts';
import { providersContext } from './payment-providers.ts';
import { type CloudSettings, projectFolder } from './settings.ts';
import { runTethered } from './tethered.ts';

/** What makes up the service; as long as none of it changes, nothing is deployed again. */
const sources = ['bin/order-confirmation.ts', 'lib', 'lambdas', 'examples', 'cdk.json', 'package-lock.json'];

/** What a deployment left behind. */
export interface Deployment {
  /** The outputs of all its stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether anything had to be deployed. */
  readonly changed: boolean;
}

interface Target {
  readonly settings: CloudSettings;
  readonly endpoint: string;
  readonly issuer: string;
  /** Gives up, and leaves no process behind. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: string) => void;
}

/**
 * Deploys the CDK app, the same as for AWS, to the endpoint; or nothing, when this very code stands there with this
 * very context.
 */
export async function deploy(target: Target): Promise<Deployment> {
  const { settings, endpoint, issuer } = target;
  const paymentProviders = providersContext(Number(new URL(issuer).port));
  const usual: Record<string, string> = {
    stage: 'dev',
    shop: exampleShopFile,
    issuer,
    audience,
    consoleClient,
    paymentProviders,
    carriers: carriersContext(Number(new URL(issuer).port)),
    // Nobody in front of a screen waits for a minute to see an order fail.
    retrySeconds: '8',
    // Nor until the morning.
    quietHours: 'none',
    // Each that is held is a process here.
    longPolls: '10',
    supportMail: 'help@support.shop.example',
    // Receivers are on this machine.
    webhookReach: 'loopback',
  };
  // What is chosen to be empty is left out: without an issuer, the stack brings its own user pool.
  const context = Object.fromEntries(
    Object.entries({ ...usual, ...settings.context }).filter(([, value]) => value !== ''),
  );
  const fingerprint = await fingerprintOf(endpoint, context);
  const record = join(settings.dataFolder, 'deployed.json');
  const { afterSales, ...always } = stackNames(String(context.stage));
  const stacks = [...Object.values(always), ...(context.afterSales === 'off' ? [] : [afterSales])];
  if ((await readFile(record, 'utf8').catch(() => '')) === fingerprint) {
    const outputs = await outputsOf(endpoint, stacks);
    if (outputs !== undefined) return { outputs, changed: false };
  }

  await rm(record, { force: true });
  const isOurs = settings.endpoint === undefined;
  if (isOurs) await deploymentBegins(endpoint);
  const assembly = assemblyOf(settings);
  const values = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  target.onProgress?.('bundling the functions');
  await Promise.all([
    runCdk(target, ['synth', '--all', '--quiet', '--output', assembly, ...values]),
    // Away from cdk.json, which would make it synthesise the app once more.
    runCdk(target, ['bootstrap', 'aws://000000000000/us-east-1'], { cwd: settings.dataFolder }),
  ]);
  await deployAssembly(target, assembly);

  const outputs = await outputsOf(endpoint, stacks);
  if (outputs === undefined) throw new Error(`One of ${stacks.join(', ')} is not there after its deployment`);
  if (isOurs) await deploymentIsComplete(endpoint);
  await writeFile(record, fingerprint);
  return { outputs, changed: true };
}

/**
 * Deploys once more what the cloud was deployed from: whatever was released since is taken back. Nothing is built.
 * @throws Error when nothing was deployed from this data folder
 */
export async function deployAgain(target: Omit<Target, 'issuer'>): Promise<void> {
  const { settings, endpoint } = target;
  const assembly = assemblyOf(settings);
  if (!existsSync(join(assembly, 'manifest.json')))
    throw new Error(`Nothing was deployed from ${settings.dataFolder}.`);
  await deploymentBegins(endpoint);
  await deployAssembly(target, assembly);
  await deploymentIsComplete(endpoint);
}

function assemblyOf({ dataFolder }: CloudSettings): string {
  return join(dataFolder, 'cdk.out');
}

async function deployAssembly(target: Omit<Target, 'issuer'>, assembly: string): Promise<void> {
  const args = ['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--method', 'direct'];
  await runCdk(target, args, { resources: await resourcesIn(assembly) });
}

async function outputsOf(endpoint: string, names: readonly string[]): Promise<Record<string, string> | undefined> {
  const cloudFormation = new CloudFormationClient(clientSettings(endpoint));
  try {
    const found = await Promise.all(
      names.map((StackName) => cloudFormation.send(new DescribeStacksCommand({ StackName }))),
    );
    const stacks = found.flatMap(({ Stacks }) => Stacks ?? []);
    return stacks.every(isComplete) ? Object.fromEntries(stacks.flatMap(outputsOfStack)) : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

function isComplete({ StackStatus }: Stack): boolean {
  return StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE';
}

function outputsOfStack({ Outputs = [] }: Stack): [string, string][] {
  return Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
}

async function fingerprintOf(endpoint: string, context: Readonly<Record<string, string>>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([endpoint, context]));
  const profile = context.shop === undefined ? [] : [resolve(projectFolder, context.shop)];
  for (const file of [...(await Promise.all(sources.map(filesIn))).flat().sort(), ...profile]) {
    hash.update(`\n${relative(projectFolder, file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesIn(source: string): Promise<string[]> {
  const path = join(projectFolder, source);
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** How many resources each stack of an assembly has. */
async function resourcesIn(assembly: string): Promise<Readonly<Record<string, number>>> {
  const suffix = '.template.json';
  const files = (await readdir(assembly)).filter((name) => name.endsWith(suffix));
  const counts = files.map(async (name) => {
    const { Resources = {} } = JSON.parse(await readFile(join(assembly, name), 'utf8')) as { Resources?: object };
    return [name.slice(0, -suffix.length), Object.keys(Resources).length] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function runCdk(
  { settings, endpoint, signal, onProgress }: Omit<Target, 'issuer'>,
  args: readonly string[],
  { cwd = projectFolder, resources = {} }: { cwd?: string; resources?: Readonly<Record<string, number>> } = {},
) {
  const { logFile, dataFolder } = settings;
  const log = await openLog(logFile);
  const command = join(projectFolder, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  try {
    const code = await runTethered([process.execPath, command, ...args, '--no-notices', '--progress', 'events'], {
      cwd,
      env: environmentOfTools(endpoint),
      signal,
      log,
      onLine: (line) => {
        const progress = progressIn(line, resources);
        if (progress !== undefined) onProgress?.(progress);
      },
    });
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new Error(
        `cdk ${args[0]} failed; see ${logFile}. If ${dataFolder} was in use before, --fresh begins anew.`,
      );
    }
  } finally {
    log.end();
  }
}

/**
 * How far a deployment is by a line of the CDK's, if that says it; `resources`: how many each stack has.
 *
 * @example progressIn('order-confirmation-dev |  12 | 8:07:13 AM | CREATE_COMPLETE | …', { 'order-confirmation-dev': 214 })
 */
export function progressIn(line: string, resources: Readonly<Record<string, number>>): string | undefined {
  const [, stack = '', done] = /^(order-\S+) \| +(\d+) /.exec(line) ?? [];
  const of = resources[stack];
  if (done === undefined || of === undefined) return undefined;
  // The last that the CDK counts is the stack itself.
  return `deploying ${stack}: ${Math.min(Number(done), of)} of ${of} resources`;
}
