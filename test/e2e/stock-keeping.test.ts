import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import type { StockReport } from '../../lambdas/stock-check/check-stock.ts';
import { localStage } from '../../local/aws.ts';
import { isCreditNote, readInvoices } from '../../local/invoices.ts';
import { type Outcome, replay } from '../../local/replay/replay.ts';
import { readStock, stockTables } from '../../local/stock-sums.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution, invoke } from './cloud.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const staff = () => accessToken('back-office', 'orders:read orders:staff');

describe('a stock keeper', () => {
  it('receives, counts, writes off and reads the ledger, while orders are placed and shipped', async () => {
    const sku = await onSale({ stock: 0 });
    const delivery = randomUUID();
    for (const _repeat of [1, 2]) {
      expect(
        await move(sku, { type: 'receive', quantity: 10, reference: 'delivery note 4711' }, delivery),
      ).toMatchObject({
        status: 200,
        body: { onHand: 10, reason: 'PURCHASE', reference: 'delivery note 4711' },
      });
    }
    expect((await call('GET', `/products/${sku}/availability`)).body).toEqual({ sku, available: 10 });

    const [shipped, waiting] = await Promise.all([3, 4].map((quantity) => confirmed(sku, quantity)));
    await ship(String(shipped));
    const counted = await move(sku, { type: 'count', counted: 6 });
    expect(counted.body).toMatchObject({ onHand: -1, count: { book: 7, counted: 6, difference: -1 } });
    expect(await move(sku, { type: 'adjust', change: -3, reason: 'DAMAGED' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('2 are available and 4 reserved') },
    });
    expect(await move(sku, { type: 'set-aside', quantity: 2, reason: 'DAMAGED' })).toMatchObject({ status: 200 });

    expect(await stockSeen(sku)).toMatchObject({ onHand: 4, available: 0, reserved: 4, unsellable: 2 });
    const { body } = await call('GET', `/products/${sku}/stock/movements`, { token: await staff() });
    const movements = body.movements as { reason: string; onHand: number }[];
    expect(movements.map(({ reason }) => reason)).toEqual(['DAMAGED', 'STOCK_TAKE', 'SHIPPED', 'PURCHASE', 'OPENING']);
    expect(movements.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(4);
    expect(
      await call('POST', `/orders/${waiting}/cancellation`, jsonOf({ reason: 'STOCK' }, await staff())),
    ).toMatchObject({
      status: 200,
    });
  });
});

describe('a catalogue', () => {
  it('is put on sale with its first units, once however often, and not at all when a line of it is wrong', async () => {
    const sku = `T-${randomUUID().slice(0, 8).toUpperCase()}`;
    const product = { sku, name: 'Green tea', prices: [{ currency: 'GBP', unitPrice: 1680 }], quantity: 40 };
    const folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')];
    await writeFile(right, `${JSON.stringify(product)}\n`);
    await writeFile(wrong, `${JSON.stringify({ ...product, name: 'Black tea' })}\n{"sku":"X"}\n`);

    expect(await putOnSale(right)).toContain('1 products are on sale; 1 of them got their first units.');
    expect(await putOnSale(right)).toContain('1 products are on sale; 0 of them got their first units.');
    expect(await putOnSale(wrong)).toMatch(/Line 2: name .*prices .*Nothing was written/);

    expect(await stockSeen(sku)).toMatchObject({ onHand: 40, available: 40 });
    const orderId = await confirmed(sku, 1);
    expect(await ended(orderId)).toMatchObject({ total: 1680, lines: [{ name: 'Green tea' }] });
  });
});

async function putOnSale(file: string): Promise<string> {
  const command = ['bin/put-on-sale.ts', '--data', inject('service').dataFolder, file];
  const { stdout, stderr } = await promisify(execFile)('node', command).catch((error) => error);
  return `${stdout}${stderr}`;
}

/** `npm run test:stock-take` replays 500 invoices; without it, the sample that the demo sells is enough. */
describe('a stock-take during the replay of real invoices', () => {
  it('ends with the right figures: what was on the shelf, what orders hold, and a ledger that says why', async () => {
    const service = inject('service');
    const invoices = await readInvoices(process.env.INVOICES);
    /** What really lies on the shelf. One thing happens in the warehouse at a time; orders flow on. */
    const shelf = new Map<string, number>();
    let warehouse: Promise<unknown> = Promise.resolve();
    const inWarehouse = (work: () => Promise<void>) => {
      warehouse = warehouse.then(work);
      // It is awaited at the end, once.
      warehouse.catch(() => {});
    };
    const holding: Extract<Outcome, { kind: 'ended' }>[] = [];
    let ends = 0;
    let takes = 0;

    const { mistakes, outcomes } = await replay(
      { ...service, token: await accessToken() },
      {
        invoices,
        run: 'stock-take',
        // To a history of orders alone, what is counted and shipped beside them is a broken promise for good.
        patienceSeconds: 0,
        onReady: () => {
          inWarehouse(async () => {
            for (const { sku, onHand } of (await readStock(await stockTables(localStage(service)))).values())
              shelf.set(sku, onHand);
          });
        },
        onOutcome: (outcome) => {
          if (outcome.kind !== 'ended' || outcome.status !== 'CONFIRMED') return;
          // Of every three orders one is shipped, another one makes the stock keeper count what it bought.
          const turn = ends++ % 3;
          if (turn !== 0) holding.push(outcome);
          inWarehouse(async () => {
            if (turn === 0) {
              await ship(outcome.orderId);
              for (const { sku, quantity } of outcome.invoice.lines) shelf.set(sku, (shelf.get(sku) ?? 0) - quantity);
            }
            const [line] = outcome.invoice.lines;
            if (turn === 1 && line !== undefined && (await count(line.sku, shelf))) takes++;
          });
        },
      },
    );
    await warehouse;

    expect(mistakes).toEqual([]);
    expect(outcomes.length).toBe(invoices.filter((invoice) => !isCreditNote(invoice)).length);
    expect(takes).toBeGreaterThan(outcomes.length / 10);
    const held = new Map<string, number>();
    for (const { invoice } of holding) {
      for (const { sku, quantity } of invoice.lines) held.set(sku, (held.get(sku) ?? 0) + quantity);
    }
    const stock = await readStock(await stockTables(localStage(service)));
    const skus = new Set(invoices.flatMap(({ lines }) => lines.map(({ sku }) => sku)).filter((sku) => stock.has(sku)));
    for (const sku of skus) expect(stock.get(sku)?.onHand, sku).toBe(shelf.get(sku));
    const { result } = await invoke('CheckStockFunction');
    expect((result as StockReport).stock.filter(({ item }) => skus.has(item.sku))).toEqual([]);
  });
});

/**
 * Counts a SKU, of which one unit was lost and nobody noticed.
 * @returns false where all units are promised to orders
 */
async function count(sku: string, shelf: Map<string, number>): Promise<boolean> {
  const found = (shelf.get(sku) ?? 0) - 1;
  const { status, body } = await move(sku, { type: 'count', counted: found });
  if (status === 409) return false;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  expect(body).toMatchObject({ count: { counted: found, difference: -1 } });
  shelf.set(sku, found);
  return true;
}

async function confirmed(sku: string, quantity: number): Promise<string> {
  const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity }] }));
  expect((await ended(orderId)).status).toBe('CONFIRMED');
  await execution(orderId);
  return orderId;
}

async function ship(orderId: string): Promise<void> {
  const { status, body } = await call('POST', `/orders/${orderId}/shipment`, { token: await staff() });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
}

async function move(sku: string, movement: object, key: string = randomUUID()) {
  const { headers, ...request } = jsonOf(movement, await staff());
  const path = `/products/${encodeURIComponent(sku)}/stock/movements`;
  return call('POST', path, { ...request, headers: { ...headers, 'idempotency-key': key } });
}

async function stockSeen(sku: string) {
  return (await call('GET', `/products/${sku}/stock`, { token: await staff() })).body;
}

function jsonOf(body: object, token: string) {
  return { token, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
