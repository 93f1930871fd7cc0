// Numbers as people read them.

export const none = '—';
const minus = '−';

const units: [number, string][] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'K']];

/** 5.59M */
export function count(value: number | null): string {
  if (value === null)
    return none;
  for (const [unit, suffix] of units) {
    if (Math.abs(value) >= unit * (suffix === 'K' ? 10 : 1))
      return (value / unit).toFixed(Math.abs(value / unit) >= 100 ? 1 : 2) + suffix;
  }
  return whole(value);
}

/** 5,586,832 */
export function whole(value: number): string {
  return value.toLocaleString('en-GB');
}

/** A fraction as a percentage. */
export function percent(fraction: number | null, digits = 2): string {
  return fraction === null ? none : (100 * fraction).toFixed(digits);
}

export function signed(value: number, text: (size: number) => string): string {
  const size = text(Math.abs(value));
  return Number(size.replace(/[^0-9.]/g, '')) === 0 ? size : (value < 0 ? minus : '+') + size;
}

/** A difference of two fractions, in percentage points. */
export function points(difference: number, digits = 2): string {
  return signed(difference, size => percent(size, digits));
}

/** A difference of counts: +10.2K, or = where nothing changes. */
export function change(value: number | null): string {
  return value === null ? none : value === 0 ? '=' : signed(value, count);
}

export function range(bounds: [number, number] | null): string {
  return bounds === null ? none : bounds[0] === bounds[1] ? change(bounds[0]) : `${change(bounds[0])} to ${change(bounds[1])}`;
}

export function duration(seconds: number | null): string {
  if (seconds === null)
    return none;
  if (seconds < 60)
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function bytes(value: number): string {
  return value >= 1 << 30 ? `${(value / (1 << 30)).toFixed(1)} GiB` : `${Math.round(value / (1 << 20))} MiB`;
}

export function size(shape: number[]): string {
  return shape.join('×');
}

export function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join('') + '…';
}

/** The unit in which a list of counts reads well: its size, and its name before a word. */
export function unitOf(values: number[]): [number, string] {
  const most = Math.max(...values, 0);
  return most >= 1e9 ? [1e9, 'billions'] : most >= 1e6 ? [1e6, 'millions'] : most >= 1e3 ? [1e3, 'thousands'] : [1, ''];
}

/** How many digits stand behind the point of an axis's ticks, which are 1, 2 or 5 of a power of ten apart. */
export function tickDigits(span: number, ticks: number): number {
  const raw = span / ticks;
  const power = Math.floor(Math.log10(raw));
  return Math.max(0, -(raw / 10 ** power >= Math.sqrt(50) ? power + 1 : power));
}
