import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startBrowser } from '../../../local/browser.ts';
import { anyNumber, scanned } from '../../e2e/carriers.ts';
import { anOrderOf, onSale, stockOf } from '../../e2e/catalogue.ts';
import { invoke } from '../../e2e/cloud.ts';
import { eventually } from '../../e2e/eventually.ts';
import { emailsTo } from '../../e2e/mailbox.ts';
import { booked } from '../../e2e/payment-providers.ts';
import { accessToken, call, ended, submit } from '../../e2e/storefront.ts';
import { aTab, shows, type Tab } from '../tab.ts';

/*
 * What follows an order, as its customer and the people of the shop do it: on its pages and at the order desk, and by
 * nothing else where a person would use them.
 */

const { apiUrl } = inject('service');
const price = 1_200;

let browser: Awaited<ReturnType<typeof startBrowser>>;
let customer: Tab;
let desk: Tab;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.stop());
beforeEach(async () => {
  customer = await aTab(browser.endpoint);
  await customer.call('Page.enable');
});

/** An order that is confirmed and paid by card, its customer's address and its page. */
async function confirmed() {
  const email = `${randomUUID()}@customer.example`;
  const sku = await onSale({ stock: 5, unitPrice: price });
  const payment = { provider: 'stripe', token: 'pm_card_visa' };
  const { body } = await submit(anOrderOf(sku, { contact: { email }, payment }));
  const id = String(body.id);
  expect(await ended(id)).toMatchObject({ status: 'CONFIRMED' });
  await mail(email, 'is confirmed');
  return { id, sku, email, number: String(body.number), page: String(body.statusUrl) };
}

async function shipped(label: object = {}) {
  const order = await confirmed();
  const { status } = await call('POST', `/orders/${order.id}/shipments`, {
    token: await accessToken('back-office', 'orders:staff'),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(label),
  });
  expect(status).toBe(200);
  return order;
}

const mail = (email: string, subject: string) =>
  eventually(`the e-mail "${subject}"`, async () =>
    (await emailsTo(email)).find((one) => one.subject.includes(subject)),
  );

const open = (tab: Tab, url: string) => tab.call('Page.navigate', { url });

/** What a person presses, by its words: an expression. */
const pressable = (words: string) =>
  `[...document.querySelectorAll('a, button, summary')].find((one) => one.checkVisibility() && one.textContent.trim() === ${JSON.stringify(words)})`;

async function press(tab: Tab, words: string): Promise<void> {
  await tab.seen(pressable(words));
  await tab.evaluate(`${pressable(words)}.click(); undefined`);
}

/** Writes into fields that are to be seen, by their names. */
async function fillIn(tab: Tab, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = `[...document.querySelectorAll('[name="${name}"]')].find((one) => one.checkVisibility())`;
    await tab.seen(field);
    await tab.evaluate(`${field}.value = ${JSON.stringify(value)}; undefined`);
  }
}

/** Waits until a page shows this, loaded again and again: what the clock does meanwhile, it does at once. */
const comesTo = (tab: Tab, words: string, clock?: string) =>
  eventually(`the page to say ${words}`, async () => {
    if (clock !== undefined) await invoke(clock);
    await tab.reload();
    return tab.evaluate<boolean>(`Boolean(${shows(words)})`).catch(() => false);
  });

/** Waits until the page that is open shows this; what may not be asked at once is asked by the clock. */
const movesTo = (words: string) =>
  eventually(`the page to show ${words}`, async () => {
    await invoke('AskAboutDueParcelsFunction');
    return customer.evaluate<boolean>(shows(words));
  });

/** Whether the desk's screen is there: an expression. */
const isLoaded = `!document.querySelector('main').innerText.includes('Loading')`;

/** Somebody with all roles goes to a screen of the order desk. Their tab hides the customer's, whose page rests then. */
async function goTo(screen: string): Promise<void> {
  desk = await aTab(browser.endpoint);
  await desk.call('Page.enable');
  await desk.setScreen(1440);
  await open(desk, `${apiUrl}/console#/${screen}`);
  await press(desk, 'Sign in');
  const [person, isIn] = [`document.querySelector('button[value=alice]')`, `document.querySelector('nav')`];
  await desk.seen(`${person} || ${isIn}`);
  // The issuer may know them from another tab.
  await desk.evaluate(`${person}?.click(); undefined`);
  await desk.seen(`${isIn} && ${isLoaded}`);
}

/** Answers the dialog that is open, and waits until it is done. */
async function answerDialog(values: Readonly<Record<string, string>>): Promise<void> {
  await desk.seen(`document.querySelector('dialog[open]')`);
  await fillIn(desk, values);
  await desk.evaluate(`document.querySelector('dialog [type=submit]').click()`);
  await desk.seen(`!document.querySelector('dialog')`);
}

/** The row of the desk's table that names this. */
const rowOf = (words: string) =>
  `[...document.querySelectorAll('tr')].find((row) => row.textContent.includes(${JSON.stringify(words)}))`;

/** Presses a button in that row, once it is there. */
async function pressInRow(row: string, words: string): Promise<void> {
  const button = `[...(${rowOf(row)}?.querySelectorAll('button, a') ?? [])].find((one) => one.textContent.startsWith(${JSON.stringify(words)}))`;
  await desk.seen(button);
  await desk.evaluate(`${button}.click(); undefined`);
}

describe('after the confirmation, in a browser', () => {
  it('a parcel moves on the open page by itself, to its delivery', async () => {
    const trackingNumber = anyNumber();
    const { page } = await shipped({ carrier: 'UPS', trackingNumber });
    await open(customer, page);
    await customer.seen(shows('Your order is on its way'));
    await customer.evaluate('window.isTheSame = true');

    await scanned('easypost', trackingNumber, 'OUT_FOR_DELIVERY', 'Leeds');
    await movesTo('Out for delivery');
    await scanned('easypost', trackingNumber, 'DELIVERED');
    await movesTo('Your order was delivered');
    expect(await customer.evaluate('window.isTheSame')).toBe(true);
  });

  it('a return goes from the page over the desk to the refund at the provider, and the page says so', async () => {
    const { id, sku, number, page, email } = await shipped();
    await open(customer, page);
    await press(customer, 'Return, exchange or report a problem');
    await press(customer, 'Send something back');
    await fillIn(customer, { reason: 'WRONG_SIZE', text: 'Too small' });
    await press(customer, 'Send');
    await customer.seen(shows('We have received it. You will hear from us.'));
    await comesTo(customer, 'Approved', 'TendReturnCasesFunction');
    await mail(email, 'How to send back');
    await press(customer, 'Tell us that it is on its way');
    await fillIn(customer, { carrier: 'Royal Mail', trackingNumber: 'QB1' });
    await press(customer, 'I have sent it');
    await customer.seen(shows('On its way to us'));

    await goTo('returns');
    await pressInRow(number, 'Received');
    await answerDialog({ why: 'It is on the ramp' });
    await pressInRow(number, 'Inspect');
    await answerDialog({ why: 'As new' });

    await comesTo(customer, 'Your money is on its way back', 'TendReturnCasesFunction');
    await customer.seen(shows('£12.00 went back.'));
    const books = await eventually('the refund', async () => {
      const entry = await booked('stripe', id);
      return entry !== undefined && entry.refunded > 0 && entry;
    });
    expect(books).toMatchObject({ captured: price, refunded: price, refundIds: [expect.any(String)] });
    expect(await stockOf(sku)).toMatchObject({ onHand: 5, available: 5, reserved: 0 });
    await mail(email, 'refund');
  });

  it.each([
    ['with', false],
    ['without', true],
  ])('a withdrawal needs no link and no account: %s scripts', async (_, isWithout) => {
    const { id, number, email } = await confirmed();
    await customer.call('Emulation.setScriptExecutionDisabled', { value: isWithout });
    await open(customer, `${apiUrl}/withdrawal`);
    const search = { number, contact: email };
    await fillIn(customer, { ...search, contact: 'somebody@else.example' });
    await press(customer, 'Withdraw from contract here');
    await customer.seen(shows('We find no order with this number and address'));
    await fillIn(customer, search);
    await press(customer, 'Withdraw from contract here');

    await customer.seen(shows(`Returns of order ${number}`));
    await press(customer, 'Withdraw from contract here');
    await fillIn(customer, { name: 'Ada Example' });
    await press(customer, 'Continue');
    await customer.seen(shows(`I, Ada Example, withdraw from the contract about these items of order ${number}`));
    await press(customer, 'Confirm withdrawal');
    await customer.seen(shows('We have received it. You will hear from us.'));

    const receipt = await mail(email, 'We have received your withdrawal');
    expect(receipt.text).toContain('Ada Example');
    await eventually('the order to be cancelled', async () => {
      await invoke('TendReturnCasesFunction');
      return (await ended(id)).status === 'CANCELLED';
    });
    await comesTo(customer, 'Cancelled');
  });

  it('a question from the page is answered at the desk, read on the page, and solved', async () => {
    const { page, number, email } = await confirmed();
    const question = `When does ${number} come?`;
    // As the link in their mails, which shows who they are.
    const { html } = await mail(email, 'is confirmed');
    const [link = page] = new RegExp(`${apiUrl}/o/[\\w-]+`).exec(html) ?? [];
    await open(customer, link);
    await press(customer, 'Write to us');
    await fillIn(customer, { topic: 'arrival', text: question });
    await press(customer, 'Send');
    await customer.seen(shows('We are looking into it and will answer here and by e-mail.'));

    await goTo('tickets');
    await eventually('the ticket at the desk', async () => {
      await desk.goTo('#/tickets');
      await desk.seen(isLoaded);
      const links = await desk.evaluate<readonly string[]>(
        `[...document.querySelectorAll('main td a')].map(({ hash }) => hash)`,
      );
      for (const hash of links) {
        await desk.goTo(hash);
        await desk.seen(`document.getElementById('answer')`);
        if (await desk.evaluate<boolean>(shows(question))) return true;
      }
      return false;
    });
    await desk.evaluate(
      `document.getElementById('answer').value = 'On Friday, by noon.'; document.getElementById('send').click(); undefined`,
    );
    await desk.seen(shows('Answered.'));

    await comesTo(customer, 'We have answered. Is it solved?');
    await customer.seen(shows('On Friday, by noon.'));
    await mail(email, `Your order ${number}`);
    await press(customer, 'Yes, it is solved');
    await customer.seen(shows('Solved. If not, just write again.'));
    await desk.reload();
    await desk.seen(`document.querySelector('.heading .badge')?.textContent === 'Solved'`);
  });
});
