import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { startBrowser } from '../../local/browser.ts';
import { pageExamples } from '../../local/page-examples.ts';
import { returnPageExamples } from '../../local/return-page-examples.ts';
import { aTab, schemes, type Tab } from './tab.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  tab = await aTab(browser.endpoint);
});
afterAll(async () => browser?.stop());

describe('the page of an order in a browser', () => {
  // Of those that differ in words only, one.
  const looks = new Map(
    Object.entries({ ...pageExamples, ...returnPageExamples }).flatMap(([name, page]) =>
      locales.map((locale) => {
        const html = page(locale);
        return [html.replace(/>[^<]*(?=<)|datetime="[^"]*"|href="[^"]*"/g, ''), { name: `${name} ${locale}`, html }];
      }),
    ),
  );

  it.each([...looks.values()])('is accessible from 320 to 1200 px, light and dark: $name', async ({ html }) => {
    for (const width of [320, 600, 1200]) {
      for (const scheme of schemes) {
        await tab.setScreen(width, scheme);
        await tab.setContent(html);
        await tab.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`);
        expect(await tab.violations(), `${width} ${scheme}`).toEqual([]);
        expect(await tab.overflow()).toBeLessThanOrEqual(0);
      }
    }
  });
});
