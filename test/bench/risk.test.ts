import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ranking } from '../../bench/risk/evaluate-risk.ts';
import { generatedOrders, type LabelledOrder } from '../../bench/risk/generated-orders.ts';
import { projectFolder } from '../../local/settings.ts';

const run = promisify(execFile);

describe('ranking orders', () => {
  const order = (amount: number, isFraud: boolean): LabelledOrder => ({
    isFraud,
    signals: { amount, units: 1, mostOfOneSku: 1 },
  });
  // Two of four are fraud: 1st and 3rd by the amount.
  const orders = [order(40_000, true), order(30_000, false), order(20_000, true), order(100, false)];
  const byAmount = ranking('amount', orders, ({ signals }) => signals.amount);

  it('has the average precision that one works out by hand', () => {
    expect(byAmount.averagePrecision).toBeCloseTo((1 / 1 + 2 / 3) / 2, 12);
    expect(ranking('truth', orders, ({ isFraud }) => Number(isFraud)).averagePrecision).toBe(1);
    expect(ranking('nothing', orders, () => 0).averagePrecision).toBe(0.5);
  });

  it('looks at as many as are worth it', () => {
    expect(byAmount).toMatchObject({ looks: 7_500, recall: 1 });
    expect(ranking('truth', orders, ({ isFraud }) => Number(isFraud)).looks).toBe(5_000);
  });
});

it('the generated orders are the same for the same seed, and others for another', () => {
  expect(generatedOrders(500, 7)).toEqual(generatedOrders(500, 7));
  expect(generatedOrders(500, 7)).not.toEqual(generatedOrders(500, 8));
});

it('npm run bench:risk prints what the document says, in little', async () => {
  const { stdout } = await run(process.execPath, ['bench/risk.ts', '--orders', '3000'], { cwd: projectFolder });
  expect(stdout).toMatch(/3,000 generated orders .* of them fraud/);
  expect(stdout).toMatch(/\| the amount only \| 0\.\d{3} \|/);
});
