import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { deployedFunctions } from '../cost/meter.ts';
import { familyOf, ticksPerSecond } from './processes.ts';

/** What processors do for each order in one part of a shop. */
export interface ProcessorShare {
  readonly shop: 'this service' | 'Vendure';
  /** The emulator, a function by its name, a shop server, or what runs beside them. */
  readonly part: string;
  readonly milliseconds: number;
  /** How many processes it is. */
  readonly processes: number;
}

/** What runs in this process: whoever buys; of a local cloud the issuer and the payment providers, too. */
const beside = 'shoppers, and who else is no part of the shop';

/** Looks in a row that find nothing at work: longer than what a stream holds back. */
const quietLooks = 50;

/**
 * What processors do for each of so many orders, by part; from the processes' own time, which depends less than the time that passes on
 * what else the machine does.
 * @param serveAll serves them, and waits for what follows
 * @param partOf which part a process is, by the words of its command line; nothing for one that is beside the shop
 * @throws Error elsewhere than on Linux, where /proc tells it
 */
export async function processorTimeOf(
  shop: ProcessorShare['shop'],
  orders: number,
  serveAll: () => Promise<unknown>,
  partOf: (command: readonly string[]) => string | undefined,
): Promise<readonly ProcessorShare[]> {
  const before = familyOf(process.pid);
  if (before.size === 0) throw new Error('The time of each process can be read on Linux only.');
  await serveAll();
  const shares = new Map<string, ProcessorShare>();
  for (const [pid, { ticks }] of familyOf(process.pid)) {
    const part = partOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')) ?? beside;
    const { milliseconds, processes } = shares.get(part) ?? { milliseconds: 0, processes: 0 };
    const spent = (1000 * (ticks - (before.get(pid)?.ticks ?? 0))) / ticksPerSecond / orders;
    shares.set(part, { shop, part, milliseconds: milliseconds + spent, processes: processes + 1 });
  }
  return [...shares.values()].sort((a, b) => b.milliseconds - a.milliseconds);
}

/** The parts of the local cloud at this endpoint, whose functions are `node node-worker.cjs FUNCTION …`. */
export async function partsOfCloud(endpoint: string): Promise<(command: readonly string[]) => string | undefined> {
  const { byName } = await deployedFunctions(endpoint);
  return (command) => {
    const worker = command.findIndex((word) => word.endsWith('node-worker.cjs'));
    if (worker >= 0) return byName.get(command[worker + 1] ?? '')?.name;
    return command.some((word) => word.endsWith('bridge.py')) ? 'the emulator' : undefined;
  };
}

/** Settles when no function of the local cloud at this endpoint has run for some seconds. */
export async function quiet(endpoint: string): Promise<void> {
  for (let looks = 0; looks < quietLooks; ) {
    await pause(250);
    const processes = (await (await fetch(`${endpoint}/_local/functions`)).json()) as readonly { busy: boolean }[];
    looks = processes.some(({ busy }) => busy) ? 0 : looks + 1;
  }
}
