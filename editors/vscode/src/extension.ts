import * as vscode from 'vscode';
import { GraphPanel } from './graphPanel';
import { Server } from './server';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    // What C# extensions start from here on builds in the background without findings that are shown already. They don't reach terminals or tasks.
    if (vscode.workspace.getConfiguration('archgen').get('hideBuildFindings', true)) {
        process.env.ArchGenLanguageServer = 'true';
    }

    server = new Server(context);
    const panel = new GraphPanel(context, server);
    context.subscriptions.push(
        panel,
        vscode.commands.registerCommand('archgen.restartServer', () => server?.restart()),
        vscode.commands.registerCommand('archgen.showGraph', (uri?: unknown, name?: unknown) =>
            panel.show(typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined, typeof name === 'string' ? name : undefined)),
        vscode.commands.registerCommand('archgen.showUses', showUses),
        vscode.workspace.onDidChangeConfiguration(change => {
            if (change.affectsConfiguration('archgen.server')) {
                void server?.restart();
            }
        }),
    );
    await server.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}

interface Position { line: number; character: number }

interface Location { uri: string; range: { start: Position; end: Position } }

/** The uses that a code lens counts, in the editor's own list. */
async function showUses(uri: string, at: Position, uses: Location[]): Promise<void> {
    const position = (p: Position) => new vscode.Position(p.line, p.character);
    await vscode.commands.executeCommand(
        'editor.action.showReferences', vscode.Uri.parse(uri), position(at),
        uses.map(use => new vscode.Location(vscode.Uri.parse(use.uri), new vscode.Range(position(use.range.start), position(use.range.end)))));
}
