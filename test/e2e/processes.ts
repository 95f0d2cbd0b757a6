import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

const run = promisify(execFile);

/** Kills the processes that run a function in the local cloud, in the middle of whatever they do; waits until there is one. */
export async function killFunction(functionName: string): Promise<void> {
  await eventually(
    `a process of ${functionName} to kill`,
    async () => {
      const { stdout } = await run('ps', ['-Ao', 'pid=,args=']);
      const pids = stdout
        .split('\n')
        .filter((line) => line.includes(`ministack-lambda-${functionName}-`))
        .map((line) => Number.parseInt(line, 10));
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It was gone already.
        }
      }
      return pids.length > 0;
    },
    30,
  );
}
