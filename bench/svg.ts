/** A line of a plot, or a group of its bars. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a plot says beside its lines. */
export interface PlotWords {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

const [width, height] = [720, 360];
const margin = { top: 48, right: 24, bottom: 56, left: 72 };
/** Colours that people with any sight tell apart (Okabe and Ito); the grey is readable on white and on black. */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00'];
const grey = '#7a7a7a';

/** Lines over an axis of numbers; both axes grow by factors of ten, as loads and times do. */
export function linePlot({ title, x, y }: PlotWords, series: readonly Series[]): string {
  const points = series.flatMap((one) => one.points);
  const across = logarithmic(
    points.map(([value]) => value),
    margin.left,
    width - margin.right,
  );
  const up = logarithmic(
    points.map(([, value]) => value),
    height - margin.bottom,
    margin.top,
  );
  const ticksAcross = [...new Set(points.map(([value]) => value))].sort((a, b) => a - b);
  const parts = [
    ...ticksAcross.map((value) => text(across.at(value), height - margin.bottom + 18, String(value), 'middle')),
    ...up.ticks.map((value) => gridLine(up.at(value), short(value))),
    ...series.flatMap(({ name, points }, index) => {
      const colour = colours[index % colours.length] ?? grey;
      const corners = points.map(([a, b]) => `${round(across.at(a))},${round(up.at(b))}`);
      return [
        `<polyline points="${corners.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...corners.map((corner) => {
          const [cx, cy] = corner.split(',');
          return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
        }),
        legend(name, index, colour),
      ];
    }),
  ];
  return drawing({ title, x, y }, parts);
}

/** Bars side by side for each label, one a series; a point's x is the label's place in the list. */
export function barPlot(words: PlotWords, labels: readonly string[], series: readonly Series[]): string {
  const highest = Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value)));
  const step = niceStep(highest);
  // Room for the number above the highest bar.
  const top = Math.ceil((highest * 1.05) / step) * step;
  const up = (value: number) => height - margin.bottom - (value / top) * (height - margin.bottom - margin.top);
  const group = (width - margin.left - margin.right) / labels.length;
  const bar = (group * 0.8) / series.length;
  const left = (place: number, index: number) => margin.left + place * group + group * 0.1 + index * bar;
  const parts = [
    ...Array.from({ length: Math.round(top / step) + 1 }, (_, tick) => gridLine(up(tick * step), short(tick * step))),
    // A word a line, as the words of neighbours would run into each other.
    ...labels.flatMap((label, place) =>
      label
        .split(' ')
        .map((word, row) =>
          text(margin.left + (place + 0.5) * group, height - margin.bottom + 16 + 13 * row, word, 'middle'),
        ),
    ),
    ...series.flatMap(({ name, points }, index) => {
      const colour = colours[index % colours.length] ?? grey;
      return [
        ...points.flatMap(([place, value]) => [
          `<rect x="${round(left(place, index))}" y="${round(up(value))}" width="${round(bar - 2)}" height="${round(up(0) - up(value))}" fill="${colour}"/>`,
          text(left(place, index) + bar / 2 - 1, up(value) - 4, short(value), 'middle'),
        ]),
        ...(series.length > 1 ? [legend(name, index, colour)] : []),
      ];
    }),
  ];
  return drawing(words, parts);
}

function drawing({ title, x, y }: PlotWords, parts: readonly string[]): string {
  const middle = (height - margin.bottom + margin.top) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="12" fill="${grey}">
<title>${escaped(title)}</title>
${parts.join('\n')}
<line x1="${margin.left}" y1="${height - margin.bottom}" x2="${width - margin.right}" y2="${height - margin.bottom}" stroke="${grey}"/>
${text((width - margin.right + margin.left) / 2, height - 12, x, 'middle')}
<text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">${escaped(y)}</text>
<text x="${margin.left}" y="18" font-size="14" font-weight="bold">${escaped(title)}</text>
</svg>
`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function legend(name: string, index: number, colour: string): string {
  const x = margin.left + index * 150;
  return `<rect x="${x}" y="28" width="10" height="10" fill="${colour}"/>${text(x + 16, 37, name, 'start')}`;
}

function gridLine(y: number, label: string): string {
  return `<line x1="${margin.left}" y1="${round(y)}" x2="${width - margin.right}" y2="${round(y)}" stroke="${grey}" stroke-opacity="0.25"/>${text(margin.left - 8, y + 4, label, 'end')}`;
}

/** Where the values stand between two places of the drawing, by their logarithm; the ticks are 1, 2 and 5 of each ten. */
function logarithmic(values: readonly number[], from: number, to: number) {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const span = high - low || 1;
  const at = (value: number) => from + ((Math.log10(value) - low) / span) * (to - from);
  const decades = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, index) => 10 ** (Math.floor(low) + index),
  );
  const ticks = decades
    .flatMap((ten) => [ten, 2 * ten, 5 * ten])
    .filter((tick) => tick >= 10 ** low * 0.99 && tick <= 10 ** high * 1.01);
  return { at, ticks };
}

function niceStep(highest: number): number {
  const rough = highest / 5;
  const ten = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * ten >= rough) ?? 10) * ten;
}

function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
