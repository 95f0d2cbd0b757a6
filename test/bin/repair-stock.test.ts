import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const known = new Set(['TEA', 'CUP']);
const repairs = vi.hoisted(() => ({ found: [] as object[], repair: vi.fn<() => Promise<boolean>>() }));
vi.mock('../../bin/operations/operated-stage.ts', () => ({
  ...{ stageOptions: {}, stageOptionsUsage: '' },
  operatedStage: async () => ({ settings: {}, outputs: {} }),
}));
vi.mock('../../lambdas/stock-check/check-stock.ts', () => ({
  stockReport: async () => ({ checked: 2, stock: [], queue: [], moving: [] }),
}));
vi.mock('../../lambdas/stock-check/repair-stock.ts', () => ({
  repairsOf: () => repairs.found,
  repair: repairs.repair,
}));
vi.mock('../../lambdas/inventory/stock-table.ts', () => ({
  stockTable: () => ({ find: async (sku: string) => (known.has(sku) ? {} : undefined) }),
}));

const argv = process.argv;
const said = { text: '', code: undefined as unknown };
beforeEach(() => {
  vi.resetModules();
  Object.assign(said, { text: '', code: undefined });
  const say = (line: string) => {
    said.text += `${line}\n`;
  };
  vi.spyOn(console, 'log').mockImplementation(say);
  vi.spyOn(console, 'error').mockImplementation(say);
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    said.code = code;
    return undefined as never;
  });
  repairs.found = ['TEA', 'CUP'].map((sku) => ({ sku, explanation: `${sku}: available 6 → 5`, write: {} }));
  repairs.repair.mockReset().mockResolvedValue(true);
});
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
});

async function run(...args: readonly string[]) {
  process.argv = ['node', 'repair-stock', ...args];
  await import('../../bin/repair-stock.ts');
  return said;
}

it('ends with 0 once all is mended', async () => {
  expect(await run('--apply')).toMatchObject({ code: 0, text: expect.stringContaining('mended') });
});

it('ends with 1 while something differs that it was not told to mend', async () => {
  expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('Nothing was changed.') });
  expect(repairs.repair).not.toHaveBeenCalled();
});

it('ends with 1 where one of them changed meanwhile, and is not mended', async () => {
  repairs.repair.mockResolvedValueOnce(false);
  expect(await run('--apply')).toMatchObject({ code: 1, text: expect.stringContaining('check again') });
});

it('refuses a SKU of which there is no stock, and mends nothing', async () => {
  expect(await run('--apply', 'TEA', 'CPU')).toMatchObject({
    code: 2,
    text: expect.stringContaining('no stock of CPU'),
  });
  expect(repairs.repair).not.toHaveBeenCalled();
});
