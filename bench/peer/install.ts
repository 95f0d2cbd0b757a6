/** Installs what `npm run bench:load` measures beside this service: a program of its own, with a lock file of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';

await runCommand({
  usage: `Installs Vendure (GPL-3.0) with SQLite into bench/peer/vendure, for \`npm run bench:load\` to measure beside this service.
Its driver is compiled where there is no ready one: that needs Python, make and a C++ compiler, and takes some minutes.

  npm run bench:peer`,
  run() {
    const bin = dirname(process.execPath);
    // The npm package "node" keeps its headers one level deeper than the program.
    const homes = [dirname(bin), ...globSync(join(dirname(bin), 'node_modules', 'node-*'))];
    const home = homes.find((folder) => existsSync(join(folder, 'include', 'node', 'node.h')));
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: join(import.meta.dirname, 'vendure'),
      stdio: 'inherit',
      env: {
        ...process.env,
        // Compiled for the Node.js that runs it, with the headers that came with that.
        PATH: [bin, process.env.PATH].join(delimiter),
        ...(home !== undefined && { npm_config_nodedir: home }),
      },
    });
    return status ?? 1;
  },
});
