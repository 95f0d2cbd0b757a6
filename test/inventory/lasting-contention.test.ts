import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ContendedLong, LastingContention, orLastingContention } from '../../lambdas/inventory/lasting-contention.ts';
import { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { anOrderId } from '../builders.ts';

const failing = (error: Error) => async () => {
  throw error;
};

describe('a step that meets other orders at the same stock', () => {
  const contention = new StockContention(`order ${anOrderId()}`);

  it('is repeated as a crowd is, at first', async () => {
    await expect(orLastingContention(false, failing(contention))).rejects.toBe(contention);
  });

  it('is repeated as a failure is once the repeats for a crowd are used up', async () => {
    const raised = await orLastingContention(true, failing(contention)).catch((error: unknown) => error);
    expect(raised).toBeInstanceOf(LastingContention);
    expect(raised).toMatchObject({ name: 'LastingContention', message: contention.message, cause: contention });
  });

  it.each([new OutOfStock([]), new Error('down')])('keeps the name of any other error: %s', async (error) => {
    await expect(orLastingContention(true, failing(error))).rejects.toBe(error);
  });

  it('succeeds as it would', async () => {
    expect(await orLastingContention(true, async () => 'done')).toBe('done');
  });

  it('is not taken for one that contended long where its definition is older than the question', () => {
    expect(z.parse(ContendedLong, undefined)).toBe(false);
  });
});
