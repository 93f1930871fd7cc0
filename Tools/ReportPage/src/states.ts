// How far runs and variants are: a sign, a word, and what else is known.

import { h, type Child } from './dom';
import { cut } from './format';
import type { Run, State, Variant } from './data';

const states: State[] = ['finished', 'partly', 'unfinished', 'failed', 'waiting'];
const signs: Record<State, string> = { finished: '✓', partly: '◐', unfinished: '◔', failed: '✕', waiting: '○' };
export const stateNames: Record<State, string> = { finished: 'finished', partly: 'partly finished', unfinished: 'unfinished', failed: 'failed', waiting: 'not begun' };
const longest = 70;

export const stateOrder = (state: State): number => states.indexOf(state);

export function stateWord(state: State): Child {
  return h('span', { class: `state ${state}` }, h('span', { 'aria-hidden': 'true' }, signs[state] + ' '), stateNames[state]);
}

export function stateCell(v: Variant): Child[] {
  const finished = v.runs.filter(r => r.state === 'finished').length;
  const error = v.runs.find(r => r.error !== null)?.error;
  const about = [
    v.runs.length > 1 && v.state !== 'waiting' ? `${finished} of ${v.runs.length} seeds` : '',
    v.runs.length === 1 && v.state === 'unfinished' ? progress(v.runs[0]) : '',
    error ? cut(error, longest) : '',
  ].filter(text => text.length > 0);
  return [stateWord(v.state), ...about.map(text => h('small', {}, text))];
}

export function progress(run: Run): string {
  return run.epoch === null ? 'no epoch yet' : `epoch ${run.epoch} of ${run.epochs}`;
}
