// All variants in a table, in the order that its heads set.

import { swatch } from './colours';
import { fill, h, type Child } from './dom';
import { change, count, duration, none, percent, points, whole } from './format';
import { report, type Variant } from './data';
import { stateCell, stateOrder } from './states';
import { anySelected, colouredBy, highlight, highlighted, hueOf, isSelected, on, optionLabel, placeOf, select, selectNone, shown, variants } from './view';

interface Column { key: string; title: string; isNumber?: boolean; about?: string; of: (v: Variant) => number | string | null; cell: (v: Variant) => Child[] }

const best = (of: (v: Variant) => number | null, pick: (...all: number[]) => number): number => pick(...variants.map(of).filter((x): x is number => x !== null));
const highest = best(v => v.accuracy?.mean ?? null, Math.max);
const front = (isOn: boolean, of: string): Child => isOn ? h('span', { class: 'diamond', role: 'img', 'aria-label': `on the Pareto front of accuracy and ${of}` }, '◆') : null;
const mostRows = 24;
const shortest = 14;
const isSeeded = report.seeds.length > 1;

const columns: Column[] = [
  { key: 'label', title: 'Variant', of: placeOf, cell: v => [h('a', { href: `#variant-${placeOf(v)}`, class: 'label' }, v.label), v.isBase ? h('span', { class: 'badge' }, 'base') : null,
    v.label === v.name ? null : h('small', {}, v.name)] },
  ...report.axes.map((axis, i): Column => ({ key: `axis-${i}`, title: axis.name, about: axis.kind === 'setting' ? 'a setting of the training' : undefined, of: v => v.choices[i], cell: v => [h('span', { class: optionLabel(i, v.choices[i]).length <= shortest ? 'whole' : null }, optionLabel(i, v.choices[i]))] })),
  { key: 'parameters', title: 'Parameters', isNumber: true, of: v => v.parameters, cell: v => [front(v.onFront.parameters, 'parameters'), h('span', { title: whole(v.parameters) }, count(v.parameters)), h('small', {}, deltaOf(v, 'parameters'))] },
  { key: 'macs', title: 'MACs', isNumber: true, of: v => v.macs, cell: v => [front(v.onFront.macs, 'MACs'), h('span', { title: v.macs === null ? null : whole(v.macs) }, count(v.macs)), h('small', {}, deltaOf(v, 'macs'))] },
  { key: 'accuracy', title: 'Accuracy (%)', isNumber: true, about: isSeeded ? 'mean ± sample standard deviation over the seeds' : 'on the test images', of: v => v.accuracy?.mean ?? null, cell: accuracyCell },
  { key: 'over', title: 'Over base', isNumber: true, about: 'percentage points, seed by seed', of: v => v.overBase?.mean ?? null, cell: v => [v.isBase || !v.overBase ? none : points(v.overBase.mean)] },
  { key: 'time', title: 'Time', isNumber: true, about: 'of a finished run, on average', of: v => v.seconds, cell: v => [duration(v.seconds)] },
  { key: 'state', title: 'State', of: v => stateOrder(v.state), cell: stateCell },
];

let order: { column: Column; isDown: boolean } | null = null;

export function table(): HTMLElement {
  const body = h('tbody');
  const note = h('p', { class: 'quiet', id: 'shown', role: 'status' });
  const clear = h('button', { type: 'button', class: 'plain', click: () => selectNone() }, 'Select none');
  const heads = columns.map(column => {
    const button = h('button', { type: 'button', click: () => sortBy(column) }, column.title, h('span', { class: 'arrow', 'aria-hidden': 'true' }));
    return { column, cell: h('th', { scope: 'col', class: column.isNumber ? 'number' : null, title: column.about, 'data-column': column.key }, button) };
  });
  const rows = new Map(variants.map(v => [v, row(v)]));

  const sortBy = (column: Column): void => {
    // What is best first; then the other way; then the study's own order.
    const first = column.key === 'accuracy' || column.key === 'over';
    order = order?.column !== column ? { column, isDown: first } : order.isDown === first ? { column, isDown: !first } : null;
    show();
  };
  const show = (): void => {
    for (const { column, cell } of heads) {
      if (order?.column === column)
        cell.setAttribute('aria-sort', order.isDown ? 'descending' : 'ascending');
      else
        cell.removeAttribute('aria-sort');
    }
    const list = sorted(shown());
    for (const v of list) {
      const { element, box, mark } = rows.get(v)!;
      box.checked = isSelected(v);
      element.classList.toggle('selected', isSelected(v));
      fill(mark, colouredBy() === 'none' ? null : swatch(hueOf(v)));
    }
    fill(body, ...list.map(v => rows.get(v)!.element));
    note.textContent = list.length === variants.length ? `${list.length} variants` : `${list.length} of ${variants.length} variants`;
    clear.hidden = !anySelected();
  };
  on(['filter', 'colour'], show);
  on(['highlight'], () => rows.forEach(({ element }, v) => element.classList.toggle('lit', highlighted() === v)));
  show();
  return h('div', {},
    h('div', { class: 'bar' }, note, clear),
    h('div', { class: variants.length > mostRows ? 'scroll long' : 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of variants' },
      h('table', { class: 'variants' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'Select')), ...heads.map(head => head.cell))), body)),
    h('p', { class: 'quiet' }, '◆ on the Pareto front: no other variant is at least as accurate at no more cost. ',
      isSeeded ? '± is the sample standard deviation over the seeds. ' : '', 'Below parameters and MACs is the difference to the base. Ticked variants are followed in the curves.'));
}

function row(v: Variant) {
  const box = h('input', { type: 'checkbox', 'aria-label': `Select ${v.label}`, change: () => select(v, box.checked) });
  const mark = h('span');
  const element = h('tr', { 'data-place': placeOf(v), pointerenter: () => highlight(v), pointerleave: () => highlight(null), focusin: () => highlight(v), focusout: () => highlight(null) },
    h('td', { class: 'pick' }, h('label', {}, box, mark)),
    ...columns.map((column, i) => h(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: column.isNumber ? 'number' : column.key === 'state' ? `state ${v.state}` : null }, ...column.cell(v))));
  return { element, box, mark };
}

// What has no value stands last, whichever way it is sorted.
function sorted(list: Variant[]): Variant[] {
  if (!order)
    return list;
  const { column, isDown } = order;
  return list.map(v => ({ v, key: column.of(v) })).sort((a, b) => {
    if (a.key === null || b.key === null)
      return a.key === b.key ? placeOf(a.v) - placeOf(b.v) : a.key === null ? 1 : -1;
    const way = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return (isDown ? -way : way) || placeOf(a.v) - placeOf(b.v);
  }).map(({ v }) => v);
}

function accuracyCell(v: Variant): Child[] {
  if (v.accuracy === null)
    return [none];
  const { mean, deviation, count: runs } = v.accuracy;
  const text = percent(mean);
  return [mean === highest ? h('b', { title: 'the highest' }, text) : text, deviation === null ? null : h('span', { class: 'quiet' }, ` ± ${percent(deviation)}`),
    isSeeded ? h('small', {}, runs === 1 ? '1 seed' : `${runs} seeds`) : null];
}

function deltaOf(v: Variant, cost: 'parameters' | 'macs'): string {
  const base = variants.find(b => b.isBase);
  return !base || v.isBase || v[cost] === null || base[cost] === null ? '' : change(v[cost]! - base[cost]!);
}
