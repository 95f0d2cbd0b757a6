import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { clientSettings } from '../../local/aws.ts';
import { startBrowser } from '../../local/browser.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { signIn } from '../../local/identity/sign-in.ts';
import { seed } from '../../local/seed.ts';
import { patienceSeconds } from '../patiently.ts';
import { aTab, type Tab } from './tab.ts';

let cloud: Cloud;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let tab: Tab;

beforeAll(async () => {
  cloud = await startCloud({
    // A cloud of its own, whose steps fail sooner for good.
    port: Number(process.env.DRILL_PORT ?? 4886),
    dataFolder: process.env.DRILL_DATA_FOLDER ?? '.local/browser-drill',
    fresh: process.env.DRILL_DATA_FOLDER === undefined,
    context: { retrySeconds: '4' },
  });
  await seed({ ...cloud, invoices: [] });
  browser = await startBrowser();
  tab = await aTab(browser.endpoint);
  await tab.call('Page.enable');
  await tab.setScreen(1440);
});
afterAll(async () => {
  await browser?.stop();
  await cloud?.stop();
});

const settings = () => clientSettings(cloud.endpoint);

/** Places an order. @returns its id */
async function place(token = 'sandbox-authorised', contact: object = exampleOrder.contact): Promise<string> {
  const answer = await fetch(`${cloud.apiUrl}/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await cloud.storefrontToken()}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ ...exampleOrder, contact, payment: { provider: 'sandbox', token } }),
  });
  const { id } = (await answer.json()) as { id?: string };
  if (id === undefined) throw new Error(`the order was answered with ${answer.status}`);
  return id;
}

/** Whether support finds an order by what is said of it. */
function isFound(words: string): () => Promise<boolean> {
  return async () => {
    const { accessToken } = await signIn(cloud.issuer, 'susan');
    const answer = await fetch(`${cloud.apiUrl}/operations/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ q: words }),
    });
    return ((await answer.json()) as { readonly orders: readonly unknown[] }).orders.length > 0;
  };
}

const times = <Value>(count: number, make: () => Promise<Value>) => Promise.all(Array.from({ length: count }, make));

/** Takes from a step what it needs. @returns how to give it back */
async function breakStep(output: string, variables: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  const lambda = new LambdaClient(settings());
  const FunctionName = cloud.outputs[output];
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const set = (changed: object) =>
    lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Environment: { Variables: { ...Environment?.Variables, ...changed } },
      }),
    );
  await set(variables);
  return async () => void (await set({}));
}

/** An order as its storefront sees it. */
async function orderOf(orderId: string): Promise<{ readonly status: string; readonly number: string }> {
  const headers = { authorization: `Bearer ${await cloud.storefrontToken()}` };
  const answer = await fetch(`${cloud.apiUrl}/orders/${orderId}`, { headers });
  return (await answer.json()) as { status: string; number: string };
}

/** The provider is back for an order. */
async function mendPayment(orderId: string): Promise<void> {
  await DynamoDBDocumentClient.from(new DynamoDBClient(settings())).send(
    new UpdateCommand({
      TableName: cloud.outputs.SandboxPaymentsTable,
      Key: { pk: `PAYMENT#${orderId}`, sk: 'PAYMENT' },
      UpdateExpression: 'SET outcome = :outcome',
      ExpressionAttributeValues: { ':outcome': 'authorised' },
    }),
  );
}

const main = `document.querySelector('main').innerText`;

/** The groups as the page shows them: their heading, and how many orders. */
const groups = () =>
  tab.evaluate<readonly (readonly [string, number])[]>(
    `[...document.querySelectorAll('.group')].map((one) => [one.querySelector('h2').textContent.split(':')[0], Number(one.querySelector('strong').textContent.split(' ')[0])])`,
  );

/** Answers the dialog that is open, with a reason. */
async function answer(why: string): Promise<void> {
  await tab.seen(`document.querySelector('dialog[open]')`);
  await tab.evaluate(`document.querySelector('dialog [name=why]').value = ${JSON.stringify(why)}; undefined`);
  await tab.evaluate(`document.querySelector('dialog [type=submit]').click()`);
  await tab.seen(`!document.querySelector('dialog')`);
}

/** Presses the button of the group whose step has this name. */
const pressOf = (step: string, label: string) =>
  tab.evaluate(
    `[...[...document.querySelectorAll('.group')].find((one) => one.querySelector('h2').textContent.startsWith(${JSON.stringify(step)})).querySelectorAll('button, a')].find((one) => one.textContent.startsWith(${JSON.stringify(label)})).click()`,
  );

/** Signs somebody in, by the page's own button, at a browser that nobody is signed in at. */
async function signInAs(person: string, place: string): Promise<void> {
  await tab.call('Network.clearBrowserCookies');
  await tab.call('Page.navigate', { url: `${cloud.apiUrl}/console#/${place}` });
  await tab.seen(`document.querySelector('.sign-in button')`);
  await tab.evaluate(`document.querySelector('.sign-in button').click()`);
  await tab.seen(`document.querySelector('button[value=${person}]')`);
  await tab.evaluate(`document.querySelector('button[value=${person}]').click()`);
  await tab.seen(`document.querySelector('nav')`);
}

it('finds 30 orders that failed for three causes, and brings each home or gives it up, by the page alone', async () => {
  const unpaid = await times(12, () => place('sandbox-down'));
  await until('their stock to be held', patienceSeconds, async () => {
    const orders = await Promise.all(unpaid.map(orderOf));
    return orders.every(({ status }) => status === 'RESERVED');
  });
  const mendStock = await breakStep('ReserveInventoryFunction', { STOCK_TABLE: 'no-such-table' });
  const unreserved = await times(10, () => place());
  const failedNow = async (count: number) => {
    await tab.goTo('#/well');
    await tab.goTo('#/failed');
    await tab.seen(`document.querySelector('main h1') && !${main}.includes('Loading')`);
    return (await groups()).reduce((sum, [, orders]) => sum + orders, 0) === count;
  };

  await signInAs('oscar', 'failed');
  await until('22 failed orders', patienceSeconds, () => failedNow(22));
  await mendStock();
  const mendNotices = await breakStep('NotifyCustomerFunction', { ORDERS_TABLE: 'no-such-table' });
  const untold = await times(8, () => place());
  await until('30 failed orders', patienceSeconds, () => failedNow(30));

  expect(Object.fromEntries(await groups())).toEqual({
    'Check payment': 12,
    'Reserve inventory': 10,
    'Notify customer': 8,
  });

  // Two of those that nobody can pay for any more are given up.
  await pressOf('Check payment', 'See the orders');
  await tab.seen(`document.getElementById('give-up-chosen')`);
  const given = unpaid.slice(0, 2);
  for (const orderId of given) await tab.evaluate(`document.getElementById('choose-${orderId}').click()`);
  await tab.evaluate(`document.getElementById('give-up-chosen').click()`);
  await answer('The customer does not want it any more');

  // The causes are mended, and what is left goes on.
  await Promise.all(unpaid.slice(2).map(mendPayment));
  await mendNotices();
  await until('28 failed orders', patienceSeconds, () => failedNow(28));
  await pressOf('Check payment', 'Dry run');
  await answer('Would they go on?');
  await tab.seen(`${main}.includes('10 of 10 orders: 10 would go on')`);
  for (const [step, orders] of [
    ['Check payment', 10],
    ['Reserve inventory', 10],
    ['Notify customer', 8],
  ] as const) {
    await pressOf(step, 'Redrive');
    await answer(`The cause at ${step} is mended`);
    await tab.seen(
      `[...document.querySelectorAll('.redrive + p')].some((one) => one.textContent === '${orders} of ${orders} orders: ${orders} went on.')`,
    );
  }
  await until('no failed order', patienceSeconds, () => failedNow(0));
  await tab.seen(`${main}.includes('No order waits for somebody.')`);

  // The totals add up: 28 confirmed, 2 rejected, none lost.
  const statusOf = async (orderId: string) => (await orderOf(orderId)).status;
  await until('the end of all', patienceSeconds, async () => {
    const statuses = await Promise.all([...unpaid, ...unreserved, ...untold].map(statusOf));
    return statuses.filter((status) => status === 'CONFIRMED').length === 28;
  });
  expect(await Promise.all(given.map(statusOf))).toEqual(['REJECTED', 'REJECTED']);

  // The story of one says who did what, and why.
  await tab.goTo(`#/orders/${given[0]}`);
  await tab.seen(`${main}.includes('does not want it any more') && ${main}.includes('oscar@shop.example')`);
});

describe('a customer who calls and asks why their order is not confirmed', () => {
  const calls = [
    ['has not paid yet', 'sandbox-unanswered', 'Waits for the customer to pay'],
    ['could not be charged', 'sandbox-declined', 'was declined'],
    ['is held up by the payment provider', 'sandbox-down', 'its payment could not be checked'],
  ] as const;

  it.each(calls)('is answered with two clicks, from what they say alone: it %s', async (why, token, sentence) => {
    const email = `${crypto.randomUUID()}@caller.example`;
    const digits = `79${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    const byEmail = await place(token, { email });
    const byPhone = await place(token, { phone: `+44${digits}` });
    const orders = [byEmail, byPhone];
    const number = (await orderOf(byEmail)).number.toLowerCase().replaceAll('-', ' ');
    const said = [
      ['their e-mail', email, byEmail],
      ['their telephone', `0${digits.slice(0, 4)} ${digits.slice(4)}`, byPhone],
      ['the number of their order', number, byEmail],
    ] as const;
    // Some seconds after their acceptance.
    for (const words of [email, `+44${digits}`])
      await until(`an order to be found: ${why}`, patienceSeconds, isFound(words));
    tab = await aTab(browser.endpoint);
    await tab.call('Page.enable');
    await tab.setScreen(1440);
    await signInAs('susan', 'well');
    // As long as it is on its way, its sentence says that.
    await until(`both orders to stand where they do: ${why}`, patienceSeconds, async () => {
      for (const orderId of orders) {
        await tab.goTo('#/well');
        await tab.goTo(`#/orders/${orderId}`);
        await tab.seen(`document.querySelector('.standing')`);
        if (!(await tab.evaluate<boolean>(`${main}.includes(${JSON.stringify(sentence)})`))) return false;
      }
      return true;
    });
    await tab.goTo('#/well');

    for (const [what, words, orderId] of said) {
      const begun = Date.now();
      await tab.evaluate(`[...document.querySelectorAll('nav a')].find((one) => one.textContent === 'Find').click()`);
      await tab.seen(`document.activeElement?.id === 'said'`);
      await tab.evaluate(`document.activeElement.value = ''; undefined`);
      await tab.call('Input.insertText', { text: words });
      const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
      await tab.call('Input.dispatchKeyEvent', { type: 'keyDown', ...enter, text: '\r' });
      await tab.call('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
      const found = `document.querySelector('main a[href="#/orders/${orderId}"]')`;
      await tab.seen(`document.querySelectorAll('main tbody tr').length === 1 && ${found}`);
      await tab.evaluate(`${found}.click()`);
      await tab.seen(`document.querySelector('.standing .lead')?.textContent.includes(${JSON.stringify(sentence)})`);
      process.stdout.write(`${why}, by ${what}: two clicks, ${Date.now() - begun} ms of waiting\n`);
    }
  });
});
