import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../../../local/browser.ts';
import { anOrderOf, onSale } from '../../e2e/catalogue.ts';
import { submit } from '../../e2e/storefront.ts';
import { aTab, shows, type Tab } from '../tab.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  tab = await aTab(browser.endpoint);
  await tab.call('Page.enable');
});
afterAll(async () => browser?.stop());

/** Places an order whose payment behaves so. @returns its page */
async function placed(token: string): Promise<string> {
  const { status, body } = await submit(anOrderOf(await onSale(), { payment: { provider: 'sandbox', token } }));
  if (typeof body.statusUrl !== 'string') throw new Error(`the order was answered with ${status}`);
  return body.statusUrl;
}

describe('the page of an order of the deployed service', () => {
  it('moves to confirmed without being loaded again, and reads the same without scripts', async () => {
    await tab.call('Page.navigate', { url: await placed('sandbox-delayed') });
    await tab.seen("document.getElementById('page')");
    await tab.evaluate('window.isTheSame = true');

    await tab.seen(shows('Thank you, your order is confirmed'));
    await tab.seen(shows('We have received your payment'));
    expect(await tab.evaluate('window.isTheSame')).toBe(true);
    const text = await tab.evaluate<string>('document.getElementById("page").innerText');

    await tab.call('Emulation.setScriptExecutionDisabled', { value: true });
    await tab.reload();
    await tab.seen(shows('Reload this page to see what is new'));
    expect(await tab.evaluate<string>('document.getElementById("page").innerText')).toBe(text);
    await tab.call('Emulation.setScriptExecutionDisabled', { value: false });
  });

  it('cancels by its button, once under a double click', async () => {
    await tab.call('Page.navigate', { url: await placed('sandbox-authorised') });
    await tab.seen(shows('We have received your payment'));
    const form = `document.querySelector('#cancel-order form')`;

    await tab.evaluate(
      `${form}.closest('details').open = true; ${form}.querySelector('button').click(); ${form}.querySelector('button').click()`,
    );

    await tab.seen(shows('Your order has been cancelled'));
    await tab.seen(shows('Your payment is being refunded'));
  });
});
