/** Plots of a day or a week, drawn by the page. Beside each stands a sentence of what it shows, for who cannot see it. */
import { type Child, h, svg } from './dom.ts';

/** One line or one part of the bars: a value for each moment; undefined where nothing was counted. */
export interface Series {
  readonly name: string;
  /** Of the style sheet: `good`, `warn`, `bad`, `ended`, `accent`. */
  readonly tone: string;
  readonly values: readonly (number | undefined)[];
}

/** What is drawn. */
export interface Plot {
  readonly title: string;
  /** When each value begins, ISO 8601. */
  readonly moments: readonly string[];
  readonly series: readonly Series[];
  /** How a value reads. */
  read(value: number): string;
  /** How a moment reads on the axis. */
  readonly axis: Intl.DateTimeFormat;
}

const width = 720;
const height = 120;

/** Values on top of each other, for what adds up. */
export function bars(plot: Plot): HTMLElement {
  const sums = plot.moments.map((_, index) => sum(plot.series.map(({ values }) => values[index] ?? 0)));
  const top = niceTop(Math.max(...sums, 0));
  const step = width / Math.max(1, plot.moments.length);
  const columns = plot.moments.map((_, index) => {
    let y = height;
    const parts = plot.series.map(({ tone, values }) => {
      const tall = ((values[index] ?? 0) / top) * height;
      y -= tall;
      return tall > 0 && svg('rect', { class: tone, x: index * step + step * 0.1, y, width: step * 0.8, height: tall });
    });
    return column(plot, index, step, parts);
  });
  return framed(plot, top, columns);
}

/** Values beside each other, for what is measured. */
export function lines(plot: Plot): HTMLElement {
  const known = plot.series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const top = niceTop(Math.max(...known, 0));
  const step = width / Math.max(1, plot.moments.length);
  const drawn = plot.series.map(({ tone, values }) => {
    // A gap is a gap: nothing is drawn through what was not counted.
    let path = '';
    let isOpen = false;
    for (const [index, value] of values.entries()) {
      if (value === undefined) isOpen = false;
      else {
        const [x, y] = [(index + 0.5) * step, height - (value / top) * height];
        path += `${isOpen ? 'L' : `M${x - step * 0.2} ${y}L`}${x} ${y}`;
        isOpen = true;
      }
    }
    return path !== '' && svg('path', { class: `line ${tone}`, d: path });
  });
  return framed(plot, top, [...drawn, ...plot.moments.map((_, index) => column(plot, index, step, []))]);
}

/** What one points at: all values of a moment, in words. */
function column(plot: Plot, index: number, step: number, parts: readonly Child[]): SVGGElement {
  const said = plot.series.map(({ name, values }) => {
    const value = values[index];
    return `${name}: ${value === undefined ? 'none' : plot.read(value)}`;
  });
  return svg(
    'g',
    { class: 'column' },
    svg('title', {}, [moment(plot, index), ...said].join('\n')),
    svg('rect', { class: 'hit', x: index * step, y: 0, width: step, height }),
    parts,
  );
}

function framed(plot: Plot, top: number, drawn: readonly Child[]): HTMLElement {
  const { title, series, moments } = plot;
  const middle = Math.floor(moments.length / 2);
  return h(
    'figure',
    { class: 'plot' },
    h(
      'figcaption',
      {},
      h('strong', {}, title),
      h(
        'span',
        { class: 'legend' },
        series.map(({ name, tone }) => h('span', { class: `key ${tone}` }, name)),
      ),
    ),
    h('div', { class: 'scale' }, h('span', {}, plot.read(top)), h('span', {}, plot.read(top / 2)), h('span', {}, '0')),
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': inWords(plot) },
      [0, 0.5].map((share) => svg('path', { class: 'grid', d: `M0 ${height * share}H${width}` })),
      drawn,
      svg('path', { class: 'grid base', d: `M0 ${height}H${width}` }),
    ),
    h(
      'div',
      { class: 'axis', 'aria-hidden': 'true' },
      [0, middle, moments.length - 1].map((index) => h('span', {}, moment(plot, index))),
    ),
  );
}

function inWords(plot: Plot): string {
  const said = plot.series.map(({ name, values }) => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return `${name}: nothing`;
    return `${name}: lowest ${plot.read(Math.min(...known))}, highest ${plot.read(Math.max(...known))}, last ${plot.read(known.at(-1) ?? 0)}`;
  });
  return `${plot.title}. ${said.join('; ')}.`;
}

function moment({ moments, axis }: Plot, index: number): string {
  const at = moments[index];
  return at === undefined ? '' : axis.format(new Date(at));
}

/** The least round number that is no less. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((nice) => nice >= value) ?? value;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
