// The page of the side panel: a bar with a choice of networks, and the drawing below it.

import type { GraphNode, GraphResult, Position, ToEditor, ToPage } from '../src/protocol';
import { definitions, draw, measure } from './draw';
import { layout } from './layout';

declare function acquireVsCodeApi(): { postMessage(message: ToEditor): void; getState(): unknown; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const mostAtFirst = 60;

const bar = document.createElement('header');
const choice = document.createElement('select');
const size = document.createElement('span');
const view = document.createElement('main');
const note = document.createElement('p');
note.setAttribute('role', 'status');
choice.setAttribute('aria-label', 'Variant or model');
choice.addEventListener('change', () => editor.postMessage({ kind: 'choose', name: choice.value }));
bar.append(choice, size, control('−', 'Smaller', () => zoom(scale / 1.2)), control('+', 'Larger', () => zoom(scale * 1.2)), control('Fit', 'Fit the width', fit),
    control('Open all', 'Open all blocks', () => openAll(true)), control('Close all', 'Close all blocks', () => openAll(false)));
document.body.append(bar, note, view);

let graph: GraphResult | undefined;
let uri = '';
let cursor: Position | undefined;
let scale = 1;
// What was opened and closed by hand, by the path of names; it holds from one version of the text to the next.
const byHand = new Map<string, boolean>();
let paths = new Map<string, string>();
let opened = new Set<string>();
let drawn: SVGSVGElement | undefined;

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
    const message = event.data;
    if (message.kind === 'problem') {
        say(message.problem);
        return;
    }
    graph = message.graph;
    uri = message.uri;
    cursor = message.cursor ?? cursor;
    show();
});
view.addEventListener('wheel', event => {
    if (event.ctrlKey) {
        event.preventDefault();
        zoom(scale * Math.exp(-event.deltaY / 300));
    }
}, { passive: false });
editor.postMessage({ kind: 'ready' });

function say(problem: string): void {
    note.textContent = problem;
    document.body.classList.toggle('stale', problem.length > 0);
}

function show(): void {
    if (!graph) {
        return;
    }
    choice.replaceChildren(...graph.choices.map(name => new Option(name, name, false, name === graph!.name)));
    choice.hidden = graph.choices.length === 0;
    if (!graph.root) {
        // The last drawing stays, faded: while a line is being written there often is none.
        say(graph.problem ?? 'There is nothing to draw.');
        return;
    }
    say('');
    size.textContent = graph.at ? `at ${graph.at}` : '';
    paths = new Map();
    name(graph.root, '');
    opened = openedAtFirst(graph.root);
    render();
}

/** Each node's path: names, and places among those without one. */
function name(node: GraphNode, path: string): void {
    paths.set(node.id, path);
    node.children.forEach((child, i) => name(child, `${path}/${child.name || `${child.kind}#${i}`}`));
}

/** Boxes are opened from outside in, as long as the drawing stays one that can be read. */
function openedAtFirst(root: GraphNode): Set<string> {
    const open = new Set<string>();
    let count = 1;
    let level = [root];
    while (level.length > 0) {
        const next: GraphNode[] = [];
        for (const node of level) {
            if (node.children.length > 0 && count + node.children.length <= mostAtFirst) {
                open.add(node.id);
                count += node.children.length;
                next.push(...node.children);
            }
        }
        level = next;
    }
    return open;
}

function isOpen(node: GraphNode): boolean {
    return byHand.get(paths.get(node.id)!) ?? opened.has(node.id);
}

function render(): void {
    const root = layout(graph!.root!, isOpen, measure);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `-8 -8 ${root.width + 16} ${root.height + 16}`);
    svg.append(definitions(), draw(root, {
        toggle: node => {
            byHand.set(paths.get(node.id)!, !isOpen(node));
            render();
        },
        open: node => node.location && editor.postMessage({ kind: 'reveal', location: node.location }),
    }));
    const [left, top] = [view.scrollLeft, view.scrollTop];
    view.replaceChildren(svg);
    drawn = svg;
    zoom(scale);
    view.scrollTo(left, top);
    mark();
}

/** Marks the innermost box whose step is in the cursor's line, the one at the cursor before others. */
function mark(): void {
    let best: { id: string; size: number } | undefined;
    const look = (node: GraphNode): void => {
        const range = node.location?.range;
        if (range && cursor && node.location!.uri === uri && range.start.line <= cursor.line && cursor.line <= range.end.line) {
            const isAt = isBefore(range.start, cursor) && isBefore(cursor, range.end);
            const size = (range.end.line - range.start.line) * 1000 + range.end.character - range.start.character + (isAt ? 0 : 500);
            if (!best || size < best.size) {
                best = { id: node.id, size };
            }
        }
        if (isOpen(node)) {
            node.children.forEach(look);
        }
    };
    look(graph!.root!);
    drawn?.querySelectorAll('.current').forEach(box => box.classList.remove('current'));
    const box = best && best.id !== graph!.root!.id ? drawn?.querySelector(`[data-id="${CSS.escape(best.id)}"]`) : undefined;
    box?.classList.add('current');
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function isBefore(a: Position, b: Position): boolean {
    return a.line < b.line || a.line === b.line && a.character <= b.character;
}

function openAll(isOpened: boolean): void {
    byHand.clear();
    paths.forEach((path, id) => byHand.set(path, isOpened || id === graph?.root?.id));
    render();
}

function zoom(to: number): void {
    scale = Math.min(3, Math.max(0.2, to));
    const box = drawn?.viewBox.baseVal;
    if (drawn && box) {
        drawn.setAttribute('width', String(box.width * scale));
        drawn.setAttribute('height', String(box.height * scale));
    }
}

function fit(): void {
    const box = drawn?.viewBox.baseVal;
    if (box) {
        zoom((view.clientWidth - 4) / box.width);
    }
}

function control(label: string, title: string, action: () => void): HTMLButtonElement {
    const made = document.createElement('button');
    made.textContent = label;
    made.title = title;
    made.addEventListener('click', action);
    return made;
}
