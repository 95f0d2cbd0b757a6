import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const lookMilliseconds = 500;

/**
 * Calls back once npm, which started us, is gone: it forwards not every signal, and none when it is killed. Whoever
 * starts us without npm may go away as they like.
 */
export async function onceLauncherIsGone(callBack: () => void): Promise<void> {
  if (process.env.npm_lifecycle_event === undefined) return;
  const launchers = await launchersOf(process.ppid);
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return;
    clearInterval(timer);
    callBack();
  }, lookMilliseconds);
  timer.unref();
}

/** Our parent, and where that is the shell of an npm script, npm. */
async function launchersOf(parent: number): Promise<readonly number[]> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,comm=', '-p', String(parent)]);
    const [, grandparent, command] = /^\s*(\d+)\s+(\S+)/.exec(stdout) ?? [];
    return command?.endsWith('sh') ? [parent, Number(grandparent)] : [parent];
  } catch {
    return [parent];
  }
}

/** Whether a process of that id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
