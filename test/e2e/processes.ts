import { inject } from 'vitest';
import { eventually } from './eventually.ts';
import { demandAlone } from './turn.ts';

const { endpoint } = inject('service');

/** A process of the local cloud that runs a function. */
interface FunctionProcess {
  readonly function: string;
  readonly pid: number;
  readonly busy: boolean;
}

/**
 * Kills a process that runs a function, in the middle of its work.
 * @returns false when all was over before one was at work
 */
export async function killAtWork(functionName: string, isOver: () => boolean): Promise<boolean> {
  demandAlone('killing a function');
  const killed = await eventually(`a process of ${functionName} at work`, async () => {
    const processes = (await (await fetch(`${endpoint}/_local/functions`)).json()) as FunctionProcess[];
    const atWork = processes.find((process) => process.function === functionName && process.busy);
    if (atWork === undefined) return isOver() && 'over';
    return endOf(atWork) && 'killed';
  });
  return killed === 'killed';
}

/** Ends a process by a kill -9. @returns false when it had ended by itself meanwhile */
function endOf({ pid }: FunctionProcess): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
