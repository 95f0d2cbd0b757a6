import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { clientSettings, environmentOfTools } from './aws.ts';
import { audience } from './identity-provider.ts';
import { providersContext } from './payment-providers.ts';
import { type CloudSettings, projectFolder } from './settings.ts';

/** What makes up the service; as long as none of it changes, nothing is deployed again. */
const sources = ['bin', 'lib', 'lambdas', 'cdk.json', 'package-lock.json'];

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
}

/**
 * Deploys the CDK app, the same as for AWS, to the endpoint; or nothing, when this very code stands there with this very context.
 */
export async function deploy({ settings, endpoint, issuer, signal }: Target): Promise<Deployment> {
  const paymentProviders = providersContext(Number(new URL(issuer).port));
  // Nobody in front of a screen waits for a minute to see an order fail.
  const context = { stage: 'dev', issuer, audience, paymentProviders, retrySeconds: '8', ...settings.context };
  const fingerprint = await fingerprintOf(endpoint, context);
  const record = join(settings.dataFolder, 'deployed.json');
  const stackName = `order-confirmation-${context.stage}`;
  if ((await readFile(record, 'utf8').catch(() => '')) === fingerprint) {
    const outputs = await outputsOf(endpoint, stackName);
    if (outputs !== undefined) return { outputs, changed: false };
  }

  await rm(record, { force: true });
  const assembly = join(settings.dataFolder, 'cdk.out');
  const values = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const cdk = (args: readonly string[], cwd = projectFolder) => runCdk(settings, endpoint, args, cwd, signal);
  await Promise.all([
    cdk(['synth', '--all', '--quiet', '--output', assembly, ...values]),
    // Away from cdk.json, which would make it synthesise the app once more.
    cdk(['bootstrap', 'aws://000000000000/us-east-1'], settings.dataFolder),
  ]);
  await cdk(['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--method', 'direct']);

  const outputs = await outputsOf(endpoint, stackName);
  if (outputs === undefined) throw new Error(`Stack ${stackName} is not there after its deployment`);
  await writeFile(record, fingerprint);
  return { outputs, changed: true };
}

async function outputsOf(endpoint: string, stackName: string): Promise<Record<string, string> | undefined> {
  const cloudFormation = new CloudFormationClient(clientSettings(endpoint));
  try {
    const names = [`${stackName}-data`, stackName];
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
  for (const file of (await Promise.all(sources.map(filesIn))).flat().sort()) {
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

async function runCdk(
  { logFile }: CloudSettings,
  endpoint: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a');
  const command = join(projectFolder, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const child = spawn(process.execPath, [command, ...args, '--no-notices', '--progress', 'events'], {
    cwd,
    // A process group of its own, so that the bundlers that it starts can be ended with it.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: environmentOfTools(endpoint),
  });
  const giveUp = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  signal?.addEventListener('abort', giveUp);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  signal?.removeEventListener('abort', giveUp);
  await log.close();
  if (code !== 0) throw new Error(`cdk ${args[0]} failed; see ${logFile}`);
}
