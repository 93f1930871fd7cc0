// What each option does beside its axis's first: the mean of paired differences, its spread over seeds, and every pair.

import { axisX, axisY, gridX, link, plot, ruleX } from '@observablehq/plot';
import { chart, type Drawing, type Mark } from './chart';
import { h, svg } from './dom';
import { cut, none, percent, points, range, signed, tickDigits } from './format';
import { report, type Effect, type Spread } from './data';
import { tipOf } from './tooltip';
import { optionLabel, placeOf, variants } from './view';

const rowHeight = 30;
const letterWidth = 6.6;
const boldWidth = 8;

const measured = report.effects.filter((e): e is Effect & { difference: Spread } => e.difference !== null);
const nameOf = (e: Effect): string => `${optionLabel(e.axis, e.option)} against ${optionLabel(e.axis, e.reference)}`;

export function effects(): HTMLElement {
  const drawn = chart('Effect of each axis on accuracy', 'No two finished variants differ in one axis alone.', draw);
  const seeds = report.seeds.length;
  return h('div', {},
    h('figure', {}, drawn.element),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Effects, as numbers' }, table()),
    h('p', { class: 'quiet' },
      'How it is computed: two runs make a pair where they take the same option on every axis but one, and have the same seed. An option’s effect is the mean over its pairs of ' +
      'the accuracy with it less the accuracy with the axis’s first option, in percentage points. ' +
      (seeds > 1 ? 'Spread: each seed’s pairs are averaged, and ± is the sample standard deviation of those averages over the seeds; where only one seed has pairs, there is none. ' :
        'The study has no seeds, so that an effect has no spread over them. ') +
      'In the chart, the dot is the effect, the bar its spread to each side, and each small mark a pair. What failed or isn’t finished takes no part.'));
}

function table(): HTMLElement {
  const head = ['axis', 'option', 'against', 'accuracy (points)', 'pairs', 'seeds', 'parameters', 'MACs'];
  return h('table', { class: 'numbers' },
    h('thead', {}, h('tr', {}, ...head.map((name, i) => h('th', { scope: 'col', class: i > 2 ? 'number' : null }, name)))),
    h('tbody', {}, ...report.effects.map((e, i) => h('tr', { class: i > 0 && report.effects[i - 1].axis !== e.axis ? 'apart' : null },
      h('th', { scope: 'row' }, i > 0 && report.effects[i - 1].axis === e.axis ? '' : report.axes[e.axis].name),
      h('td', {}, optionLabel(e.axis, e.option)),
      h('td', {}, optionLabel(e.axis, e.reference)),
      ...(e.difference ? [h('td', { class: 'number' }, h('b', {}, points(e.difference.mean)), e.difference.deviation === null ? '' : ` ± ${percent(e.difference.deviation)}`),
        h('td', { class: 'number' }, String(e.pairs.length)),
        h('td', { class: 'number' }, e.isOverSeeds ? String(e.difference.count) : none)]
        : [h('td', { colspan: 3, class: 'quiet' }, e.reason ?? none)]),
      h('td', { class: 'number' }, range(e.parameters)),
      h('td', { class: 'number' }, range(e.macs))))));
}

function draw(width: number): Drawing | null {
  if (measured.length === 0)
    return null;
  // A row for each effect, below its axis's name.
  const rows: { key: string; text: string; effect: (typeof measured)[number] | null }[] = [];
  measured.forEach((effect, i) => {
    if (i === 0 || measured[i - 1].axis !== effect.axis)
      rows.push({ key: `a${effect.axis}`, text: report.axes[effect.axis].name, effect: null });
    rows.push({ key: `e${i}`, text: nameOf(effect), effect });
  });
  const most = width < 560 ? 20 : 44;
  const left = Math.min(Math.max(...rows.map(r => [...cut(r.text, most)].length)) * letterWidth + 20, width * 0.45);
  const reached = measured.flatMap(e => [...e.pairs.map(p => p.difference), e.difference.mean - (e.difference.deviation ?? 0), e.difference.mean + (e.difference.deviation ?? 0), 0]).map(v => 100 * v);
  const room = 0.05 * (Math.max(...reached) - Math.min(...reached)) || 0.1;
  const texts = new Map(rows.map(r => [r.key, cut(r.text, Math.floor((left - 18) / (r.effect ? letterWidth : boldWidth)))]));
  const keyOf = new Map(rows.filter(r => r.effect).map(r => [r.effect!, r.key]));
  const spreads = measured.filter(e => e.difference.deviation !== null);
  const domain = [Math.min(...reached) - room, Math.max(...reached) + room];
  const ticks = Math.max(3, Math.floor((width - left) / 90));
  const digits = tickDigits(domain[1] - domain[0], ticks);
  const svgNode = plot({
    width, height: rows.length * rowHeight + 56, marginLeft: left, marginRight: 18, marginTop: 6, marginBottom: 48,
    x: { domain },
    y: { domain: rows.map(r => r.key), type: 'point', padding: 0.6 },
    marks: [
      gridX(),
      ruleX([0], { stroke: 'var(--ink)', strokeOpacity: 0.7 }),
      axisX({ label: width < 560 ? 'Accuracy (percentage points)' : 'Effect on test accuracy (percentage points)', labelAnchor: 'center', labelArrow: 'none', ticks, tickFormat: (t: number) => t === 0 ? '0' : signed(t, size => size.toFixed(digits)) }),
      axisY({ label: null, tickSize: 0, tickFormat: (key: string) => texts.get(key)! }),
      link(spreads, { x1: e => 100 * (e.difference.mean - e.difference.deviation!), x2: e => 100 * (e.difference.mean + e.difference.deviation!), y: e => keyOf.get(e)!, stroke: 'var(--accent)', strokeWidth: 3, strokeLinecap: 'round', strokeOpacity: 0.55 }),
    ],
  }) as unknown as SVGSVGElement & { scale(name: string): { apply(value: number | string): number } };
  const [toX, toY] = [svgNode.scale('x'), svgNode.scale('y')];
  for (const text of svgNode.querySelectorAll<SVGTextElement & { __data__: number }>('[aria-label="y-axis tick label"] text')) {
    if (rows[text.__data__]?.effect === null)
      text.classList.add('heading');
  }
  const marks: Mark[] = [];
  for (const effect of measured) {
    const [x, y] = [toX.apply(100 * effect.difference.mean), toY.apply(keyOf.get(effect)!)];
    for (const pair of effect.pairs)
      svgNode.append(svg('path', { d: `M${toX.apply(100 * pair.difference)},${y - 6}v12`, class: 'pair', 'data-variant': placeOf(variants[pair.to]) }));
    svgNode.append(svg('circle', { cx: x, cy: y, r: 5, class: 'effect' }));
    marks.push({ x, y, variant: variants[effect.pairs[0].to], tip: () => tip(effect) });
  }
  return { svg: svgNode, marks };
}

function tip(effect: (typeof measured)[number]) {
  const { difference: { mean, deviation }, pairs } = effect;
  const all = pairs.map(p => p.difference);
  return tipOf(`${report.axes[effect.axis].name}: ${nameOf(effect)}`, [
    ['effect', `${points(mean)}${deviation === null ? '' : ` ± ${percent(deviation)}`} points`],
    ['pairs', pairs.length === 1 ? '1' : `${pairs.length}, from ${points(Math.min(...all))} to ${points(Math.max(...all))}`],
    ['parameters', range(effect.parameters)],
    ['MACs', range(effect.macs)],
  ]);
}
