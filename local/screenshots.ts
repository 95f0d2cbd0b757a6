import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { runCommand } from '../bin/command-line.ts';
import { renderEmail } from '../lambdas/notifications/email.ts';
import type { Notice, NoticeOrder } from '../lambdas/notifications/notice.ts';
import { priceOrder } from '../lambdas/order-submission/price-order.ts';
import { defaultLocale, type Locale, locales } from '../lambdas/orders/locale.ts';
import type { NoticeEvent } from '../lambdas/orders/notice-event.ts';
import type { Address } from '../lambdas/orders/order.ts';
import { OrderRequest } from '../lambdas/orders/order-request.ts';
import { demoProducts } from './catalogue.ts';

const usage = `Photographs the e-mails, in every locale, at desktop and phone width.

  npm run screenshots                  the confirmation, into docs/images/
  npm run screenshots -- DIRECTORY     every event and receipt, in the dark as well, into a directory

Needs chromium on the PATH, and a font that has Chinese (Debian: apt-get install chromium fontconfig fonts-noto-cjk).`;

const widths = { desktop: { width: 1200, scale: 1 }, phone: { width: 375, scale: 1 } } as const;

/** Invoice 536365 of the UCI data set "Online Retail": names, quantities and prices in pence. */
const lines = (
  [
    ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', 6, 255],
    ['71053', 'WHITE METAL LANTERN', 6, 339],
    ['84406B', 'CREAM CUPID HEARTS COAT HANGER', 8, 275],
    ['84029G', 'KNITTED UNION FLAG HOT WATER BOTTLE', 6, 339],
    ['84029E', 'RED WOOLLY HOTTIE WHITE HEART.', 6, 339],
    ['22752', 'SET 7 BABUSHKA NESTING BOXES', 2, 765],
    ['21730', 'GLASS STAR FROSTED T-LIGHT HOLDER', 6, 425],
  ] as const
).map(([sku, name, quantity, unitPrice]) => ({ sku, name, quantity, unitPrice, total: quantity * unitPrice }));

/** An address as the readers of a locale write theirs; without one of its own, the first. */
const addresses: { readonly [locale in Locale]?: Address } & { readonly [defaultLocale]: Address } = {
  en: {
    name: 'Ada Example',
    line1: '12 Sample Street',
    line2: 'Flat 3',
    city: 'London',
    postalCode: 'N1 9ZZ',
    country: 'GB',
  },
  'zh-CN': {
    name: '李示例',
    line1: '西湖区示例路 12 号',
    line2: '3 幢 201 室',
    region: '浙江省',
    city: '杭州市',
    postalCode: '310000',
    country: 'CN',
  },
};

type Particulars = Pick<NoticeOrder, 'payment'> & Partial<NoticeOrder>;

/** What each event adds to the order. */
const particulars: { readonly [event in NoticeEvent]: Particulars } & {
  readonly 'order-confirmed-backordered': Particulars;
} = {
  'order-confirmed': { payment: 'AUTHORIZED' },
  'order-confirmed-backordered': {
    payment: 'AUTHORIZED',
    backorderedLines: [{ sku: '22752', quantity: 1, expectedAt: '2026-12-04T00:00:00.000Z' }],
  },
  'order-rejected': {
    payment: 'NOT_TAKEN',
    rejection: {
      reason: 'OUT_OF_STOCK',
      shortages: [
        { sku: '85123A', requested: 6, available: 2 },
        { sku: '22752', requested: 2, available: 0 },
      ],
    },
  },
  'order-cancelled': { payment: 'REFUNDED', cancellation: { by: 'CUSTOMER', reason: 'ORDERED_BY_MISTAKE' } },
  'lines-cancelled': {
    payment: 'LESS',
    linesCancelled: {
      ...{ by: 'CUSTOMER', reason: 'CHANGED_MIND', less: 510 },
      lines: [{ sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 8, cancelled: 2 }],
    },
  },
  'payment-awaited': {
    payment: 'AWAITED',
    payUrl: 'https://pay.example.com/checkout?payment=pi_3QK4f2Lk7c9e6679',
    payBefore: '2026-11-23T06:50:00.000Z',
  },
  'backordered-items-arrived': { payment: 'CAPTURED' },
};
const events = Object.keys(particulars) as readonly (keyof typeof particulars)[];

function sample(event: keyof typeof particulars, locale: Locale): Notice {
  return {
    event: event === 'order-confirmed-backordered' ? 'order-confirmed' : event,
    locale,
    shopName: 'North Lane',
    order: {
      id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      number: 'K7Q-4XW-2R9',
      createdAt: '2026-11-23T06:35:00.000Z',
      currency: 'GBP',
      total: lines.reduce((total, line) => total + line.total, 0),
      lines,
      shippingAddress: addresses[locale] ?? addresses[defaultLocale],
      ...particulars[event],
    },
  };
}

/** The confirmation of an order of `examples/`. */
async function receipt(file: string, locale: Locale): Promise<Notice> {
  const text = await readFile(new URL(`../examples/${file}`, import.meta.url), 'utf8');
  const request = z.parse(OrderRequest, JSON.parse(text));
  const { currency, totals, shippingAddress } = request;
  const priced = priceOrder(request, new Map(demoProducts.map((product) => [product.sku, product])));
  const { order, ...notice } = sample('order-confirmed', locale);
  const payment = totals?.due === 0 ? 'PAID_BY_CREDIT' : order.payment;
  return { ...notice, order: { ...order, ...priced, currency, totals, shippingAddress, payment } };
}

/** What is photographed into a directory: every event, and orders with stated totals. */
const pictures: { readonly [name: string]: (locale: Locale) => Promise<Notice> } = {
  ...Object.fromEntries(events.map((event) => [event, async (locale: Locale) => sample(event, locale)])),
  'receipt-uk': (locale) => receipt('order.uk-vat-included.json', locale),
  'receipt-us': (locale) => receipt('order.us-sales-tax.json', locale),
  'receipt-de': (locale) => receipt('order.de-discount.json', locale),
  'receipt-gift-card': (locale) => receipt('order.gift-card.json', locale),
};

/** Chromium, driven over its DevTools protocol: its windows are never as narrow as a phone, an emulated screen is. */
async function startBrowser() {
  const profile = await mkdtemp(join(tmpdir(), 'screenshots-'));
  const flags =
    'headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync hide-scrollbars remote-debugging-port=0';
  const browser = spawn(
    'chromium',
    [...flags.split(' ').map((flag) => `--${flag}`), `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // However this process ends, it leaves no browser behind.
  process.once('exit', () => browser.kill());
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    browser.once('error', () =>
      reject(new Error('chromium is not on the PATH. Install it (Debian: apt-get install chromium fonts-noto-cjk).')),
    );
    browser.once('exit', () => reject(new Error(`chromium ended at once:\n${said}`)));
    browser.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
  return {
    endpoint,
    async stop() {
      const ended = once(browser, 'exit');
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Opens a tab; `call('Page.navigate', {…})` sends one command and gives its result. */
async function openTab(endpoint: string) {
  const { webSocketDebuggerUrl } = (await (
    await fetch(`${endpoint}/json/new?about:blank`, { method: 'PUT' })
  ).json()) as {
    readonly webSocketDebuggerUrl: string;
  };
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  let last = 0;
  return <Result = unknown>(method: string, params: object = {}): Promise<Result> => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data));
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}

async function main(everythingInto: string | undefined): Promise<void> {
  const directory = everythingInto ?? fileURLToPath(new URL('../docs/images/', import.meta.url));
  await mkdir(directory, { recursive: true });
  const browser = await startBrowser();
  try {
    const call = await openTab(browser.endpoint);
    const { frameTree } = await call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    const shown = Object.entries(pictures).filter(([name]) => everythingInto || name === 'order-confirmed');
    for (const [event, noticeIn] of shown) {
      for (const locale of locales) {
        const { html } = renderEmail(await noticeIn(locale));
        for (const [device, { width, scale }] of Object.entries(widths)) {
          for (const scheme of everythingInto ? ['light', 'dark'] : ['light']) {
            const screen = { width, deviceScaleFactor: scale, mobile: device === 'phone' };
            await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
            await call('Emulation.setDeviceMetricsOverride', { ...screen, height: 100 });
            await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
            const { cssContentSize } = await call<{ cssContentSize: { width: number; height: number } }>(
              'Page.getLayoutMetrics',
            );
            if (cssContentSize.width > width) throw new Error(`${event} ${locale} is wider than a ${device}`);
            await call('Emulation.setDeviceMetricsOverride', { ...screen, height: Math.ceil(cssContentSize.height) });
            const { data } = await call<{ data: string }>('Page.captureScreenshot', { format: 'png' });
            const name = everythingInto ? `${event}-${locale}-${device}-${scheme}` : `email-${locale}-${device}`;
            const file = join(directory, `${name}.png`);
            await writeFile(file, data, 'base64');
            console.log(`${file}  ${Math.ceil((await readFile(file)).length / 1024)} KB`);
          }
        }
      }
    }
  } finally {
    await browser.stop();
  }
}

/** @throws Error where Chinese would be photographed as empty boxes */
async function demandChineseFont(): Promise<void> {
  const { stdout: fonts } = await promisify(execFile)('fc-list', [':lang=zh-cn', 'family']).catch((error: unknown) => {
    throw new Error('fc-list is not on the PATH, so nobody knows which fonts there are. Install fontconfig.', {
      cause: error,
    });
  });
  if (fonts.trim() === '') {
    throw new Error(
      'No font here has Chinese. Install one (Debian: apt-get install fonts-noto-cjk). Nothing was changed.',
    );
  }
}

await runCommand({
  usage,
  takes: { max: 1 },
  async run({ positionals: [directory] }) {
    await demandChineseFont();
    await main(directory);
    return 0;
  },
});
