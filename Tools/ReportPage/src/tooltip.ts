// One tip for all charts: beside the pointer, or beside the point that the keyboard is at, which is also said aloud.

import { fill, h, type Child } from './dom';

const tip = h('div', { class: 'tip', 'aria-hidden': 'true', hidden: true });
const spoken = h('div', { class: 'unseen', 'aria-live': 'polite' });
const gap = 14;

export function addTip(): void {
  document.body.append(tip, spoken);
}

export function showTip(x: number, y: number, content: Child[], isSpoken: boolean): void {
  fill(tip, ...content);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = x + gap + width > innerWidth - 4 ? Math.max(4, x - gap - width) : x + gap;
  const top = Math.min(Math.max(4, y - height / 2), Math.max(4, innerHeight - height - 4));
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
  if (isSpoken)
    spoken.textContent = [...tip.children].map(line => line.textContent).join('; ');
}

export function hideTip(): void {
  tip.hidden = true;
}

/** A tip's heading and its lines of name and value. */
export function tipOf(heading: string, lines: [string, string][]): Child[] {
  return [h('strong', {}, heading), ...lines.map(([name, value]) => h('div', {}, h('span', {}, name + ' '), h('b', {}, value)))];
}
