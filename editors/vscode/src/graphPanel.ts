import * as crypto from 'node:crypto';
import * as vscode from 'vscode';
import type { GraphResult, Location, ToEditor, ToPage } from './protocol';
import type { Server } from './server';

/** The side panel that draws a network. It follows the cursor and the text; a click in it goes to the source. */
export class GraphPanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private document: vscode.TextDocument | undefined;
    private name: string | undefined;
    private asked = 0;
    private timer: NodeJS.Timeout | undefined;
    private readonly listeners: vscode.Disposable[] = [];

    constructor(private readonly context: vscode.ExtensionContext, private readonly server: Server) {
        this.listeners.push(
            vscode.window.onDidChangeTextEditorSelection(e => this.follow(e.textEditor)),
            vscode.window.onDidChangeActiveTextEditor(e => e && this.follow(e)),
            vscode.workspace.onDidChangeTextDocument(e => {
                if (this.panel?.visible && e.document.languageId === 'archgen') {
                    this.later(() => this.refresh());
                }
            }),
        );
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.panel?.dispose();
        this.listeners.forEach(listener => listener.dispose());
    }

    /** Opens the panel beside the editor, with a network by name, or with the one where the cursor is. */
    async show(uri?: vscode.Uri, name?: string): Promise<void> {
        const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
        if (document?.languageId !== 'archgen') {
            void vscode.window.showInformationMessage('Open an .arch file: the graph is of one of its variants or models.');
            return;
        }

        this.document = document;
        this.name = name;
        if (this.panel) {
            this.panel.reveal(undefined, true);
        } else {
            this.open();
        }
        const editor = vscode.window.visibleTextEditors.find(e => e.document === document);
        await this.refresh(name ? undefined : editor?.selection.active);
    }

    private open(): void {
        const media = vscode.Uri.joinPath(this.context.extensionUri, 'dist');
        const panel = vscode.window.createWebviewPanel(
            'archgen.graph', 'Network', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
            { enableScripts: true, localResourceRoots: [media], retainContextWhenHidden: true });
        const file = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
        const nonce = crypto.randomBytes(16).toString('base64');
        panel.webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${panel.webview.cspSource} 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<link rel="stylesheet" href="${file('graph.css')}">
<title>Network</title>
</head>
<body>
<script nonce="${nonce}" src="${file('graph.js')}"></script>
</body>
</html>`;
        panel.webview.onDidReceiveMessage((message: ToEditor) => void this.receive(message), undefined, this.listeners);
        panel.onDidDispose(() => this.panel = undefined, undefined, this.listeners);
        panel.onDidChangeViewState(() => panel.visible && void this.refresh(), undefined, this.listeners);
        this.panel = panel;
    }

    private follow(editor: vscode.TextEditor): void {
        if (this.panel?.visible && editor.document.languageId === 'archgen') {
            this.document = editor.document;
            this.later(() => this.refresh(editor.selection.active));
        }
    }

    private later(action: () => Promise<void>): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void action(), 150);
    }

    /** Draws anew: what stands at a place, or what was drawn before. */
    private async refresh(at?: vscode.Position): Promise<void> {
        const document = this.document;
        if (!this.panel || !document) {
            return;
        }
        const asked = ++this.asked;
        const textDocument = { uri: this.server.uriOf(document) };
        let graph = await this.ask({ textDocument, position: at && { line: at.line, character: at.character }, name: at ? undefined : this.name });
        // In a block the network that was drawn stays, and its step is marked.
        if (graph && !graph.name && graph.choices.length > 0) {
            const kept = this.name && graph.choices.includes(this.name) ? this.name : graph.choices[graph.choices.length - 1];
            graph = await this.ask({ textDocument, name: kept });
        }
        if (asked !== this.asked || !this.panel) {
            return;
        }
        this.name = graph?.name ?? this.name;
        const message: ToPage = graph
            ? { kind: 'graph', graph, uri: textDocument.uri, cursor: at && { line: at.line, character: at.character } }
            : { kind: 'problem', problem: 'The language server isn\'t running: see the output "ArchGen".' };
        this.panel.title = graph?.name ? `Network: ${graph.name}` : 'Network';
        void this.panel.webview.postMessage(message);
    }

    private async ask(parameters: object): Promise<GraphResult | undefined> {
        try {
            return await this.server.ask<GraphResult>('archgen/graph', parameters);
        } catch (error) {
            return { choices: [], problem: error instanceof Error ? error.message : String(error) };
        }
    }

    private async receive(message: ToEditor): Promise<void> {
        switch (message.kind) {
            case 'ready':
                await this.refresh();
                break;
            case 'choose':
                this.name = message.name;
                await this.refresh();
                break;
            case 'reveal':
                await this.reveal(message.location);
                break;
        }
    }

    private async reveal(location: Location): Promise<void> {
        const { start, end } = location.range;
        const range = new vscode.Range(start.line, start.character, end.line, end.character);
        const uri = vscode.Uri.parse(location.uri);
        const beside = vscode.window.visibleTextEditors.find(e => e.document.uri.toString() === uri.toString())?.viewColumn ?? vscode.ViewColumn.One;
        const editor = await vscode.window.showTextDocument(uri, { viewColumn: beside, preserveFocus: false, selection: new vscode.Range(range.start, range.start) });
        editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
}
