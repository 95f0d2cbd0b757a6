/** Packs anew how countries write addresses, after an update of the package: `npm run address-formats`. */
import { writeFile } from 'node:fs/promises';
import { compileAddressFormats, packedModule } from '../lambdas/notifications/compile-address-formats.ts';
import { runCommand } from './command-line.ts';

await runCommand({
  usage: 'Packs anew how countries write addresses, after an update of the package.\n\n  npm run address-formats',
  async run() {
    await writeFile(packedModule, compileAddressFormats());
    return 0;
  },
});
