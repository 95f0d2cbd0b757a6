import { describe, expect, it } from 'vitest';
import { barPlot, linePlot } from '../../bench/svg.ts';

const words = { title: 'Orders & time', x: 'orders', y: 'ms' };
const series = [
  { name: 'a', points: [[1, 10] as const, [10, 100] as const, [100, 1_000] as const] },
  { name: 'b <', points: [[1, 20] as const] },
];

describe('a plot', () => {
  it('has a title and a name for each series, whatever they contain', () => {
    const svg = linePlot(words, series);
    expect(svg).toContain('<title>Orders &amp; time</title>');
    expect(svg).toContain('b &lt;');
  });

  it('of lines puts tens at equal distances', () => {
    const [, points = ''] = /points="([^"]+)"/.exec(linePlot(words, series)) ?? [];
    const across = points.split(' ').map((point) => Number(point.split(',')[0]));
    expect((across[1] ?? 0) - (across[0] ?? 0)).toBeCloseTo((across[2] ?? 0) - (across[1] ?? 0), 0);
  });

  it('of bars makes twice the value twice as high', () => {
    const svg = barPlot(
      words,
      ['one', 'two'],
      [
        {
          name: 'a',
          points: [
            [0, 3],
            [1, 6],
          ],
        },
      ],
    );
    const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, value]) => Number(value));
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(2, 1);
  });
});
