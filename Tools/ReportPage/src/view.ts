// What the reader has chosen: filters, order, selection and what is pointed at. Every part of the page draws from here.

import { report, type State, type Variant } from './data';

type Topic = 'filter' | 'highlight' | 'colour';

const listeners: Record<Topic, (() => void)[]> = { filter: [], highlight: [], colour: [] };

export function on(topics: Topic[], act: () => void): void {
  topics.forEach(topic => listeners[topic].push(act));
}

function tell(topic: Topic): void {
  listeners[topic].forEach(act => act());
}

export const variants = report.variants;
/** Options that are let through on each axis; an empty set lets all through. */
const taken = report.axes.map(() => new Set<number>());
const states = new Set<State>();
const selected = new Set<Variant>();
let words: string[] = [];
let lit: Variant | null = null;
const places = new Map(variants.map((v, i) => [v, i]));

/** A variant's place in the study, which names its elements. */
export const placeOf = (variant: Variant): number => places.get(variant)!;

export const optionLabel = (axis: number, option: number): string => report.axes[axis].options[option].label;

export function isShown(variant: Variant): boolean {
  if (variant.choices.some((option, axis) => taken[axis].size > 0 && !taken[axis].has(option)) || states.size > 0 && !states.has(variant.state))
    return false;
  const text = [variant.name, variant.label, ...variant.choices.map((o, a) => `${report.axes[a].name} ${optionLabel(a, o)}`)].join(' ').toLowerCase();
  return words.every(word => text.includes(word));
}

export const shown = (): Variant[] => variants.filter(isShown);

/** Those that the curves are of: what is selected among what is shown, or all of it. */
export function followed(): Variant[] {
  const all = shown();
  const some = all.filter(v => selected.has(v));
  return some.length > 0 ? some : all;
}

export const isSelected = (variant: Variant): boolean => selected.has(variant);
export const anySelected = (): boolean => selected.size > 0;

export function select(variant: Variant, isOn = !selected.has(variant)): void {
  if (isOn)
    selected.add(variant);
  else
    selected.delete(variant);
  tell('filter');
}

export function selectNone(): void {
  selected.clear();
  tell('filter');
}

export function search(text: string): void {
  words = text.toLowerCase().split(/\s+/).filter(word => word.length > 0);
  tell('filter');
}

export function takeOption(axis: number, option: number, isOn: boolean): void {
  toggle(taken[axis], option, isOn);
}

export function takeState(state: State, isOn: boolean): void {
  toggle(states, state, isOn);
}

export function clearFilters(): void {
  taken.forEach(set => set.clear());
  states.clear();
  words = [];
  tell('filter');
}

export const isFiltered = (): boolean => words.length + states.size > 0 || taken.some(set => set.size > 0);

function toggle<T>(set: Set<T>, item: T, isOn: boolean): void {
  if (isOn)
    set.add(item);
  else
    set.delete(item);
  tell('filter');
}

export const highlighted = (): Variant | null => lit;

export function highlight(variant: Variant | null): void {
  if (lit === variant)
    return;
  lit = variant;
  tell('highlight');
}

/** What colours tell apart: an axis by its place, the variants themselves, or nothing. */
export type Colouring = number | 'variant' | 'none';

export const mostColours = 8;
let colouring: Colouring = colourings()[0];

export function colourings(): Colouring[] {
  const axes = report.axes.map((a, i) => [a.options.length, i]).filter(([options]) => options > 1 && options <= mostColours).map(([, i]) => i);
  return [...(variants.length <= mostColours ? ['variant' as const] : []), ...axes, 'none'];
}

export const colouredBy = (): Colouring => colouring;

export function colourBy(by: Colouring): void {
  colouring = by;
  tell('colour');
}

/** A variant's place among the colours. */
export const hueOf = (variant: Variant): number => colouring === 'none' ? 0 : colouring === 'variant' ? placeOf(variant) : variant.choices[colouring];
