import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../bin/command-line.ts';
import { locales } from '../lambdas/orders/locale.ts';
import { previewPage } from './preview-page.ts';
import { projectFolder } from './settings.ts';

const usage = `Shows every notice in the browser: each locale, phone and desktop, light and dark, with its text version, its short message,
and their sizes. Writes one page a locale, and says where.

  npm run mail:preview                 into .local/preview/
  npm run mail:preview -- DIRECTORY

The notices are those of local/notice-examples.ts; after a change of a template (.mjml): npm run templates`;

await runCommand({
  usage,
  takes: { max: 1 },
  async run({ positionals: [directory = join(projectFolder, '.local', 'preview')] }) {
    await mkdir(directory, { recursive: true });
    for (const locale of locales) {
      const file = join(directory, `${locale}.html`);
      await writeFile(file, previewPage(locale));
      console.log(pathToFileURL(file).href);
    }
  },
});
