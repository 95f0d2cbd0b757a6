import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { python } from '../../local/python-packages.ts';
import { projectFolder } from '../../local/settings.ts';
import { freePorts } from '../local/free-ports.ts';
import { patiently } from '../patiently.ts';
import type { Vector } from './standard-webhooks-vectors.ts';

/** Where the example receivers are. */
export const examplesFolder = join(projectFolder, 'examples/webhooks');

/** An example of a receiver. */
interface Example {
  readonly file: string;
  /** Its command line. */
  readonly run: (port: number) => readonly string[];
  /** A command line that reads vectors as JSON and writes `true` for each that is taken, else `false`. */
  readonly verify: readonly string[];
  /** A command line that ends well where all that it needs is on this machine. */
  readonly probe: readonly string[];
}

/** The example receivers by their languages. */
export const examples = {
  TypeScript: {
    file: 'receiver.ts',
    run: () => [process.execPath, 'receiver.ts'],
    verify: [
      process.execPath,
      '--input-type=module-typescript',
      '--eval',
      `import { json } from 'node:stream/consumers';
       import { verifyWebhook, WebhookRefused } from 'order-confirmation-client';
       for (const { secrets: secret, now, ...delivery } of await json(process.stdin)) {
         const refused = await verifyWebhook({ ...delivery, secret, now: new Date(now * 1000) }).then(() => undefined, (error) => error);
         if (refused !== undefined && !(refused instanceof WebhookRefused)) throw refused;
         console.log(refused === undefined);
       }`,
    ],
    probe: [process.execPath, '--version'],
  },
  Python: {
    file: 'receiver.py',
    run: () => [python, 'receiver.py'],
    verify: [
      python,
      '-c',
      `import json, sys
from verify_webhook import WebhookRefused, verify_webhook
for vector in json.load(sys.stdin):
    try:
        verify_webhook(vector["headers"], vector["body"].encode(), vector["secrets"], now=vector["now"])
        print("true")
    except WebhookRefused:
        print("false")`,
    ],
    probe: [python, '-c', 'import sqlite3, sys; sys.exit(sys.version_info < (3, 10))'],
  },
  PHP: {
    file: 'receiver.php',
    run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
    verify: [
      'php',
      '-r',
      `require 'verify-webhook.php';
       foreach (json_decode(stream_get_contents(STDIN), true) as $vector) {
           try {
               verifyWebhook($vector['headers'], $vector['body'], $vector['secrets'], now: $vector['now']);
               echo "true\\n";
           } catch (WebhookRefused) {
               echo "false\\n";
           }
       }`,
    ],
    probe: ['php', '-r', 'exit(PHP_VERSION_ID >= 80100 && extension_loaded("pdo_sqlite") ? 0 : 1);'],
  },
} as const satisfies Record<string, Example>;

/** The language of an example receiver. */
export type Language = keyof typeof examples;

/** Whether the tests have a clock of their own, which Node.js alone goes by: what others read of the time is not theirs. */
const isClockOfNode = process.env.CLOCK_OFFSET_SECONDS !== undefined;

/** Those whose interpreter, with what the receiver needs of it, is on this machine and goes by the tests' clock, and the others. */
export const { here = [], missing = [] } = Object.groupBy(Object.keys(examples) as Language[], (language) => {
  const [command, ...args] = examples[language].probe;
  const hasTheirClock = command === process.execPath || !isClockOfNode;
  return hasTheirClock && spawnSync(command, args).status === 0 ? 'here' : 'missing';
});

/** Which of the vectors a receiver takes. */
export async function verdicts(language: Language, vectors: readonly Vector[]): Promise<readonly boolean[]> {
  const [command, ...args] = examples[language].verify;
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { cwd: examplesFolder, env: quietly }, (error, stdout) => {
      if (error) reject(error);
      else
        resolve(
          stdout
            .trim()
            .split('\n')
            .map((line) => line === 'true'),
        );
    });
    child.stdin?.end(JSON.stringify(vectors));
  });
}

/** A receiver that runs, with a database of its own. */
export interface RunningReceiver {
  readonly url: string;
  /** What it knows of each order. */
  readonly orders: () => readonly { id: string; status: string; sequence: string; events: number }[];
  readonly stop: () => Promise<void>;
}

/** Starts an example receiver, on some free port unless told otherwise. */
export async function startReceiver(
  language: Language,
  secrets: readonly string[],
  port?: number,
): Promise<RunningReceiver> {
  const folder = await mkdtemp(join(tmpdir(), 'receiver-'));
  const DATABASE = join(folder, 'webhooks.sqlite');
  const listensOn = port ?? (await freePorts());
  const [command = '', ...args] = examples[language].run(listensOn);
  const env = { ...quietly, DATABASE, PORT: String(listensOn), WEBHOOK_SECRET: secrets.join(' ') };
  const child = spawn(command, args, { cwd: examplesFolder, env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${listensOn}/`;
  await patiently(async () => {
    if (child.exitCode !== null) throw new Error(`the receiver ended with ${child.exitCode}`);
    // What is not signed is refused: then it is there.
    if ((await fetch(url, { method: 'POST' })).status !== 401) throw new Error('not there yet');
  });
  return {
    url,
    orders() {
      // The receiver may be writing at this moment.
      const database = new DatabaseSync(DATABASE, { timeout: 30_000 });
      const rows = database.prepare('SELECT id, status, sequence, events FROM orders').all();
      database.close();
      return rows as unknown as ReturnType<RunningReceiver['orders']>;
    },
    async stop() {
      await ended(child);
      await rm(folder, { recursive: true });
    },
  };
}

/** Python leaves no compiled files behind. */
const quietly = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || !child.kill('SIGKILL')) return;
  await once(child, 'exit');
}
