/** Panels of lines in one SVG. It has a ground of its own, so it reads the same on a light page and on a dark one. */
import type { Axis, MakeAxis } from './axes.ts';

export type Panel = {
  title: string;
  /** What grows from left to right. */
  across: string;
  acrossBy: MakeAxis;
  upBy: MakeAxis;
  /** A value from bottom to top, with its unit. */
  inWords: (value: number) => string;
  lines: Line[];
};
export type Line = { name: string; points: Point[] };
export type Point = [across: number, up: number];

const width = 880;
const columns = 2;
const gap = 16;
const head = 66;
const panelWidth = (width - gap * (columns + 1)) / columns;
const panelHeight = 268;
/** Where the lines are drawn in a panel. On the right, each is named where it ends. */
const [left, top, bottom] = [68, 44, 218];
const beforeName = 15;
const nameHeight = 30;
const letterWidth = 6.8;

/** Dark enough to be read as words, and told apart by those who see no red or no green. */
const colours = ['#0b5cad', '#b8470a', '#14734a', '#8a3aa0'];

const style = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; fill: #57606a; }
  .head { font-size: 20px; font-weight: 600; fill: #1f2328; }
  .title { font-size: 14px; font-weight: 600; fill: #1f2328; }
  .last { font-weight: 600; fill: #1f2328; }
  .up { text-anchor: end; }
  .across { text-anchor: middle; }
  .grid { stroke: #e3e7eb; }
  .line { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round; }
  .lead { stroke-opacity: 0.45; }`;

export function draw(title: string, remark: string, panels: Panel[]): string {
  const height = head + Math.ceil(panels.length / columns) * (panelHeight + gap);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}\n</style>`,
    `<rect width="${width}" height="${height}" rx="10" fill="#f3f5f7"/>`,
    text(gap + 4, 32, title, 'head'),
    text(gap + 4, 53, remark),
    ...panels.map((panel, at) => {
      const x = gap + (at % columns) * (panelWidth + gap);
      const y = head + Math.floor(at / columns) * (panelHeight + gap);
      return `<g transform="translate(${x} ${y})">\n${drawPanel(panel).join('\n')}\n</g>`;
    }),
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, across, acrossBy, upBy, inWords, lines }: Panel): string[] {
  const longest = Math.max(...lines.map(({ name }) => name.length));
  const right = Math.floor(panelWidth - gap - longest * letterWidth - beforeName);
  const points = lines.flatMap((line) => line.points);
  const acrossAxis = acrossBy(
    points.map(([value]) => value),
    left,
    right,
  );
  const upAxis = upBy(
    points.map(([, value]) => value),
    bottom,
    top,
  );
  return [
    `<rect width="${panelWidth}" height="${panelHeight}" rx="8" fill="#ffffff" stroke="#d9dee3"/>`,
    text(gap, 26, title, 'title'),
    ...upAxis.ticks.flatMap((tick) => {
      const y = round(upAxis.place(tick));
      return [
        `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/>`,
        text(left - 8, y + 4, inWords(tick), 'up'),
      ];
    }),
    ...acrossAxis.ticks.map((tick) => text(acrossAxis.place(tick), bottom + 18, inThousands(tick), 'across')),
    text((left + right) / 2, bottom + 38, across, 'across'),
    ...drawLines(lines, acrossAxis, upAxis),
    ...drawNames(lines, right, upAxis, inWords),
  ];
}

function drawLines(lines: Line[], across: Axis, up: Axis): string[] {
  return lines.flatMap(({ points }, at) => {
    const places = points.map(([x, y]) => [round(across.place(x)), round(up.place(y))]);
    return [
      `<polyline class="line" stroke="${colourOf(at)}" points="${places.join(' ')}"/>`,
      ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colourOf(at)}"/>`),
    ];
  });
}

function drawNames(lines: Line[], right: number, up: Axis, inWords: Panel['inWords']): string[] {
  const last = lines.map(({ points }) => points.at(-1)?.[1] ?? 0);
  const ends = last.map(up.place);
  const heights = spread(ends);
  return lines.flatMap(({ name }, at) => {
    const [end = 0, height = 0] = [ends[at], heights[at]];
    return [
      `<line class="lead" stroke="${colourOf(at)}" x1="${right + 5}" y1="${round(end)}" x2="${right + 12}" y2="${round(height)}"/>`,
      `<text x="${right + beforeName}" y="${round(height + 2)}" style="fill: ${colourOf(at)}">${escaped(name)}</text>`,
      text(right + beforeName, height + 16, inWords(last[at] ?? 0), 'last'),
    ];
  });
}

/** Each as near to its line's end as the others leave room. */
function spread(ends: number[]): number[] {
  const names = ends.map((height, at) => ({ height, at }));
  const fromTop = names.toSorted((one, other) => one.height - other.height);
  let before = Number.NEGATIVE_INFINITY;
  for (const name of fromTop) before = name.height = Math.max(name.height, before + nameHeight);
  // What stands below a name is still above what the axis says.
  let after = bottom - 12 + nameHeight;
  for (const name of fromTop.toReversed()) after = name.height = Math.min(name.height, after - nameHeight);
  return names.map(({ height }) => height);
}

function colourOf(line: number): string {
  return colours[line % colours.length] ?? '';
}

function text(x: number, y: number, words: string, kind?: string): string {
  return `<text${kind ? ` class="${kind}"` : ''} x="${round(x)}" y="${round(y)}">${escaped(words)}</text>`;
}

export function inThousands(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
