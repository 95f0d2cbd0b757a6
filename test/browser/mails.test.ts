import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { maxTotal } from '../../lambdas/orders/totals.ts';
import { startBrowser } from '../../local/browser.ts';
import { messages } from '../../local/notice-examples.ts';
import { aConfirmation, anOrder } from '../notifications/a-notice.ts';
import { aTab, schemes, type Tab } from './tab.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  tab = await aTab(browser.endpoint);
});
afterAll(async () => browser?.stop());

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
    // A mail is shown within a page, whose landmarks are not its own.
    const options = { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } };
    for (const width of [320, 600, 1200]) {
      for (const scheme of schemes) {
        await tab.setScreen(width, scheme);
        await tab.setContent(html);
        expect(await tab.violations(options), `${width} ${scheme}`).toEqual([]);
        expect(await tab.overflow(), `${width}`).toBeLessThanOrEqual(0);
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
          await tab.setScreen(320);
          await tab.setContent(shown);
          const [width = 0, beyond = 0] = await tab.evaluate<readonly number[]>(`[${widthOfName}, ${overflow}]`);
          if (width < 100 || beyond > 0) tooNarrow.push(`${currency} ${total}: ${width}, ${beyond}`);
        }
      }
    }
    expect(tooNarrow).toEqual([]);
  });
});
