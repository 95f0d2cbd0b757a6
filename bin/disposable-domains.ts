/** Packs a newer list of disposable e-mail domains: `npm run disposable-domains -- FILE`. */
import { readFile, writeFile } from 'node:fs/promises';
import { compileDisposableDomains, packedModule } from '../lambdas/order-risk/compile-disposable-domains.ts';
import { runCommand } from './command-line.ts';

await runCommand({
  usage: `Packs a newer list of disposable e-mail domains, one a line, for the risk of orders.

  npm run disposable-domains -- FILE

The list is disposable_email_blocklist.conf of github.com/disposable-email-domains/disposable-email-domains (CC0).`,
  takes: { min: 1, max: 1 },
  async run({ positionals: [file = ''] }) {
    await writeFile(packedModule, compileDisposableDomains(await readFile(file, 'utf8')));
    return 0;
  },
});
