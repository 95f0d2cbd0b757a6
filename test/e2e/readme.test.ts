import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { providerNames } from '../../lambdas/payments/providers/registry.ts';
import { openMailbox } from '../../local/mailbox.ts';
import { localProviderUrl } from '../../local/payment-providers.ts';
import { seed } from '../../local/seed.ts';
import { projectFolder } from '../../local/settings.ts';
import { shellBlocks } from '../documents.ts';
import { testPayments } from '../payments/providers/test-payments.ts';
import { onSale } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accessToken, call, ended } from './storefront.ts';

const service = inject('service');
const issuerPort = Number(new URL(service.issuer).port);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readme-'));
  await seed({ ...service, invoices: [] });
});
afterAll(() => rm(folder, { recursive: true }));

/** Each README's blocks, by what stands above them. */
const readmes = [
  ['README.md', ['The first request', 'State what it comes to', 'Follow it', 'Cancel it', 'Let it fail, and recover']],
  ['README.zh-CN.md', ['第一个请求', '写明合计', '跟踪订单', '取消订单', '让它失败，再恢复']],
] as const;

const variables = new Map<string, string>();

/**
 * Runs what a reader pastes, in one shell after another that know the same variables, against this service.
 * @returns what it printed
 */
async function paste(text: string, key: string): Promise<string> {
  const here = text
    .replace(/^API=.*$/m, `API=${service.apiUrl}`)
    .replaceAll('http://127.0.0.1:4567', service.issuer)
    .replace(/127\.0\.0\.1:(456[89]|4570)/g, (_, port) => `127.0.0.1:${Number(port) - 4567 + issuerPort}`)
    .replaceAll('basket-', `basket-${key}-`)
    .replaceAll('examples/', `${projectFolder}/examples/`)
    .replaceAll('tea.ndjson', join(folder, 'tea.ndjson'))
    .replaceAll('npm run', `npm --silent --prefix '${projectFolder}' run`);
  const known = [...variables].map(([name, value]) => `${name}='${value}'`).join('\n');
  const script = `set -e\n${known}\n${here}\necho; echo "=API=$API"; echo "=TOKEN=$TOKEN"; echo "=DOWN=$DOWN"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: folder,
    env: { ...process.env, LOCAL_DATA: service.dataFolder },
  });
  for (const [, name = '', value = ''] of stdout.matchAll(/^=(\w+)=(.*)$/gm)) variables.set(name, value);
  return stdout;
}

/** The events of a timeline that stands in a text. */
function eventsIn(text: string): readonly string[] {
  return [...text.matchAll(/"event":"(\w+)"/g)].map(([, event = '']) => event);
}

describe.each(readmes)('%s, followed line by line', (file, headings) => {
  it('places an order, follows it to its confirmation, cancels it, and lets a failed one recover', async () => {
    const blocks = await shellBlocks(file);
    const [[first = ''], [totals = ''], [follow = ''], [cancelLine = '', cancel = ''], [recover = '']] = headings.map(
      (heading) => blocks.filter(({ under }) => under === heading).map(({ text }) => text),
    ) as [string[], string[], string[], string[], string[]];
    const key = `${file}-${randomUUID()}`;
    variables.clear();

    const answer = await paste(first, key);
    expect(answer).toMatch(/^HTTP\/1\.1 202/);
    const orderId = /"id":"([0-9a-f-]+)"/.exec(answer)?.[1] ?? '';
    await ended(orderId);
    expect(await paste(totals, key)).toContain('"total":6092');
    variables.set('ORDER', orderId);
    const followed = await paste(follow.replace(/^ORDER=.*$/m, ''), key);
    expect(followed).toContain('"status":"CONFIRMED"');
    const promised = eventsIn(await readFile(join(projectFolder, file), 'utf8'));
    expect(promised).toContain('ORDER_CONFIRMED');
    expect(eventsIn(followed).slice(0, promised.length)).toEqual(promised);
    expect(await paste(cancelLine, key)).toContain('"cancelled":1');
    expect(await paste(cancel, key)).toContain('"status":"CANCELLED"');

    const [fail = '', ...goOn] = recover.split('\n\n');
    await paste(fail, key);
    const down = variables.get('DOWN') ?? '';
    expect(await execution(down)).toMatchObject({ status: 'FAILED' });
    await eventually('the failed order in the list', async () => (await paste('npm run redrive', key)).includes(down));
    const done = await paste(goOn.join('\n\n'), key);
    expect(done).toContain(`${down}  has ended well`);
    expect(await ended(down)).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('docs/payments.md, followed on a laptop', () => {
  it.each([
    ...providerNames.map((name) => [name, testPayments[name].token, testPayments[name].currency] as const),
    ['alipay', 'page', 'CNY'],
  ] as const)('lets the customer of %s (%s) pay', async (provider, token, currency) => {
    const { body } = await call('POST', '/orders', {
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({
        currency,
        lines: [{ sku: 'TEA-250', quantity: 1 }],
        contact: { email: 'ada@customer.example' },
        shippingAddress: { name: 'Ada Byron', line1: '12 St James Square', city: 'London', country: 'GB' },
        payment: { provider, token },
      }),
    });
    const orderId = String(body.id);
    const payUrl = await eventually('the address to pay at', async () => {
      const { body: order } = await call('GET', `/orders/${orderId}`);
      return (order as { payment?: { payUrl?: string } }).payment?.payUrl;
    });
    if (token === 'page') expect((await fetch(payUrl)).status).toBe(200);
    const [block] = (await shellBlocks('docs/payments.md')).filter(({ under }) => under === 'On a laptop');
    const port = new URL(localProviderUrl(provider, 4567)).port;
    const line = block?.text.split('\n').find((one) => one.includes(`:${port}/_control/pay `)) ?? '';
    variables.set('ORDER', orderId);
    await paste(line, '');
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('docs/inventory.md, followed line by line', () => {
  it('puts a product on sale, moves and counts its stock, and is refused nothing', async () => {
    const [block] = await shellBlocks('docs/inventory.md');
    const printed = await paste(block?.text ?? '', '');
    expect(printed).not.toContain('urn:order-confirmation:problem');
    expect(printed).toContain('"counted":97');
    expect(printed).toContain('"lowStockThreshold":20');
  });
});

describe('what the stock keeper is told', () => {
  it('lies beside the mails: low stock, as soon as it is low', async () => {
    const mailbox = await openMailbox(service.dataFolder);
    const sku = await onSale({ stock: 5 });
    const { status } = await call('PATCH', `/products/${encodeURIComponent(sku)}/stock/settings`, {
      token: await accessToken('back-office', 'orders:read orders:staff'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lowStockThreshold: 8 }),
    });
    expect(status).toBe(200);
    const file = await eventually('the file', async () => {
      const told = (await mailbox.collect()).filter(({ channel }) => channel === 'topic');
      for (const { files } of told) if ((await readFile(files[0] ?? '', 'utf8')).includes(sku)) return files[0];
      return undefined;
    });
    expect(file).toContain('StockKeeper');
  });

  it('can be worked out now: the replenishment report', async () => {
    expect(await paste('npm run scheduled -- replenishment-report', '')).toContain('replenishment-report has run');
  });
});
