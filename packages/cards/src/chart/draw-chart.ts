import { type Html, html } from '../html/html.ts';
import type { Channel, Chart, Datum } from './chart.ts';
import { drawMarks } from './draw-marks.ts';
import { type Point, pointsOf } from './points.ts';
import { nameScale, numberScale, type Scale } from './scale.ts';
import { FRAME, round, type Scene } from './scene.ts';

/** A chart as a picture without script. Pure. */
export function drawChart({ title, layers }: Chart): Html {
  const drawn = layers.map((layer) => ({ layer, points: pointsOf(layer) }));
  const xChannel = layers.find((layer) => layer.x)?.x;
  const yChannel = layers.find((layer) => layer.y)?.y;
  const areBars = layers.some(({ mark }) => mark === 'bar' || mark === 'area');
  const all = drawn.flatMap(({ points }) => points);
  const colors: readonly Datum[] = [...new Set(all.map(({ color }) => color))].filter((color) => color !== undefined);
  const isStacked = areBars && colors.length > 0 && xChannel !== undefined && yChannel?.type === 'quantitative';
  const ys = isStacked ? sumsOf(all) : all.map(({ y }) => y);
  const x = scaleOf(
    xChannel,
    [...all.map((point) => point.x), ...all.map(({ xEnd }) => xEnd)],
    [FRAME.left, FRAME.width - FRAME.right],
    areBars && yChannel?.type === 'nominal',
  );
  const y = scaleOf(yChannel, ys, [FRAME.height - FRAME.bottom, FRAME.top], areBars || (yChannel?.isFromZero ?? false));
  const colorChannel = layers.find((layer) => layer.color?.field)?.color;
  const look = (color: Datum) => `s${Math.max(0, colors.indexOf(color)) % 8}`;
  const marks = drawn.map(({ layer, points }) => drawMarks(layer.mark, points, { x, y, look }));
  const label = title || `Chart of ${[yChannel?.title, xChannel?.title].filter(Boolean).join(' by ') || 'values'}`;
  return html`<svg viewBox="0 0 ${FRAME.width} ${FRAME.height}" role="img" aria-label="${label}">${axes(x, y, xChannel, yChannel)}${marks}${colorChannel && legend(colorChannel, colors, look)}</svg>`;
}

function sumsOf(points: readonly Point[]): readonly Datum[] {
  const sums = new Map<string, number>();
  for (const { x, y } of points) if (typeof y === 'number') sums.set(String(x), (sums.get(String(x)) ?? 0) + y);
  return [0, ...sums.values(), ...points.map(({ y }) => y)];
}

function scaleOf(channel: Channel | undefined, values: readonly Datum[], range: readonly [number, number], isFromZero: boolean): Scale {
  if (channel === undefined || channel.type === 'nominal')
    return nameScale(channel === undefined ? [''] : values.filter((value) => value !== undefined), range);
  const numbers = values.filter((value) => typeof value === 'number');
  const isTime = channel.type === 'temporal';
  return numberScale(isFromZero && !isTime ? [0, ...numbers] : numbers, range, isTime);
}

function axes(x: Scale, y: Scale, xChannel: Channel | undefined, yChannel: Channel | undefined): Html {
  const { width, height, left, right, top, bottom } = FRAME;
  const floor = height - bottom;
  const across = y.ticks.map(
    ({ at, label }) =>
      html`<path class="grid" d="M${left} ${round(at)}H${width - right}"/><text class="tick end" x="${left - 8}" y="${round(at + 4)}">${short(label)}</text>`,
  );
  const along = x.ticks.map(({ at, label }) => html`<text class="tick" x="${round(at)}" y="${floor + 17}">${short(label, 12)}</text>`);
  const titles = html`<text class="tick" x="${(left + width - right) / 2}" y="${height - 8}">${xChannel?.title ?? ''}</text><text class="tick" transform="rotate(-90)" x="${-(top + floor) / 2}" y="13">${yChannel?.title ?? ''}</text>`;
  return html`${across}${along}<path class="axis" d="M${left} ${floor}H${width - right}"/>${titles}`;
}

function legend(channel: Channel, colors: readonly Datum[], look: Scene['look']): Html {
  const x = FRAME.width - FRAME.right + 16;
  const rows = colors.slice(0, 12).map((color, index) => {
    const y = FRAME.top + 24 + index * 18;
    return html`<rect class="${look(color)}" x="${x}" y="${y - 9}" width="10" height="10"/><text class="tick start" x="${x + 16}" y="${y}">${short(String(color))}</text>`;
  });
  return html`<text class="tick start" x="${x}" y="${FRAME.top + 4}">${short(channel.title, 18)}</text>${rows}`;
}

function short(text: string, most = 15): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
