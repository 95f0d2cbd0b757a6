/** Installs what `npm run bench:load` measures beside this service: a program of its own, with a lock file of its own. */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';

await runCommand({
  usage: `Installs Vendure (GPL-3.0) with SQLite into bench/peer/vendure, for \`npm run bench:load\` to measure beside this service.

  npm run bench:peer`,
  run() {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: join(import.meta.dirname, 'vendure'),
      stdio: 'inherit',
      // For the Node.js that runs it.
      env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
    });
    return status ?? 1;
  },
});
