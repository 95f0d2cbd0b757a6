import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { openTab, startBrowser } from '../../local/browser.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { fetchToken } from '../../local/identity-provider.ts';
import { pageExamples } from '../../local/page-examples.ts';
import { seed } from '../../local/seed.ts';
import { patienceSeconds } from '../patiently.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let call: Awaited<ReturnType<typeof openTab>>;

beforeAll(async () => {
  browser = await startBrowser();
  call = await openTab(browser.endpoint);
});
afterAll(async () => browser?.stop());

/** What an expression comes to in the page. */
async function evaluate<Value>(expression: string): Promise<Value> {
  const { result, exceptionDetails } = await call<{ result: { value: Value }; exceptionDetails?: object }>(
    'Runtime.evaluate',
    { expression, awaitPromise: true, returnByValue: true },
  );
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  return result.value;
}

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
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    for (const width of [320, 600, 1200]) {
      for (const scheme of ['light', 'dark'] as const) {
        await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
        const screen = { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 };
        await call('Emulation.setDeviceMetricsOverride', screen);
        await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
        await evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`);
        await evaluate(`${axe}; undefined`);
        const violations = await evaluate<readonly string[]>(
          `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.html + ' ' + node.failureSummary)))`,
        );
        expect(violations, `${width} ${scheme}`).toEqual([]);
        expect(await evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
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
    await call('Page.enable');
  });
  afterAll(async () => cloud?.stop());

  const shows = (text: string) => `document.body?.innerText.includes(${JSON.stringify(text)})`;
  const seen = (expression: string) =>
    until(expression, patienceSeconds, () => evaluate<boolean>(`Boolean(${expression})`).catch(() => false));

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
    await call('Page.navigate', { url: await placed('sandbox-delayed') });
    await seen("document.getElementById('page')");
    await evaluate('window.isTheSame = true');

    await seen(shows('Thank you, your order is confirmed'));
    await seen(shows('We have received your payment'));
    expect(await evaluate('window.isTheSame')).toBe(true);
    const text = await evaluate<string>('document.getElementById("page").innerText');

    await call('Emulation.setScriptExecutionDisabled', { value: true });
    await call('Page.reload');
    await seen(shows('Reload this page to see what is new'));
    expect(await evaluate<string>('document.getElementById("page").innerText')).toBe(text);
    await call('Emulation.setScriptExecutionDisabled', { value: false });
  });

  it('cancels by its button, once under a double click', async () => {
    await call('Page.navigate', { url: await placed('sandbox-authorised') });
    await seen(shows('We have received your payment'));
    const form = `[...document.querySelectorAll('form')].at(1)`;

    await evaluate(
      `${form}.closest('details').open = true; ${form}.querySelector('button').click(); ${form}.querySelector('button').click()`,
    );

    await seen(shows('Your order has been cancelled'));
    await seen(shows('Your payment is being refunded'));
  });
});
