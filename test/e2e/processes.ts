import { inject } from 'vitest';
import { eventually } from './eventually.ts';

const { endpoint } = inject('service');

/** A process of the local cloud that runs a function. */
interface FunctionProcess {
  readonly function: string;
  readonly pid: number;
  readonly busy: boolean;
}

/** Kills a process that runs a function, in the middle of its work. @returns false when the deadline passes without one at work */
export async function killAtWork(functionName: string, deadlineSeconds: number): Promise<boolean> {
  try {
    return await eventually(
      `a process of ${functionName} at work`,
      async () => {
        const processes = (await (await fetch(`${endpoint}/_local/functions`)).json()) as FunctionProcess[];
        const atWork = processes.find((process) => process.function === functionName && process.busy);
        if (atWork === undefined) return false;
        process.kill(atWork.pid, 'SIGKILL');
        return true;
      },
      deadlineSeconds,
    );
  } catch {
    return false;
  }
}
