// What all charts have in common: they follow the page's width, point at their nearest mark, and are walked through with the arrow keys.

import type { RenderFunction } from '@observablehq/plot';
import { fill, h, svg, type Child } from './dom';
import { hideTip, showTip } from './tooltip';
import { highlight, highlighted, on, placeOf, select } from './view';
import type { Variant } from './data';

/** A mark that can be pointed at, in the drawing's own coordinates. */
export interface Mark { x: number; y: number; variant: Variant; tip: () => Child[] }

export interface Drawing { svg: SVGSVGElement; marks: Mark[] }

const reach = 40;

/** A chart in a figure. `draw` gives null where there is nothing to be seen, and `empty` is said instead. */
export function chart(title: string, empty: string, draw: (width: number) => Drawing | null): { element: HTMLElement; redraw: () => void } {
  const box = h('div', { class: 'chart', tabindex: 0, role: 'application', 'aria-roledescription': 'chart', 'aria-label': `${title}. Arrow keys go from point to point, Enter selects.` });
  let drawing: Drawing | null = null;
  let at = -1;
  let width = 0;
  const ring = svg('circle', { r: 8, class: 'ring' });

  const point = (index: number, isSpoken: boolean): void => {
    at = index;
    const mark = drawing?.marks[index];
    if (!mark) {
      ring.remove();
      hideTip();
      highlight(null);
      return;
    }
    ring.setAttribute('cx', String(mark.x));
    ring.setAttribute('cy', String(mark.y));
    drawing!.svg.append(ring);
    highlight(mark.variant);
    const frame = drawing!.svg.getBoundingClientRect();
    const scale = frame.width / drawing!.svg.width.baseVal.value;
    showTip(frame.left + mark.x * scale, frame.top + mark.y * scale, mark.tip(), isSpoken);
  };

  const nearest = (event: PointerEvent | MouseEvent): number => {
    if (!drawing)
      return -1;
    const frame = drawing.svg.getBoundingClientRect();
    const scale = frame.width / drawing.svg.width.baseVal.value;
    const [x, y] = [(event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale];
    let [best, distance] = [-1, reach];
    drawing.marks.forEach((mark, i) => {
      const away = Math.hypot(mark.x - x, mark.y - y);
      if (away < distance)
        [best, distance] = [i, away];
    });
    return best;
  };

  box.addEventListener('pointermove', event => {
    const index = nearest(event);
    if (index !== at)
      point(index, false);
  });
  box.addEventListener('pointerleave', () => point(-1, false));
  box.addEventListener('blur', () => point(-1, false));
  box.addEventListener('click', event => {
    const mark = drawing?.marks[nearest(event)];
    if (mark)
      select(mark.variant);
  });
  box.addEventListener('keydown', event => {
    const last = (drawing?.marks.length ?? 0) - 1;
    const to = { ArrowRight: Math.min(at + 1, last), ArrowDown: Math.min(at + 1, last), ArrowLeft: Math.max(at - 1, 0), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last, Escape: -1 }[event.key];
    if (to !== undefined)
      point(to, true);
    else if (event.key === 'Enter' && at >= 0)
      select(drawing!.marks[at].variant);
    else
      return;
    event.preventDefault();
  });

  const redraw = (): void => {
    if (width === 0)
      return;
    at = -1;
    drawing = draw(width);
    drawing?.svg.setAttribute('aria-hidden', 'true');
    fill(box, drawing?.svg ?? h('p', { class: 'empty' }, empty));
    light();
  };
  const light = (): void => {
    const variant = highlighted();
    const name = variant ? String(placeOf(variant)) : '';
    let some = false;
    for (const mark of box.querySelectorAll<SVGElement>('[data-variant]')) {
      const isLit = mark.dataset.variant === name;
      mark.classList.toggle('lit', isLit);
      some ||= isLit;
    }
    box.classList.toggle('some-lit', some);
  };
  on(['filter', 'colour'], redraw);
  on(['highlight'], light);
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now !== width && now > 0) {
      width = now;
      redraw();
    }
  }).observe(box);
  return { element: box, redraw };
}

/** Writes on each element that a mark draws which variant it stands for. */
export function tagging(variantOf: (index: number) => Variant, also?: (element: SVGElement, index: number) => void): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next!(index, scales, values, dimensions, context)!;
    for (const element of group.children as Iterable<SVGElement & { __data__: number | number[] }>) {
      const data = element.__data__;
      const first = typeof data === 'number' ? data : data.find(i => i !== undefined)!;
      element.dataset.variant = String(placeOf(variantOf(first)));
      also?.(element, first);
    }
    return group;
  };
}
