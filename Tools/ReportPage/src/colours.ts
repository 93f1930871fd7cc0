// Colours and shapes by place: the colours are the style sheet's, which has others in the dark.

import { fill, h, svg } from './dom';
import { report, type Variant } from './data';
import { colouredBy, hueOf, mostColours, on, optionLabel, variants } from './view';

const shapes = ['circle', 'square', 'triangle', 'diamond', 'plus', 'star', 'wye', 'times'] as const;
const paths: Record<(typeof shapes)[number], string> = {
  circle: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0', square: 'M-4.5-4.5h9v9h-9z', triangle: 'M0-5.5L5.2 4H-5.2z', diamond: 'M0-6L4.5 0L0 6L-4.5 0z', plus: 'M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z',
  star: 'M0-6.5L1.6-2L6-2L2.5 1L3.8 5.5L0 2.8L-3.8 5.5L-2.5 1L-6-2L-1.6-2z', wye: 'M-2 6V1L-6-2L-4-5L0-2.2L4-5L6-2L2 1V6z', times: 'M-6-4L-4-6L0-2L4-6L6-4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0z',
};

export const hueAt = (place: number): string => `var(--hue-${place % mostColours})`;
export const hue = (variant: Variant): string => hueAt(hueOf(variant));
export const shapePath = (variant: Variant): string => paths[shapes[hueOf(variant) % mostColours]];

/** What stands for a colour in tables and legends. */
export function swatch(place: number): SVGElement {
  const drawn = svg('svg', { class: 'swatch', viewBox: '-8 -8 16 16', width: 14, height: 14, 'aria-hidden': 'true' });
  drawn.append(svg('path', { d: paths[shapes[place % mostColours]], fill: hueAt(place) }));
  return drawn;
}

/** What the colours mean, as that changes. */
export function legend(): HTMLElement {
  const place = h('div');
  const show = (): void => fill(place, key());
  on(['colour'], show);
  show();
  return place;
}

function key(): HTMLElement | null {
  const by = colouredBy();
  if (by === 'none')
    return null;
  const names = by === 'variant' ? variants.map(v => v.label) : report.axes[by].options.map((_, i) => optionLabel(by, i));
  return h('div', { class: 'legend', role: 'img', 'aria-label': `Colours and shapes: ${names.join(', ')}` },
    by === 'variant' ? null : h('span', { class: 'quiet' }, `${report.axes[by].name}:`),
    ...names.map((name, i) => h('span', {}, swatch(i), name)));
}
