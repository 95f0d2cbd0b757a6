/** Compiles the e-mail templates (MJML) into what the functions read: `npm run templates`. */
import { writeFile } from 'node:fs/promises';
import { compileTemplate, generatedModule, templates } from '../lambdas/notifications/templates/compile.ts';
import { runCommand } from './command-line.ts';

await runCommand({
  usage: 'Compiles the e-mail templates (MJML) into what the functions read.\n\n  npm run templates',
  async run() {
    for (const template of templates) await writeFile(generatedModule(template), await compileTemplate(template));
    return 0;
  },
});
