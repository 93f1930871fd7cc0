// Accuracy against a cost, with those that no other beats in both.

import { axisX, axisY, gridX, gridY, line, link, plot } from '@observablehq/plot';
import { chart, type Drawing, type Mark } from './chart';
import { hue, shapePath } from './colours';
import { h, svg } from './dom';
import { count, cut, percent, points, size, unitOf } from './format';
import { report, type Variant } from './data';
import { tipOf } from './tooltip';
import { anySelected, isSelected, placeOf, shown, variants } from './view';

type Cost = 'parameters' | 'macs';

const names: Record<Cost, string> = { parameters: 'Parameters', macs: 'MACs' };
const wideSpan = 10;
const letterWidth = 6.3;

export function scatter(cost: Cost): HTMLElement {
  const title = `Accuracy against ${cost === 'macs' ? 'multiply-accumulates' : 'parameters'}`;
  const known = variants.filter(v => v.accuracy !== null && v[cost] !== null);
  const drawn = chart(title, known.length === 0 ? 'No variant has finished yet.' : 'No finished variant is among those shown.', width => draw(cost, known, width));
  return h('figure', {}, h('figcaption', {}, title), drawn.element);
}

function draw(cost: Cost, known: Variant[], width: number): Drawing | null {
  const here = new Set(shown());
  const data = known.filter(v => here.has(v));
  if (data.length === 0)
    return null;
  // The frame is that of all variants: it stays while they are filtered.
  const [unit, unitName] = unitOf(known.map(v => v[cost]!));
  const xs = known.map(v => v[cost]! / unit);
  const isLog = Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) > wideSpan;
  const ys = known.flatMap(v => [v.accuracy!.mean - (v.accuracy!.deviation ?? 0), v.accuracy!.mean + (v.accuracy!.deviation ?? 0)]).map(y => 100 * y);
  const at = (v: Variant): number => v[cost]! / unit;
  const front = known.filter(v => v.onFront[cost]).sort((a, b) => at(a) - at(b));
  const spreads = data.filter(v => v.accuracy!.deviation);
  const svgNode = plot({
    width, height: Math.max(280, Math.min(420, width * 0.66)), marginLeft: 60, marginBottom: 44, marginRight: 18, marginTop: 22,
    x: { type: isLog ? 'log' : 'linear', domain: widened(Math.min(...xs), Math.max(...xs), isLog) },
    y: { domain: widened(Math.min(...ys), Math.max(...ys), false) },
    marks: [
      gridX(), gridY(),
      axisX({ label: `${names[cost]}${unitName === '' ? '' : ` (${unitName})`}${cost === 'macs' && report.macsAt ? ` at ${size(report.macsAt)}` : ''}`, labelAnchor: 'center', labelArrow: 'none', ticks: Math.max(3, Math.floor(width / 90)) }),
      axisY({ label: 'Test accuracy (%)', labelAnchor: 'center', labelArrow: 'none' }),
      line(front, { x: at, y: v => 100 * v.accuracy!.mean, curve: 'step-after', stroke: 'var(--front)', strokeWidth: 1.5, strokeDasharray: '5 3' }),
      link(spreads, { x: at, y1: v => 100 * (v.accuracy!.mean - v.accuracy!.deviation!), y2: v => 100 * (v.accuracy!.mean + v.accuracy!.deviation!), stroke: 'var(--quiet)', strokeOpacity: 0.6 }),
    ],
  }) as unknown as SVGSVGElement & { scale(name: string): { apply(value: number): number } };
  const [toX, toY] = [svgNode.scale('x'), svgNode.scale('y')];
  const marks: Mark[] = data.map(v => ({ x: toX.apply(at(v)), y: toY.apply(100 * v.accuracy!.mean), variant: v, tip: () => tip(v) }));
  for (const mark of [...marks].sort((a, b) => Number(a.variant.onFront[cost]) - Number(b.variant.onFront[cost])))
    svgNode.append(symbol(mark, cost));
  label(svgNode, marks.filter(m => m.variant.onFront[cost]), marks, width);
  return { svg: svgNode, marks: marks.sort((a, b) => a.x - b.x || a.y - b.y) };
}

function symbol(mark: Mark, cost: Cost): SVGElement {
  const isFaded = anySelected() && !isSelected(mark.variant);
  return svg('path', {
    d: shapePath(mark.variant), transform: `translate(${mark.x},${mark.y})`, fill: hue(mark.variant), 'data-variant': placeOf(mark.variant),
    class: `mark${mark.variant.onFront[cost] ? ' front' : ''}${isFaded ? ' faded' : ''}`,
  });
}

function widened(low: number, high: number, isLog: boolean): [number, number] {
  if (isLog)
    return [low / 1.25, high * 1.25];
  const room = high > low ? 0.07 * (high - low) : Math.max(0.05 * Math.abs(high), 1e-3);
  return [low - room, high + room];
}

// Names of those on the front, where there is room beside them, and no other mark so near that the name could be its.
function label(drawn: SVGElement, front: Mark[], all: Mark[], width: number): void {
  const taken: number[][] = [];
  for (const mark of [...front].sort((a, b) => a.y - b.y)) {
    const text = cut(mark.variant.label, 26);
    const long = [...text].length * letterWidth;
    const others = all.filter(m => m !== mark).map(m => [m.x - 10, m.y - 16, m.x + 10, m.y + 16]);
    for (const [anchor, dx, dy] of [['end', -9, -7], ['start', 9, 15], ['start', 9, -7], ['middle', 0, -12], ['end', -9, 15], ['middle', 0, 22]] as const) {
      const left = mark.x + dx - (anchor === 'end' ? long : anchor === 'middle' ? long / 2 : 0);
      const box = [left, mark.y + dy - 10, left + long, mark.y + dy + 3];
      if (box[0] < 62 || box[2] > width - 4 || box[1] < 4 || [...others, ...taken].some(t => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3]))
        continue;
      taken.push(box);
      const name = svg('text', { x: mark.x + dx, y: mark.y + dy, 'text-anchor': anchor, class: 'name', 'data-variant': placeOf(mark.variant) });
      name.textContent = text;
      drawn.append(name);
      break;
    }
  }
}

function tip(v: Variant) {
  const { mean, deviation, count: runs } = v.accuracy!;
  const fronts = [v.onFront.parameters ? 'parameters' : '', v.onFront.macs ? 'MACs' : ''].filter(f => f).join(' and ');
  return tipOf(v.label, [
    ['accuracy', `${percent(mean)}%${deviation === null ? '' : ` ± ${percent(deviation)}`}${runs > 1 ? ` (${runs} seeds)` : ''}`],
    ...(v.overBase && !v.isBase ? [['over the base', `${points(v.overBase.mean)} points`] as [string, string]] : []),
    ['parameters', count(v.parameters)],
    ['MACs', count(v.macs)],
    ...report.axes.map((axis, i) => [axis.name, axis.options[v.choices[i]].label] as [string, string]),
    ...(fronts ? [['on the front of', fronts] as [string, string]] : []),
  ]);
}
