/**
 * Breaks the service in one place after the other, deploys each build to a local cloud, lets calls go wrong there, and
 * says whether the history check notices. Some minutes each; builds.test.ts does the same in memory.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';
import { historyOf } from '../../local/history/history.ts';
import { violationsOf } from '../../local/history/promises.ts';
import { projectFolder } from '../../local/settings.ts';
import { type BrokenBuild, broken, brokenBuilds } from './builds.ts';

const usage = `Deploys builds that are broken on purpose to a local cloud, and says whether the history check catches each.

  npm run test:broken-builds

  --port PORT            of the AWS endpoint (4720); the issuer and the payment providers take the next`;

/** A run in which SES's answers are lost, two requests come at once and stock runs short. */
const run = { seed: '1', invoices: '30', faults: '0.2' };

await runCommand({
  usage,
  options: { port: { type: 'string', default: '4720' } },
  run({ values: { port } }) {
    const folder = mkdtempSync(join(tmpdir(), 'broken-builds-'));
    try {
      copyProject(folder);
      const missed = brokenBuilds.filter((build) => !isCaught(build, folder, port));
      return missed.length === 0 ? 0 : 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

function isCaught(build: BrokenBuild, folder: string, port: string): boolean {
  const file = join(folder, build.file);
  const source = readFileSync(file, 'utf8');
  process.stdout.write(`\n${build.name}: "${build.caughtBy}" must be broken\n`);
  writeFileSync(file, broken(build, source));
  try {
    const options = Object.entries(run).flatMap(([name, value]) => [`--${name}`, value]);
    const command = [join('bench', 'chaos.ts'), ...options, '--port', port, '--data', '.local/chaos'];
    const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: 'inherit' });
    const history = readFileSync(join(folder, '.local', 'chaos', `history-standard-${run.seed}.ndjson`), 'utf8');
    const caught = violationsOf(historyOf(history)).some(({ rule }) => rule === build.caughtBy);
    process.stdout.write(`${build.name}: ${caught ? 'caught' : 'MISSED'}\n`);
    return caught && status === 1;
  } finally {
    writeFileSync(file, source);
  }
}

/** The project, without what is made anew or can be shared. */
function copyProject(folder: string): void {
  const leftOut = new Set(['.git', '.local', 'node_modules', 'cdk.out']);
  cpSync(projectFolder, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  const python = join(projectFolder, '.local', 'python');
  mkdirSync(join(folder, '.local'));
  if (existsSync(python)) symlinkSync(python, join(folder, '.local', 'python'));
}
