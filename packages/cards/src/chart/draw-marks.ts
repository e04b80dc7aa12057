import { type Html, html } from '../html/html.ts';
import type { Mark } from './chart.ts';
import type { Point } from './points.ts';
import { FRAME, round, type Scene } from './scene.ts';

/** The marks of a layer. Pure. */
export function drawMarks(mark: Mark, points: readonly Point[], scene: Scene): Html {
  switch (mark) {
    case 'bar':
      return bars(points, scene);
    case 'line':
      return lines(points, scene, false);
    case 'area':
      return lines(points, scene, true);
    case 'point':
      return dots(points, scene);
    case 'rule':
      return rules(points, scene);
    case 'text':
      return texts(points, scene);
  }
}

function bars(points: readonly Point[], scene: Scene): Html {
  const reached = new Map<string, number>();
  const isSideways = scene.y.band > 0 && scene.x.band === 0;
  const [along, across] = isSideways ? [scene.y, scene.x] : [scene.x, scene.y];
  return html`${points.map((point) => {
    const [name, value] = isSideways ? [point.y, point.x] : [point.x, point.y];
    const middle = along.place(name);
    if (middle === undefined || typeof value !== 'number') return html``;
    const key = `${name} ${value < 0}`;
    const base = reached.get(key) ?? 0;
    reached.set(key, base + value);
    const [from, to] = [across.place(base) ?? 0, across.place(base + value) ?? 0];
    const end = point.xEnd === undefined ? undefined : along.place(point.xEnd);
    const width = end === undefined ? (along.band === 0 ? 6 : along.band * 0.8) : Math.max(1, end - middle - 1);
    const start = end === undefined ? middle - width / 2 : middle;
    const [low, size] = [Math.min(from, to), Math.abs(to - from)];
    const look = scene.look(point.color);
    return isSideways
      ? html`<rect class="${look}" x="${round(low)}" y="${round(start)}" width="${round(size)}" height="${round(width)}"/>`
      : html`<rect class="${look}" x="${round(start)}" y="${round(low)}" width="${round(width)}" height="${round(size)}"/>`;
  })}`;
}

function lines(points: readonly Point[], { x, y, look }: Scene, isFilled: boolean): Html {
  const series = new Map<string, Point[]>();
  for (const point of points) series.set(String(point.color), [...(series.get(String(point.color)) ?? []), point]);
  const floor = y.place(0) ?? FRAME.height - FRAME.bottom;
  return html`${[...series.values()].map((own) => {
    const places = own
      .map((point) => ({ x: x.place(point.x), y: y.place(point.y) }))
      .filter((place): place is { x: number; y: number } => place.x !== undefined && place.y !== undefined)
      .sort((a, b) => a.x - b.x);
    const path = places.map((place, index) => `${index === 0 ? 'M' : 'L'}${round(place.x)} ${round(place.y)}`).join('');
    const [first, last] = [places[0], places.at(-1)];
    if (first === undefined || last === undefined) return html``;
    if (!isFilled) return html`<path class="line ${look(own[0]?.color)}" d="${path}"/>`;
    return html`<path class="area ${look(own[0]?.color)}" d="${path}L${round(last.x)} ${round(floor)}L${round(first.x)} ${round(floor)}Z"/>`;
  })}`;
}

function dots(points: readonly Point[], { x, y, look }: Scene): Html {
  return html`${points.map((point) => {
    const [cx, cy] = [
      x.place(x.band > 0 && point.x === undefined ? '' : point.x),
      y.place(y.band > 0 && point.y === undefined ? '' : point.y),
    ];
    return cx === undefined || cy === undefined
      ? html``
      : html`<circle class="${look(point.color)}" cx="${round(cx)}" cy="${round(cy)}" r="3.5"/>`;
  })}`;
}

function rules(points: readonly Point[], { x, y, look }: Scene): Html {
  const { width, height, left, right, top, bottom } = FRAME;
  return html`${points.map((point) => {
    const [at, level] = [x.place(point.x), y.place(point.y)];
    const path =
      level === undefined ? at !== undefined && `M${round(at)} ${top}V${height - bottom}` : `M${left} ${round(level)}H${width - right}`;
    return html`${path !== false && html`<path class="line ${look(point.color)}" d="${path}"/>`}`;
  })}`;
}

function texts(points: readonly Point[], { x, y }: Scene): Html {
  return html`${points.map((point) => {
    const [at, level] = [x.place(point.x), y.place(point.y)];
    return at === undefined || level === undefined
      ? html``
      : html`<text class="tick" x="${round(at)}" y="${round(level)}">${String(point.text ?? '').slice(0, 100)}</text>`;
  })}`;
}
