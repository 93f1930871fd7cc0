// The page: `archgen ablate report` puts this program, the style sheet and a study's numbers into one file.

import { legend } from './colours';
import { curves } from './curves';
import { report } from './data';
import { details } from './details';
import { h, section, type Child } from './dom';
import { effects } from './effects';
import { filters } from './filters';
import { count, duration, percent } from './format';
import { scatter } from './scatter';
import { table } from './table';
import { addTip } from './tooltip';
import { variants } from './view';

const { members } = report;
const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

function header(): HTMLElement {
  const about = [`of ${report.of}`, report.mode.replaceAll('_', ' '), report.data ? `${report.data.name}: ${report.data.train.toLocaleString('en-GB')} training and ${report.data.test.toLocaleString('en-GB')} test images` : ''];
  return h('header', {}, h('h1', {}, report.study), h('p', {}, about.filter(a => a).join(' · ')), notice());
}

function notice(): HTMLElement | null {
  const open = members.unfinished + members.waiting;
  if (open + members.failed === 0)
    return null;
  const parts = [members.unfinished ? `${members.unfinished} begun and not finished` : '', members.waiting ? `${members.waiting} not begun` : '', members.failed ? `${members.failed} failed` : ''].filter(p => p);
  return h('p', { class: `notice${open > 0 ? '' : ' quietly'}`, role: 'note' }, h('b', {}, open > 0 ? 'This study isn’t finished. ' : 'Some members failed. '),
    `Of ${plural(members.all, 'member')}, ${members.finished} ${members.finished === 1 ? 'is' : 'are'} finished, ${parts.join(', ')}. `,
    'What follows is of what there is: means, fronts and effects are of finished members alone.');
}

function tiles(): HTMLElement {
  const measured = variants.filter(v => v.accuracy !== null).sort((a, b) => b.accuracy!.mean - a.accuracy!.mean);
  const best = measured[0];
  const seconds = variants.flatMap(v => v.runs).reduce((sum, r) => sum + (r.seconds ?? 0), 0);
  const tile = (name: string, value: Child, more: string): HTMLElement => h('div', { class: 'tile' }, h('dt', {}, name), h('dd', {}, value, h('small', {}, more)));
  return h('dl', { class: 'tiles' },
    tile('Most accurate', best ? `${percent(best.accuracy!.mean)}%` : '—', best ? best.label : 'nothing has finished'),
    tile('Members', `${members.finished} of ${members.all}`, `finished; ${plural(variants.length, 'variant')}${report.seeds.length > 1 ? ` × ${report.seeds.length} seeds` : ''}`),
    tile('Parameters', range(variants.map(v => v.parameters)), 'smallest to largest'),
    tile('Training time', duration(seconds), 'over all members'));
}

function range(values: number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}

function footer(): HTMLElement {
  const values = report.recipe?.values ?? [];
  return h('footer', {},
    values.length === 0 ? null : h('details', { class: 'recipe' }, h('summary', {}, h('b', {}, 'Recipe'), h('span', { class: 'quiet' }, report.recipe!.name)),
      h('dl', { class: 'facts' }, ...values.map(f => h('div', {}, h('dt', {}, f.name), h('dd', {}, f.value))))),
    h('p', { class: 'quiet' }, report.written === null ? '' : `As it stood on ${report.written.replace('T', ' ').replace(/(:\d\d):\d\d.*$/, '$1')} UTC. `, `MACs are multiply-accumulates of one image`, report.macsAt ? ` at ${report.macsAt.join('×')}` : '',
      '. Written by archgen ablate report; plots by Observable Plot and D3, whose licences stand in this file.'));
}

document.body.append(h('main', {},
  header(), tiles(), filters(),
  section('variants', 'Variants', table()),
  section('costs', 'Accuracy against cost', legend(), h('div', { class: 'pair-of-figures' }, scatter('parameters'), scatter('macs')),
    h('p', { class: 'quiet' }, 'The dashed line is the Pareto front of all finished variants: no other is at least as accurate at no more cost. ', report.seeds.length > 1 ? 'Bars are one standard deviation over the seeds to each side. ' : '', 'Click a point to select its variant.')),
  ...(report.effects.length > 0 ? [section('effects', 'Effect of each axis', effects())] : []),
  section('curves', 'Training curves', curves()),
  section('each', 'Variants one by one', details()),
  footer()));
addTip();
