import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rollingOrigin } from '../../bench/demand/rolling-origin.ts';
import { salesOf } from '../../bench/demand/sales.ts';
import { projectFolder } from '../../local/settings.ts';

const origins = { window: 56, first: 56, every: 14, horizon: 14 };
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
const file = (units: (day: number) => number, days = 112) =>
  ['sku,day,units', ...Array.from({ length: days }, (_, number) => `A,${day(number)},${units(number)}`)].join('\n');

describe('the sales of a shop', () => {
  it('are read by the names of their columns, and added up by product and day', () => {
    const { firstDay, days, ofProducts } = salesOf('units;day;sku\n2;2026-01-01;A\n3;2026-01-01;A\n1;2026-01-03;B\n');
    expect([firstDay, days]).toEqual(['2026-01-01', 3]);
    expect(Object.fromEntries(ofProducts)).toEqual({ A: [5, 0, 0], B: [0, 0, 1] });
  });

  it.each([
    ['day,sku\n2026-01-01,A', 'no column units'],
    ['day,sku,units\nyesterday,A,1', 'Row 2: day'],
    ['day,sku,units\n2026-01-01,A,some', 'Row 2: units'],
    ['day,sku,units\n', 'no sales'],
  ])('are refused with what is wrong: %j', (text, message) => {
    expect(() => salesOf(text)).toThrow(message);
  });
});

describe('a rolling origin', () => {
  it('foresees from what came before and from nothing else', () => {
    const until = (units: (day: number) => number) => rollingOrigin('test', salesOf(file(units)), origins).kinds.at(-1);
    // The same until the last fortnight: what was foreseen of it cannot know that it was another.
    const calm = until((number) => 4 + ((number * number) % 11));
    const wild = until((number) => (number < 98 ? 4 + ((number * number) % 11) : 400));
    expect(wild?.cases).toBe(calm?.cases);
    expect(wild?.mase.shipped).toBeGreaterThan(10 * (calm?.mase.shipped ?? 0));
  });

  it('finds that a stock-out taken for no demand makes the demand look smaller, and that leaving it out does not', () => {
    const { censored } = rollingOrigin('test', salesOf(file((number) => 4 + (number % 3))), origins);
    expect(censored.asZero).toBeLessThan(-20);
    expect(Math.abs(censored.leftOut)).toBeLessThan(2);
  });
});

describe('npm run bench:demand', () => {
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(projectFolder, 'bench', 'demand.ts'), ...args]);

  it('measures a file of a shop and names it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sales-'));
    await writeFile(
      join(folder, 'sales.csv'),
      file((number) => (number * number) % 11, 168),
    );
    const { stdout } = await run('--sales', join(folder, 'sales.csv'), '--name', 'A shop');
    await rm(folder, { recursive: true });
    expect(stdout).toMatch(/^A shop \(SHA-256 \w{16}…\): 1 products over 168 days/);
    expect(stdout).toContain('| all |');
  });

  it('says so where a file has too few days', async () => {
    expect(() => rollingOrigin('A shop', salesOf(file(() => 1, 60)), origins)).toThrow('60 days are too few');
  });
});
