// Each variant on its own: its runs, and what it has that the base hasn't.

import { h, type Child } from './dom';
import { bytes, change, count, duration, none, percent } from './format';
import { report, type Diff, type Run, type Variant } from './data';
import { progress, stateWord } from './states';
import { isShown, on, placeOf, variants } from './view';

const mostOpen = 24;
const signs = { added: '+', removed: '−', changed: '~' } as const;

export function details(): HTMLElement {
  const all = variants.map(v => ({ v, element: one(v) }));
  on(['filter'], () => all.forEach(({ v, element }) => { element.hidden = !isShown(v); }));
  const open = (hash: string): void => {
    const target = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    if (target instanceof HTMLDetailsElement)
      target.open = true;
  };
  addEventListener('hashchange', () => open(location.hash));
  setTimeout(() => open(location.hash));
  const every = (isOpen: boolean): void => all.forEach(({ element }) => { element.open = isOpen; });
  return h('div', {},
    h('div', { class: 'bar' },
      h('button', { type: 'button', class: 'plain', click: () => every(true) }, 'Open all'), h('button', { type: 'button', class: 'plain', click: () => every(false) }, 'Close all')),
    h('div', { class: all.length > mostOpen ? 'long' : null }, ...all.map(({ element }) => element)));
}

function one(v: Variant): HTMLDetailsElement {
  return h('details', { id: `variant-${placeOf(v)}` },
    h('summary', {}, h('b', {}, v.label), v.isBase ? h('span', { class: 'badge' }, 'base') : null, h('span', { class: 'quiet' }, brief(v))),
    h('p', { class: 'quiet' }, v.name, v.choices.length > 0 ? ': ' : '', v.choices.map((o, a) => `${report.axes[a].name} ${report.axes[a].options[o].label}`).join(', '),
      `. ${count(v.parameters)} parameters`, v.macs === null ? '' : `, ${count(v.macs)} MACs`, v.legalInput ? `; legal input sizes: ${v.legalInput}` : ''),
    runs(v.runs), ...errors(v.runs), ...(v.isBase ? [] : diff(v.diff)));
}

function brief(v: Variant): string {
  if (v.isBase || v.diff === null)
    return '';
  const kinds = (['added', 'removed', 'changed'] as const).map(kind => [v.diff!.parts.filter(p => p.change === kind).length, kind] as const).filter(([n]) => n > 0);
  return kinds.length === 0 ? 'the same network as the base' : kinds.map(([n, kind]) => `${n} ${kind}`).join(', ') + `; parameters ${change(v.diff.parameters)}, MACs ${change(v.diff.macs)}`;
}

function runs(all: Run[]): HTMLElement {
  const isSeeded = all.some(r => r.seed !== null);
  return h('div', { class: 'scroll' }, h('table', { class: 'numbers' },
    h('caption', {}, all.length === 1 ? 'The run' : 'Runs'),
    h('thead', {}, h('tr', {}, isSeeded ? h('th', { scope: 'col' }, 'seed') : null, ...['state', 'epochs', 'accuracy (%)', 'time', 'peak memory'].map((name, i) => h('th', { scope: 'col', class: i > 0 ? 'number' : null }, name)))),
    h('tbody', {}, ...all.map(r => h('tr', {}, isSeeded ? h('th', { scope: 'row' }, r.seed ?? none) : null,
      h('td', {}, stateWord(r.state)), h('td', { class: 'number' }, r.state === 'waiting' ? none : r.state === 'finished' ? String(r.epochs ?? none) : progress(r)),
      h('td', { class: 'number' }, percent(r.accuracy)), h('td', { class: 'number' }, duration(r.seconds)), h('td', { class: 'number' }, r.peakMemoryBytes === null ? none : bytes(r.peakMemoryBytes)))))));
}

function errors(all: Run[]): Child[] {
  return all.filter(r => r.error !== null).map(r => h('div', { class: 'error' }, h('p', {}, h('b', {}, r.seed === null ? 'Failed: ' : `Seed ${r.seed} failed: `), r.error),
    r.details && r.details !== r.error ? h('pre', { tabindex: 0 }, r.details) : null));
}

function diff(of: Diff | null): Child[] {
  if (of === null || of.parts.length === 0)
    return of === null ? [] : [h('p', { class: 'quiet' }, `The network is ${of.against}’s: only settings differ.`)];
  return [h('div', { class: 'scroll' }, h('table', { class: 'numbers diff' },
    h('caption', {}, `What differs from ${of.against}`),
    h('thead', {}, h('tr', {}, ...['', 'part', 'what', 'parameters', 'MACs'].map((name, i) => h('th', { scope: 'col', class: i > 2 ? 'number' : null }, i === 0 ? h('span', { class: 'unseen' }, 'change') : name)))),
    h('tbody', {}, ...of.parts.map(p => h('tr', { class: p.change }, h('td', { class: 'sign' }, h('span', { role: 'img', 'aria-label': p.change }, signs[p.change])), h('th', { scope: 'row' }, h('code', {}, p.path)),
      h('td', {}, h('code', {}, p.from && p.to && p.from !== p.to ? `${p.from} → ${p.to}` : p.to ?? p.from ?? '')),
      h('td', { class: 'number' }, change(p.parameters)), h('td', { class: 'number' }, change(p.macs))))),
    h('tfoot', {}, h('tr', {}, h('td'), h('th', { scope: 'row' }, 'all'), h('td'), h('td', { class: 'number' }, change(of.parameters)), h('td', { class: 'number' }, change(of.macs))))))];
}
