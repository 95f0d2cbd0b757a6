import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { startBrowser } from '../../local/browser.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { fetchToken } from '../../local/identity-provider.ts';
import { pageExamples } from '../../local/page-examples.ts';
import { seed } from '../../local/seed.ts';
import { aTab, schemes, shows, type Tab } from './tab.ts';

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
    Object.entries(pageExamples).flatMap(([name, page]) =>
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

describe('the page of an order of the deployed service', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud({
      port: Number(process.env.BROWSER_PORT ?? 4866),
      dataFolder: process.env.BROWSER_DATA_FOLDER ?? '.local/browser',
      fresh: true,
    });
    await seed({ ...cloud, invoices: [] });
    await tab.call('Page.enable');
  });
  afterAll(async () => cloud?.stop());

  /** Places an order whose payment behaves so. @returns its page */
  async function placed(token: string): Promise<string> {
    const access = await fetchToken(cloud.issuer, { client: 'storefront-a', scope: 'orders:write' });
    const example = JSON.parse(await readFile('examples/order.json', 'utf8')) as object;
    const answer = await fetch(`${cloud.apiUrl}/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${access}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ ...example, payment: { provider: 'sandbox', token } }),
    });
    const { statusUrl } = (await answer.json()) as { statusUrl?: string };
    if (statusUrl === undefined) throw new Error(`the order was answered with ${answer.status}`);
    return statusUrl;
  }

  it('moves to confirmed without being loaded again, and reads the same without scripts', async () => {
    await tab.call('Page.navigate', { url: await placed('sandbox-delayed') });
    await tab.seen("document.getElementById('page')");
    await tab.evaluate('window.isTheSame = true');

    await tab.seen(shows('Thank you, your order is confirmed'));
    await tab.seen(shows('We have received your payment'));
    expect(await tab.evaluate('window.isTheSame')).toBe(true);
    const text = await tab.evaluate<string>('document.getElementById("page").innerText');

    await tab.call('Emulation.setScriptExecutionDisabled', { value: true });
    await tab.call('Page.reload');
    await tab.seen(shows('Reload this page to see what is new'));
    expect(await tab.evaluate<string>('document.getElementById("page").innerText')).toBe(text);
    await tab.call('Emulation.setScriptExecutionDisabled', { value: false });
  });

  it('cancels by its button, once under a double click', async () => {
    await tab.call('Page.navigate', { url: await placed('sandbox-authorised') });
    await tab.seen(shows('We have received your payment'));
    const form = `[...document.querySelectorAll('form')].at(1)`;

    await tab.evaluate(
      `${form}.closest('details').open = true; ${form}.querySelector('button').click(); ${form}.querySelector('button').click()`,
    );

    await tab.seen(shows('Your order has been cancelled'));
    await tab.seen(shows('Your payment is being refunded'));
  });
});
