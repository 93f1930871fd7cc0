// Boxes and lines as SVG. All text goes in as text: nothing of a spec is read as markup.

import type { GraphNode } from '../src/protocol';
import type { Box, Line, Measure } from './layout';

const space = 'http://www.w3.org/2000/svg';
const canvas = document.createElement('canvas').getContext('2d')!;

export const measure: Measure = {
    title: node => Math.max(width(titleOf(node), 12.5, true), width(detailOf(node), 11)),
    header: node => width(titleOf(node), 12.5, true) + width(detailOf(node), 11) + 60,
};

export function draw(root: Box, on: { toggle(node: GraphNode): void; open(node: GraphNode): void }): SVGGElement {
    const group = element('g', { class: classOf(root), transform: `translate(${root.x},${root.y})` });
    group.dataset.id = root.node.id;
    const frame = element('rect', { class: 'frame', width: root.width, height: root.height, rx: isPort(root.node) ? root.height / 2 : 5 });
    group.append(frame);
    button(group, frame, `${titleOf(root.node)}, ${detailOf(root.node)}`, () => on.open(root.node));
    const hasParts = root.node.children.length > 0;
    if (root.isOpen) {
        group.append(text(titleOf(root.node), 28, 20, 'title'), text(detailOf(root.node), root.width - 12, 20, 'detail end'));
        root.lines.forEach(line => group.append(lineOf(line)));
        root.boxes.forEach(box => group.append(draw(box, on)));
    } else if (isPort(root.node)) {
        group.append(text(labelOf(root.node), root.width / 2, root.height / 2 + 4, 'detail middle'));
    } else {
        group.append(text(titleOf(root.node), root.width / 2 + (hasParts ? 5 : 0), 18, 'title middle'), text(detailOf(root.node), root.width / 2, 34, 'detail middle'));
    }
    if (hasParts) {
        const chevron = element('g', { class: 'chevron', transform: 'translate(7,9)' });
        chevron.append(element('rect', { x: -4, y: -5, width: 20, height: 22, class: 'hit' }), element('path', { d: root.isOpen ? 'M1,3 L6,8 L11,3' : 'M3,1 L8,6 L3,11' }));
        button(chevron, chevron, root.isOpen ? 'Close' : 'Open', () => on.toggle(root.node));
        group.append(chevron);
    }
    return group;
}

/** An arrow's head, which lines end with. */
export function definitions(): SVGDefsElement {
    const defs = element('defs', {});
    for (const kind of ['arrow', 'arrow-shortcut']) {
        const marker = element('marker', { id: kind, class: kind, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' });
        marker.append(element('path', { d: 'M0,0.5 L8,4 L0,7.5 z' }));
        defs.append(marker);
    }
    return defs;
}

export function short(number: string): string {
    if (!/^\d+$/.test(number)) {
        return number;
    }
    const value = Number(number);
    const [unit, suffix] = value >= 1e12 ? [1e12, 'T'] : value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'K'] : [1, ''];
    return suffix ? (value / unit).toPrecision(3) + suffix : number;
}

function titleOf(node: GraphNode): string {
    if (isPort(node)) {
        return labelOf(node);
    }
    return node.name && node.name !== node.kind ? (node.kind === 'group' ? node.name : `${node.name}: ${node.kind}`) : node.kind;
}

function labelOf(node: GraphNode): string {
    return [node.name || node.kind, node.shape].filter(Boolean).join('  ');
}

function detailOf(node: GraphNode): string {
    return isPort(node) ? '' : [
        node.shape,
        node.parameters && node.parameters !== '0' ? `${short(node.parameters)} params` : '',
        node.macs && node.macs !== '0' ? `${short(node.macs)} MACs` : '',
    ].filter(Boolean).join(' · ');
}

function isPort(node: GraphNode): boolean {
    return node.kind === 'input' || node.kind === 'output';
}

function classOf(box: Box): string {
    const kind = isPort(box.node) ? 'port' : box.node.kind === 'param' || box.node.kind === 'buffer' ? 'tensor' : box.node.children.length ? 'block' : 'layer';
    return `box ${kind}${box.isOpen ? ' open' : ''}${kind === 'layer' && box.node.parameters !== '0' && box.node.parameters ? ' learns' : ''}`;
}

function lineOf(line: Line): SVGGElement {
    const [[x1, y1], ...rest] = line.points;
    const [x2, y2] = rest[rest.length - 1];
    const path = rest.length === 1
        ? `M${x1},${y1} C${x1},${(y1 + y2) / 2} ${x2},${(y1 + y2) / 2} ${x2},${y2}`
        : rounded(line.points);
    const group = element('g', { class: line.edge.isShortcut ? 'line shortcut' : 'line' });
    const title = element('title', {});
    title.textContent = line.edge.isShortcut ? `${line.edge.shape} goes round` : line.edge.shape;
    group.append(title, element('path', { d: path, class: 'reach' }), element('path', { d: path, 'marker-end': `url(#${line.edge.isShortcut ? 'arrow-shortcut' : 'arrow'})` }));
    return group;
}

/** A way along points, its corners round. */
function rounded(points: [number, number][]): string {
    let way = `M${points[0]}`;
    for (let i = 1; i < points.length - 1; i++) {
        const [before, here, after] = [points[i - 1], points[i], points[i + 1]];
        const near = (other: [number, number]): [number, number] => {
            const length = Math.hypot(other[0] - here[0], other[1] - here[1]) || 1;
            const radius = Math.min(7, length / 2);
            return [here[0] + (other[0] - here[0]) / length * radius, here[1] + (other[1] - here[1]) / length * radius];
        };
        way += ` L${near(before)} Q${here} ${near(after)}`;
    }
    return `${way} L${points[points.length - 1]}`;
}

function button(target: SVGElement, hit: SVGElement, label: string, action: () => void): void {
    target.setAttribute('tabindex', '0');
    target.setAttribute('role', 'button');
    target.setAttribute('aria-label', label);
    hit.addEventListener('click', event => {
        event.stopPropagation();
        action();
    });
    target.addEventListener('keydown', event => {
        if (event.target === target && (event.key === 'Enter' || event.key === ' ')) {
            event.preventDefault();
            action();
        }
    });
}

function text(content: string, x: number, y: number, kind: string): SVGTextElement {
    const made = element('text', { x, y, class: kind });
    made.textContent = content;
    return made;
}

function width(content: string, size: number, isBold = false): number {
    const family = getComputedStyle(document.body).fontFamily;
    canvas.font = `${isBold ? '600 ' : ''}${size}px ${family}`;
    return canvas.measureText(content).width;
}

function element<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Record<string, string | number>): SVGElementTagNameMap[Name] {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, String(value));
    }
    return made;
}
