// Training curves: a line for each run, of one measure at a time.

import { axisX, axisY, dot, gridY, line, plot } from '@observablehq/plot';
import { chart, tagging, type Drawing, type Mark } from './chart';
import { hue, legend } from './colours';
import { h, svg } from './dom';
import { cut, percent } from './format';
import { report, type Metric, type Run, type Variant } from './data';
import { tipOf } from './tooltip';
import { followed, on, placeOf } from './view';

interface Step { epoch: number; value: number; run: Run; variant: Variant }

const metrics: Record<Metric, { name: string; title: string; isShare: boolean }> = {
  testAccuracy: { name: 'Test accuracy', title: 'Test accuracy (%)', isShare: true },
  trainAccuracy: { name: 'Training accuracy', title: 'Training accuracy (%)', isShare: true },
  loss: { name: 'Training loss', title: 'Training loss', isShare: false },
  learningRate: { name: 'Learning rate', title: 'Learning rate', isShare: false },
};
const roomForNames = 620;
const mostNames = 10;
const fewLines = 12;
const nameHeight = 13;
let isLate = false;
let metric: Metric = (Object.keys(metrics) as Metric[]).find(m => report.variants.some(v => v.runs.some(r => r.curve[m].some(y => y !== null)))) ?? 'testAccuracy';

export function curves(): HTMLElement {
  const drawn = chart('Training curves', 'None of the variants shown has finished an epoch.', draw);
  const choice = h('div', { class: 'choice', role: 'radiogroup', 'aria-label': 'Measure' }, ...(Object.keys(metrics) as Metric[]).map(m =>
    h('label', {}, h('input', { type: 'radio', name: 'metric', value: m, checked: m === metric, change: () => { metric = m; drawn.redraw(); } }), metrics[m].name)));
  const late = h('label', { class: 'late' }, h('input', { type: 'checkbox', change: (event: Event) => { isLate = (event.target as HTMLInputElement).checked; drawn.redraw(); } }), ' only the second half of the epochs');
  const note = h('p', { class: 'quiet', role: 'status' });
  const tell = (): void => {
    const [lines, runs] = [followed().length, followed().reduce((n, v) => n + v.runs.filter(r => r.curve.epoch.length > 0).length, 0)];
    note.textContent = `${runs} ${runs === 1 ? 'run' : 'runs'} of ${lines} ${lines === 1 ? 'variant' : 'variants'}: those that are selected, else all that are shown. ● finished, ○ not finished, × failed.`;
  };
  on(['filter'], tell);
  tell();
  return h('figure', {}, h('div', { class: 'bar' }, choice, late, legend()), drawn.element, note);
}

function draw(width: number): Drawing | null {
  const of = metrics[metric];
  const all = followed().flatMap(variant => variant.runs.map(run => stepsOf(variant, run)));
  const last = Math.max(...all.flat().map(s => s.run.epochs ?? s.epoch));
  const first = isLate ? Math.ceil(last / 2) : 1;
  const lines = all.map(steps => steps.filter(s => s.epoch >= first)).filter(steps => steps.length > 0);
  const steps = lines.flat();
  if (steps.length === 0)
    return null;
  const shownVariants = new Set(steps.map(s => s.variant));
  const isNamed = width >= roomForNames && shownVariants.size <= mostNames;
  const ends = lines.map(line => line[line.length - 1]);
  const opacity = lines.length <= fewLines ? 0.9 : Math.max(0.3, 0.9 - lines.length / 120);
  const svgNode = plot({
    width, height: Math.max(300, Math.min(440, width * 0.45)), marginLeft: 60, marginBottom: 44, marginRight: isNamed ? 170 : 18,
    x: { domain: [first, Math.max(last, first + 1)] }, y: { nice: true },
    marks: [
      gridY(),
      axisX({ label: 'Epoch', labelAnchor: 'center', labelArrow: 'none', ticks: Math.min(last, Math.floor(width / 60)), tickFormat: (t: number) => Number.isInteger(t) ? String(t) : '' }),
      axisY({ label: of.title, labelAnchor: 'center', labelArrow: 'none' }),
      line(steps, { x: 'epoch', y: 'value', z: (s: Step) => s.run.member, strokeWidth: 1.75, strokeOpacity: opacity, render: tagging(i => steps[i].variant, (element, i) => { element.style.stroke = hue(steps[i].variant); }) }),
      dot(ends, { x: 'epoch', y: 'value', r: 3.5, symbol: (s: Step) => s.run.state, render: tagging(i => ends[i].variant, (element, i) => {
        element.style.stroke = hue(ends[i].variant);
        element.style.fill = ends[i].run.state === 'finished' ? hue(ends[i].variant) : 'var(--page)';
      }) }),
    ],
    symbol: { domain: ['finished', 'unfinished', 'failed'], range: ['circle', 'circle', 'times'] },
  }) as unknown as SVGSVGElement & { scale(name: string): { apply(value: number): number } };
  const [toX, toY] = [svgNode.scale('x'), svgNode.scale('y')];
  if (isNamed)
    names(svgNode, [...shownVariants].map(variant => {
      const own = ends.filter(e => e.variant === variant);
      return { variant, y: toY.apply(own.reduce((sum, e) => sum + e.value, 0) / own.length), x: toX.apply(Math.max(...own.map(e => e.epoch))) };
    }), width - 164);
  const marks: Mark[] = steps.map(s => ({ x: toX.apply(s.epoch), y: toY.apply(s.value), variant: s.variant, tip: () => tip(s) }));
  return { svg: svgNode, marks };
}

function stepsOf(variant: Variant, run: Run): Step[] {
  const scale = metrics[metric].isShare ? 100 : 1;
  return run.curve.epoch.map((epoch, i) => ({ epoch, value: run.curve[metric][i], run, variant }))
    .filter((s): s is Step => s.value !== null).map(s => ({ ...s, value: scale * s.value }));
}

// Names at the lines' ends, moved apart where they would cover one another.
function names(drawn: SVGElement, at: { variant: Variant; x: number; y: number }[], left: number): void {
  let free = -Infinity;
  for (const { variant, y } of at.sort((a, b) => a.y - b.y)) {
    const here = Math.max(y, free + nameHeight);
    free = here;
    const name = svg('text', { x: left + 10, y: here + 4, 'text-anchor': 'start', class: 'name', 'data-variant': placeOf(variant) });
    name.textContent = cut(variant.label, 24);
    drawn.append(svg('path', { d: `M${left - 4},${y}L${left + 7},${here}`, class: 'leader', style: `stroke: ${hue(variant)}`, 'data-variant': placeOf(variant) }), name);
  }
}

function tip({ epoch, value, run, variant }: Step) {
  const of = metrics[metric];
  const text = of.isShare ? `${percent(value / 100)}%` : Number(value.toPrecision(4)).toString();
  return tipOf(variant.label, [
    ...(run.seed !== null ? [['seed', run.seed] as [string, string]] : []),
    ['epoch', `${epoch}${run.epochs ? ` of ${run.epochs}` : ''}`],
    [of.name.toLowerCase(), text],
    ...(run.state === 'failed' ? [['failed', cut(run.error ?? '', 60)] as [string, string]] : []),
  ]);
}
