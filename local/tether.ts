import { spawn } from 'node:child_process';

/**
 * Runs the command of its arguments until that ends, or until its own stdin does: then nobody waits for it any more,
 * however they went away, and the whole process group is killed. Started by `tethered.ts` as the leader of a group of
 * its own.
 */
const [, , command = '', ...args] = process.argv;
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.once('close', () => process.kill(-process.pid, 'SIGKILL')).resume();
