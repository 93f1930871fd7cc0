// What goes between the server, the extension and the graph's page.

export interface Position { line: number; character: number }

export interface Location { uri: string; range: { start: Position; end: Position } }

/** A drawing, or why there is none. */
export interface GraphResult {
    choices: string[];
    name?: string;
    model?: string;
    at?: string;
    root?: GraphNode;
    problem?: string;
}

/** A part of a network. Edges join its children by their ids. */
export interface GraphNode {
    id: string;
    name: string;
    kind: string;
    shape: string;
    parameters: string;
    macs: string;
    location?: Location;
    children: GraphNode[];
    edges: GraphEdge[];
}

export interface GraphEdge { from: string; to: string; shape: string; isShortcut: boolean }

export type ToPage =
    | { kind: 'graph'; graph: GraphResult; uri: string; cursor?: Position }
    | { kind: 'problem'; problem: string };

export type ToEditor =
    | { kind: 'ready' }
    | { kind: 'choose'; name: string }
    | { kind: 'reveal'; location: Location };
