// Where everything stands: ranks from top to bottom inside each box, and lanes at the side for what goes round others.

import type { GraphEdge, GraphNode } from '../src/protocol';

export interface Box {
    node: GraphNode;
    x: number;
    y: number;
    width: number;
    height: number;
    isOpen: boolean;
    boxes: Box[];
    lines: Line[];
}

/** A line between two boxes of one container, as points from which to draw; in the container's own coordinates. */
export interface Line { edge: GraphEdge; points: [number, number][] }

export interface Measure { title(node: GraphNode): number; header(node: GraphNode): number }

const leafHeight = 42, portHeight = 24, headerHeight = 30, padding = 14, rankGap = 24, boxGap = 20, laneGap = 12;

export function layout(node: GraphNode, isOpen: (node: GraphNode) => boolean, measure: Measure): Box {
    const open = node.children.length > 0 && isOpen(node);
    if (!open) {
        const isPort = node.kind === 'input' || node.kind === 'output';
        return { node, x: 0, y: 0, width: Math.ceil(measure.title(node)) + 24, height: isPort ? portHeight : leafHeight, isOpen: false, boxes: [], lines: [] };
    }

    const boxes = node.children.map(child => layout(child, isOpen, measure));
    const byId = new Map(boxes.map(box => [box.node.id, box]));
    const edges = node.edges.filter(edge => byId.has(edge.from) && byId.has(edge.to) && edge.from !== edge.to);
    const ranks = ranksOf(boxes, edges);
    const rows = rowsOf(boxes, edges, ranks);

    const lanes = edges.filter(edge => ranks.get(edge.to)! - ranks.get(edge.from)! > 1 || edge.isShortcut);
    const inner = Math.max(...rows.map(row => row.reduce((sum, box) => sum + box.width + boxGap, -boxGap)));
    let y = headerHeight + 6;
    for (const row of rows) {
        const width = row.reduce((sum, box) => sum + box.width + boxGap, -boxGap);
        const height = Math.max(...row.map(box => box.height));
        let x = padding + (inner - width) / 2;
        for (const box of row) {
            box.x = x;
            box.y = y + (height - box.height) / 2;
            x += box.width + boxGap;
        }
        y += height + rankGap;
    }

    const lines = linesOf(edges, new Set(lanes), byId, padding + inner);
    const lanesWidth = Math.max(0, ...lines.flatMap(line => line.points.map(point => point[0] - padding - inner)));
    const width = Math.max(inner + lanesWidth + 2 * padding, measure.header(node) + 2 * padding);
    // Where the title is what makes it wide, what is in it stands in the middle.
    const shift = (width - inner - lanesWidth - 2 * padding) / 2;
    boxes.forEach(box => box.x += shift);
    lines.forEach(line => line.points.forEach(point => point[0] += shift));
    return { node, x: 0, y: 0, width, height: y - rankGap + padding, isOpen: true, boxes, lines };
}

/** How many steps at least come before each box. Children are in order of application, so that one pass will do; the outputs are last. */
function ranksOf(boxes: Box[], edges: GraphEdge[]): Map<string, number> {
    const ranks = new Map<string, number>(boxes.map(box => [box.node.id, 0]));
    for (let round = 0, isChanged = true; isChanged && round <= boxes.length; round++) {
        isChanged = false;
        for (const edge of edges) {
            const rank = ranks.get(edge.from)! + 1;
            if (rank > ranks.get(edge.to)! && rank <= boxes.length) {
                ranks.set(edge.to, rank);
                isChanged = true;
            }
        }
    }
    // A source that isn't an input (a parameter, say) stands just above what uses it.
    for (const box of boxes) {
        const to = edges.filter(edge => edge.from === box.node.id).map(edge => ranks.get(edge.to)!);
        if (box.node.kind !== 'input' && to.length > 0 && !edges.some(edge => edge.to === box.node.id)) {
            ranks.set(box.node.id, Math.max(0, Math.min(...to) - 1));
        }
    }
    const last = Math.max(...ranks.values());
    for (const box of boxes) {
        if (box.node.kind === 'output') {
            ranks.set(box.node.id, boxes.some(other => other.node.kind !== 'output' && ranks.get(other.node.id) === last) ? last + 1 : last);
        }
    }
    return ranks;
}

/** The boxes of each rank, each under the middle of what it comes from. */
function rowsOf(boxes: Box[], edges: GraphEdge[], ranks: Map<string, number>): Box[][] {
    const rows: Box[][] = [];
    for (const box of boxes) {
        (rows[ranks.get(box.node.id)!] ??= []).push(box);
    }
    const filled = rows.filter(Boolean);
    const place = new Map<string, number>();
    for (const row of filled) {
        const wish = new Map(row.map((box, i) => {
            const from = edges.filter(edge => edge.to === box.node.id && place.has(edge.from)).map(edge => place.get(edge.from)!);
            return [box, from.length ? from.reduce((a, b) => a + b) / from.length : (i + 0.5) / row.length];
        }));
        row.sort((a, b) => wish.get(a)! - wish.get(b)!);
        row.forEach((box, i) => place.set(box.node.id, (i + 0.5) / row.length));
    }
    return filled;
}

function linesOf(edges: GraphEdge[], inLanes: Set<GraphEdge>, boxes: Map<string, Box>, right: number): Line[] {
    const taken: [number, number][][] = [];
    return edges.map(edge => {
        const from = boxes.get(edge.from)!, to = boxes.get(edge.to)!;
        const start: [number, number] = [from.x + from.width / 2, from.y + from.height];
        const end: [number, number] = [to.x + to.width / 2, to.y];
        if (!inLanes.has(edge)) {
            return { edge, points: [start, end] };
        }
        // The first lane that is free between the two.
        let lane = 0;
        while (taken[lane]?.some(([top, bottom]) => start[1] < bottom && top < end[1])) {
            lane++;
        }
        (taken[lane] ??= []).push([start[1], end[1]]);
        const x = right + (lane + 1) * laneGap;
        const drop = 8, rise = 10;
        return { edge, points: [start, [start[0], start[1] + drop], [x, start[1] + drop], [x, end[1] - rise], [end[0], end[1] - rise], end] as [number, number][] };
    });
}
