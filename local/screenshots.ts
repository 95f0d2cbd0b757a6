import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runCommand } from '../bin/command-line.ts';
import { type Locale, locales } from '../lambdas/orders/locale.ts';
import { openTab, startBrowser } from './browser.ts';
import { messages } from './notice-examples.ts';
import { pageExamples } from './page-examples.ts';
import { returnPageExamples } from './return-page-examples.ts';

const usage = `Photographs the e-mails and the pages of orders, in every locale, at desktop and phone width.

  npm run screenshots                  the confirmation, into docs/images/
  npm run screenshots -- DIRECTORY     every notice and every state of a page, in the dark as well, into a directory

Needs chromium on the PATH, and a font that has Chinese and Japanese (Debian: apt-get install chromium fontconfig fonts-noto-cjk).
To look at them in your own browser instead: npm run mail:preview`;

const widths = { desktop: { width: 1200, scale: 1 }, phone: { width: 375, scale: 1 } } as const;

type Shown = readonly (readonly [name: string, html: (locale: Locale) => string])[];

const mails: Shown = Object.entries(messages).map(([name, message]) => [name, (locale) => message(locale).email.html]);
const confirmation: Shown = mails.flatMap(([name, show]) => (name === 'order-confirmed' ? [['email', show]] : []));
const everything: Shown = [
  ...mails,
  ...Object.entries({ ...pageExamples, ...returnPageExamples }).map(([name, show]) => [`page-${name}`, show] as const),
];

async function main(everythingInto: string | undefined): Promise<void> {
  const directory = everythingInto ?? fileURLToPath(new URL('../docs/images/', import.meta.url));
  await mkdir(directory, { recursive: true });
  const browser = await startBrowser();
  try {
    const call = await openTab(browser.endpoint);
    const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    for (const [name, show] of everythingInto === undefined ? confirmation : everything) {
      for (const locale of locales) {
        const html = show(locale);
        for (const [device, { width, scale }] of Object.entries(widths)) {
          for (const scheme of everythingInto ? ['light', 'dark'] : ['light']) {
            const screen = { width, deviceScaleFactor: scale, mobile: device === 'phone' };
            await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
            await call('Emulation.setDeviceMetricsOverride', { ...screen, height: 100 });
            await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
            const { cssContentSize } = await call<{ cssContentSize: { width: number; height: number } }>(
              'Page.getLayoutMetrics',
            );
            if (cssContentSize.width > width) throw new Error(`${name} ${locale} is wider than a ${device}`);
            await call('Emulation.setDeviceMetricsOverride', { ...screen, height: Math.ceil(cssContentSize.height) });
            const { data } = await call<{ data: string }>('Page.captureScreenshot', { format: 'png' });
            const file = join(directory, `${name}-${locale}-${device}${everythingInto ? `-${scheme}` : ''}.png`);
            await writeFile(file, data, 'base64');
            console.log(`${file}  ${Math.ceil((await readFile(file)).length / 1024)} KB`);
          }
        }
      }
    }
  } finally {
    await browser.stop();
  }
}

/** @throws Error where a language would be photographed as empty boxes */
async function demandFonts(): Promise<void> {
  for (const locale of locales) {
    const listed = promisify(execFile)('fc-list', [`:lang=${locale.toLowerCase()}`, 'family']);
    const { stdout: fonts } = await listed.catch((error: unknown) => {
      throw new Error('fc-list is not on the PATH, so nobody knows which fonts there are. Install fontconfig.', {
        cause: error,
      });
    });
    if (fonts.trim() !== '') continue;
    throw new Error(
      `No font here has ${locale}. Install one (Debian: apt-get install fonts-noto-cjk). Nothing was changed.`,
    );
  }
}

await runCommand({
  usage,
  takes: { max: 1 },
  async run({ positionals: [directory] }) {
    await demandFonts();
    await main(directory);
    return 0;
  },
});
