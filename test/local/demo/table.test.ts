import { describe, expect, it } from 'vitest';
import type { PathStep } from '../../../lambdas/order-workflow/execution-path.ts';
import { news, type Row, table } from '../../../local/demo/table.ts';

const start = new Date('2026-01-01T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + 1000 * seconds);

const step = (name: string, changes: Partial<PathStep> = {}): PathStep => ({
  name,
  status: 'succeeded',
  attempts: 1,
  error: undefined,
  startedAt: start,
  endedAt: after(0.25),
  ...changes,
});

const rows: readonly Row[] = [
  {
    title: 'card declined',
    path: {
      status: 'RUNNING',
      steps: [
        step('Reserve inventory'),
        step('Check payment', { status: 'refused', error: 'PaymentDeclined' }),
        step('Reject order', { status: 'running', endedAt: undefined }),
      ],
    },
  },
  { title: 'paid at once', path: { status: 'SUCCEEDED', steps: [step('Reserve inventory')] }, end: 'CONFIRMED' },
];

describe("the demo's table", () => {
  it('shows a row an order and a column a step, within 80 columns', () => {
    const lines = table(rows, after(3));

    expect(lines).toEqual([
      '                 Reserve    Check      Confirm    Reject     Notify',
      '                 inventory  payment    order      order      customer',
      '  card declined  ✓ 0.25 s   ✗ 0.25 s   ·          … 3.0 s    ·',
      '  paid at once   ✓ 0.25 s   ·          ·          ·          ·          CONFIRMED',
    ]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(82);
  });

  it('tells each piece of news once where it cannot be redrawn', () => {
    const told = new Set<string>();
    const first = news(rows, told, start);

    expect(first.join('\n')).toContain('said no: PaymentDeclined');
    expect(first.join('\n')).toContain('paid at once   → CONFIRMED');
    expect(news(rows, told, start)).toEqual([]);
  });
});
