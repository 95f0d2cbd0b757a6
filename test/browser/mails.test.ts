import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { maxTotal } from '../../lambdas/orders/totals.ts';
import { openTab, startBrowser } from '../../local/browser.ts';
import { messages } from '../../local/notice-examples.ts';
import { aConfirmation, anOrder } from '../notifications/a-notice.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let call: Awaited<ReturnType<typeof openTab>>;
let frameId: string;

beforeAll(async () => {
  browser = await startBrowser();
  call = await openTab(browser.endpoint);
  const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
  frameId = frameTree.frame.id;
});
afterAll(async () => browser?.stop());

async function show(html: string, width: number, scheme: 'light' | 'dark' = 'light'): Promise<void> {
  await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await call('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
  await call('Page.setDocumentContent', { frameId, html });
}

/** What an expression comes to in the page. */
async function evaluate<Value>(expression: string): Promise<Value> {
  const { result, exceptionDetails } = await call<{ result: { value: Value }; exceptionDetails?: object }>(
    'Runtime.evaluate',
    { expression, awaitPromise: true, returnByValue: true },
  );
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  return result.value;
}

describe('every mail in a browser', () => {
  // Of those that differ in words only, one.
  const looks = new Map(
    Object.entries(messages).flatMap(([name, message]) =>
      locales.map((locale) => {
        const { html } = message(locale).email;
        return [html.replace(/>[^<]*(?=<)|aria-label="[^"]*"|href="[^"]*"/g, ''), { name: `${name} ${locale}`, html }];
      }),
    ),
  );

  it.each([...looks.values()])('is accessible at 320, 600 and 1200 px, light and dark: $name', async ({ html }) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // A mail is shown within a page, whose landmarks are not its own.
    const options = { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } };
    for (const width of [320, 600, 1200]) {
      for (const scheme of ['light', 'dark'] as const) {
        await show(html, width, scheme);
        await evaluate(`${axe}; undefined`);
        const violations = await evaluate<readonly string[]>(
          `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.html + ' ' + node.failureSummary)))`,
        );
        expect(violations, `${width} ${scheme}`).toEqual([]);
        const overflow = await evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${width}`).toBeLessThanOrEqual(0);
      }
    }
  });
});

describe('a line of an order on a phone', () => {
  const widthOfName = `document.querySelector('.lines tbody .td1').getBoundingClientRect().width`;
  const overflow = `document.documentElement.scrollWidth - innerWidth`;
  /** What some mail programs leave of a mail. */
  const withoutStyles = (html: string) => html.replaceAll(/<style.*?<\/style>/gs, '');

  it.each(locales)('leaves its name 100 px at 320 px, whatever the currency and amount: %s', async (locale) => {
    const name = 'MEJA TULIS KAYU JATI UKIR JEPARA';
    const line = { sku: 'MEJA-120', name, quantity: 12, unitPrice: 125_000_000, total: 1_500_000_000 };
    const tooNarrow: string[] = [];
    for (const currency of Intl.supportedValuesOf('currency')) {
      for (const total of [line.total, maxTotal]) {
        const order = anOrder({ currency, lines: [{ ...line, total }], total });
        const { html } = renderEmail(aConfirmation(order, { locale }));
        for (const shown of total === maxTotal ? [html] : [html, withoutStyles(html)]) {
          await show(shown, 320);
          const [width = 0, beyond = 0] = await evaluate<readonly number[]>(`[${widthOfName}, ${overflow}]`);
          if (width < 100 || beyond > 0) tooNarrow.push(`${currency} ${total}: ${width}, ${beyond}`);
        }
      }
    }
    expect(tooNarrow).toEqual([]);
  });
});
