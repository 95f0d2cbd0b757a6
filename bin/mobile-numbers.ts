/** Packs libphonenumber's data about mobile numbers anew, after an update of the package: `npm run mobile-numbers`. */
import { writeFile } from 'node:fs/promises';
import { compileMobileNumbers, packedModule } from '../lambdas/order-submission/compile-mobile-numbers.ts';
import { runCommand } from './command-line.ts';

await runCommand({
  usage:
    "Packs libphonenumber's data about mobile numbers anew, after an update of the package.\n\n  npm run mobile-numbers",
  async run() {
    await writeFile(packedModule, await compileMobileNumbers());
    return 0;
  },
});
