import { readdirSync, readFileSync } from 'node:fs';

/** What processes used while something ran. */
export interface Resources {
  /** Processor time divided by the time that passed: 1 is one core. */
  readonly cores: number;
  /** The most memory that they held together, in MB; what they share counts for each. */
  readonly megabytes: number;
}

/** Linux counts a process's time in ticks of a hundredth of a second. */
export const ticksPerSecond = 100;
const pageBytes = 4096;

/** A process, as /proc tells of it. */
export interface Process {
  readonly parent: number;
  /** What processors have done for it, in ticks of a hundredth of a second. */
  readonly ticks: number;
  readonly megabytes: number;
}

/** Watches a process and all that come from it, where /proc tells (on Linux). */
export function resourcesOf(root: number): { stop(): Resources } | undefined {
  if (process.platform !== 'linux') return undefined;
  const begun = performance.now();
  /** The ticks of each process, the last time that it was seen: those that have ended count too. */
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  let megabytes = 0;
  const isFirstLook = () => last.size === 0;
  const look = () => {
    const found = familyOf(root);
    for (const [pid, { ticks }] of found) {
      if (!first.has(pid)) first.set(pid, isFirstLook() ? ticks : 0);
    }
    for (const [pid, { ticks }] of found) last.set(pid, ticks);
    megabytes = Math.max(
      megabytes,
      [...found.values()].reduce((sum, one) => sum + one.megabytes, 0),
    );
  };
  look();
  const timer = setInterval(look, 1000);
  return {
    stop() {
      clearInterval(timer);
      look();
      const ticks = [...last].reduce((sum, [pid, now]) => sum + now - (first.get(pid) ?? 0), 0);
      return { cores: ticks / ticksPerSecond / ((performance.now() - begun) / 1000), megabytes: Math.round(megabytes) };
    },
  };
}

/** The process and its descendants, by their ids; none elsewhere than on Linux. */
export function familyOf(root: number): ReadonlyMap<number, Process> {
  if (process.platform !== 'linux') return new Map();
  const all = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const found = read(Number(name));
    if (found !== undefined) all.set(Number(name), found);
  }
  const isOfFamily = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent !== 0 && isOfFamily(parent));
  };
  return new Map([...all].filter(([pid]) => isOfFamily(pid)));
}

function read(pid: number): Process | undefined {
  try {
    // The name, in brackets, may hold anything.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (index: number) => Number(fields[index]);
    return { parent: field(1), ticks: field(11) + field(12), megabytes: (field(21) * pageBytes) / 2 ** 20 };
  } catch {
    // It has just ended.
    return undefined;
  }
}
