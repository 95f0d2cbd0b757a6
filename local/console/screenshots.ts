/** Photographs the screens of the console, with examples behind them: `npm run screenshots:console`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';
import { until } from '../../bin/operations/until.ts';
import { openTab, startBrowser } from '../browser.ts';
import { projectFolder } from '../settings.ts';
import { startConsoleDouble } from './double.ts';
import { exampleAnswers } from './examples.ts';
import { consolePlaces } from './places.ts';

/** Those that documents show. */
const shown: readonly string[] = ['well', 'order', 'failed'];
/** A telephone at night, a tablet, a desk. */
const widths = [390, 768, 1440];
const patienceSeconds = 60;

/** Photographs screens into a folder: those of the documents, or every one, at each width, light and dark. */
async function photograph(folder: string, isEvery: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const desk = await startConsoleDouble(exampleAnswers);
  const browser = await startBrowser();
  try {
    const call = await openTab(browser.endpoint);
    const evaluate = async (expression: string) =>
      (await call<{ result: { value?: unknown } }>('Runtime.evaluate', { expression, returnByValue: true })).result
        .value;
    const seen = (expression: string) =>
      until(expression, patienceSeconds, async () => Boolean(await evaluate(`Boolean(${expression})`)));
    await call('Page.navigate', { url: desk.url });
    await seen(`document.querySelector('.sign-in button')`);
    await evaluate(`document.querySelector('.sign-in button').click()`);
    await seen(`document.querySelector('nav')`);
    for (const [name, place] of Object.entries(consolePlaces).filter(([name]) => isEvery || shown.includes(name))) {
      await evaluate(`location.hash = '${place}'; undefined`);
      await seen(`location.hash === '${place}' && !document.querySelector('main').innerText.includes('Loading')`);
      for (const width of isEvery ? widths : [1440]) {
        for (const scheme of isEvery ? ['light', 'dark'] : ['light']) {
          await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
          const screen = { width, deviceScaleFactor: 1, mobile: false };
          await call('Emulation.setDeviceMetricsOverride', { ...screen, height: 900 });
          const height = Math.min(Number(await evaluate('document.documentElement.scrollHeight')), 2_000);
          await call('Emulation.setDeviceMetricsOverride', { ...screen, height });
          const { data } = await call<{ data: string }>('Page.captureScreenshot', { format: 'png' });
          const file = join(folder, `console-${name}${isEvery ? `-${width}-${scheme}` : ''}.png`);
          await writeFile(file, data, 'base64');
          console.log(file);
        }
      }
    }
  } finally {
    await browser.stop();
    await desk.stop();
  }
}

await runCommand({
  usage: `Photographs the screens of the console, with examples behind them.

  npm run screenshots:console                  those that the documents show, into docs/images/
  npm run screenshots:console -- DIRECTORY     every screen, at 390, 768 and 1,440 pixels, light and dark, into a directory

Needs chromium on the PATH.`,
  takes: { max: 1 },
  async run({ positionals: [directory] }) {
    await photograph(directory ?? join(projectFolder, 'docs/images'), directory !== undefined);
    return 0;
  },
});
