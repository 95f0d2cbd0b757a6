import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { messages } from '../../local/notice-examples.ts';
import { previewPage } from '../../local/preview-page.ts';
import { projectFolder } from '../../local/settings.ts';

it.each(locales)('previews every notice, phone and desktop, light and dark, beside its text: %s', (locale) => {
  const page = previewPage(locale);
  for (const [name, message] of Object.entries(messages)) {
    for (const device of ['phone', 'desktop']) {
      for (const scheme of ['light', 'dark']) expect(page).toContain(`title="${name} ${device} ${scheme}"`);
    }
    expect(page).toContain(
      message(locale).email.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    );
  }
  expect(page.match(/@media all/g)).toHaveLength(2 * Object.keys(messages).length);
});

it('runs nothing that a notice holds', () => {
  expect(previewPage('en')).not.toMatch(/<script|<img|<b>/);
});

it('is written by npm run mail:preview, a page a locale', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mail-preview-'));
  try {
    const command = join(projectFolder, 'local/mail-preview.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [command, directory]);
    expect((await readdir(directory)).sort()).toEqual(locales.map((locale) => `${locale}.html`).sort());
    expect(stdout.match(/^file:.*\.html$/gm)).toHaveLength(locales.length);
  } finally {
    await rm(directory, { recursive: true });
  }
});
