// What is shown: words, options of the axes, states; and what the colours tell apart.

import { legend } from './colours';
import { h } from './dom';
import { report } from './data';
import { stateNames, stateOrder } from './states';
import { clearFilters, colourBy, colouredBy, colourings, isFiltered, on, optionLabel, search, takeOption, takeState, variants } from './view';

export function filters(): HTMLElement {
  const words = h('input', { type: 'search', placeholder: 'Search variants', 'aria-label': 'Search variants', input: () => search(words.value) });
  const boxes: HTMLInputElement[] = [];
  const chip = (text: string, change: (isOn: boolean) => void): HTMLElement => {
    const box = h('input', { type: 'checkbox', change: () => change(box.checked) });
    boxes.push(box);
    return h('label', { class: 'chip' }, box, h('span', {}, text));
  };
  const groups = report.axes.map((axis, a) => ({ axis, a })).filter(({ axis }) => axis.options.length > 1).map(({ axis, a }) =>
    h('fieldset', {}, h('legend', {}, axis.name), ...axis.options.map((_, o) => chip(optionLabel(a, o), isOn => takeOption(a, o, isOn)))));
  const states = [...new Set(variants.map(v => v.state))].sort((a, b) => stateOrder(a) - stateOrder(b));
  if (states.length > 1)
    groups.push(h('fieldset', {}, h('legend', {}, 'state'), ...states.map(state => chip(stateNames[state], isOn => takeState(state, isOn)))));
  const reset = h('button', { type: 'button', class: 'plain', click: () => {
    words.value = '';
    boxes.forEach(box => { box.checked = false; });
    clearFilters();
  } }, 'Show all');
  const by = h('select', { 'aria-label': 'Colour by', change: () => colourBy(colourings()[by.selectedIndex]) },
    ...colourings().map(c => h('option', { selected: c === colouredBy() }, c === 'variant' ? 'variant' : c === 'none' ? 'nothing' : report.axes[c].name)));
  const show = (): void => { reset.hidden = !isFiltered(); };
  on(['filter'], show);
  show();
  return h('form', { class: 'filters', role: 'search', 'aria-label': 'What is shown', submit: (event: Event) => event.preventDefault() },
    h('div', { class: 'bar' }, words, ...groups, reset), h('div', { class: 'bar' }, h('label', { class: 'by' }, 'Colour by ', by), legend()));
}
