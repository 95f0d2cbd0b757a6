import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { until } from '../../bin/operations/until.ts';
import { projectFolder } from '../../local/settings.ts';
import { patienceSeconds } from '../patiently.ts';

const run = promisify(execFile);
const pins = join(import.meta.dirname, 'dynamodb-local');
const wantedJava = 17;

/** AWS's DynamoDB Local, running; or why there is none, and what would help. */
export type DynamoDbLocal = { readonly endpoint: string; stop(): Promise<void> } | { readonly missing: string };

/**
 * Downloads the pinned DynamoDB Local with Maven, once, checks it, and starts it in memory.
 * @throws Error when what was downloaded is not what was pinned, or it does not start
 */
export async function startDynamoDbLocal(port: number, logFile: string): Promise<DynamoDbLocal> {
  if (process.env.DYNAMODB_LOCAL === 'off') return { missing: 'DYNAMODB_LOCAL=off says so; leave that out' };
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const found = await javaVersion(java);
  if (found === undefined || found < wantedJava) {
    const instead = found === undefined ? `there is no "${java}"` : `"${java}" is Java ${found}`;
    return { missing: `it needs Java ${wantedJava} or newer, and ${instead}; install one, or name it in JAVA_HOME` };
  }
  const jars = await install();
  return typeof jars === 'string' ? start(java, jars, port, logFile) : jars;
}

async function javaVersion(java: string): Promise<number | undefined> {
  try {
    const { stdout, stderr } = await run(java, ['-version']);
    return Number(/version "(\d+)/.exec(stdout + stderr)?.[1]);
  } catch {
    return undefined;
  }
}

/** @returns the folder of the jars */
async function install(): Promise<string | { missing: string }> {
  const checksums = await readFile(join(pins, 'jars.sha256'), 'utf8');
  const pom = await readFile(join(pins, 'pom.xml'), 'utf8');
  const pinned = createHash('sha256').update(`${pom}\n${checksums}`).digest('hex').slice(0, 16);
  const target = join(projectFolder, '.local', 'dynamodb-local', pinned);
  if (await isWhole(target, checksums)) return target;

  const draft = `${target}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  try {
    const what = ['-DincludeScope=runtime', '-DincludeTypes=jar', `-DoutputDirectory=${draft}`];
    await run('mvn', ['-B', '-q', '-f', join(pins, 'pom.xml'), 'dependency:copy-dependencies', ...what], {
      timeout: 300_000,
    });
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: string; stdout?: string; stderr?: string };
    const why =
      code === 'ENOENT'
        ? 'there is no "mvn"'
        : `it failed: ${stripVTControlCharacters(stdout || stderr || String(error)).split('\n')[0]}`;
    return { missing: `Maven downloads it, once, and ${why}; install Maven, or see that it reaches Maven Central` };
  }
  if (!(await isWhole(draft, checksums))) {
    throw new Error(`What Maven downloaded to ${draft} is not what test/tables/dynamodb-local/jars.sha256 pins.`);
  }
  await rm(target, { recursive: true, force: true });
  // Somebody else may have been quicker.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

/** Whether a folder holds every pinned file as it was pinned. */
async function isWhole(folder: string, checksums: string): Promise<boolean> {
  const files = checksums
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/) as [string, string]);
  const checked = files.map(async ([sha256, name]) => {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
  });
  return !(await Promise.all(checked)).includes(false);
}

async function start(java: string, jars: string, port: number, logFile: string): Promise<DynamoDbLocal> {
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'w');
  const main = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
  const options = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  // Under libfaketime, Java's timed waits spin; what hour it is does not matter to the tables.
  const { LD_PRELOAD: _, ...environment } = process.env;
  const child = spawn(java, ['-Xmx1g', '-cp', join(jars, '*'), main, ...options], {
    stdio: ['ignore', log.fd, log.fd],
    env: environment,
  });
  await log.close();
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await until(`DynamoDB Local on port ${port}`, patienceSeconds, async () => {
      if (hasEnded(child)) throw new Error(`DynamoDB Local ended while it started; see ${logFile}`);
      return fetch(endpoint).then(
        () => true,
        () => false,
      );
    });
  } catch (error) {
    child.kill();
    throw error;
  }
  // It neither holds up the end of the tests nor outlives them, should they be cut off.
  child.unref();
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  return {
    endpoint,
    stop: async () => {
      process.off('exit', end);
      if (hasEnded(child)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
