import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, type LanguageClientOptions } from 'vscode-languageclient/node';
import { findServer } from './findServer';

/** The language server's process, and the client that speaks to it. */
export class Server {
    private client: LanguageClient | undefined;
    private turn: Promise<void> = Promise.resolve();
    private readonly output = vscode.window.createOutputChannel('ArchGen');

    constructor(private readonly context: vscode.ExtensionContext) {
        context.subscriptions.push(this.output);
    }

    start(): Promise<void> {
        return this.next(() => this.begin());
    }

    stop(): Promise<void> {
        return this.next(() => this.end());
    }

    restart(): Promise<void> {
        return this.next(async () => {
            await this.end();
            await this.begin();
        });
    }

    /** Asks the server; undefined where it isn't running. */
    async ask<Result>(method: string, parameters: object): Promise<Result | undefined> {
        await this.turn;
        return this.client?.isRunning() ? await this.client.sendRequest<Result>(method, parameters) : undefined;
    }

    /** A document as the server's messages name it. */
    uriOf(document: vscode.TextDocument): string {
        return this.client ? this.client.code2ProtocolConverter.asUri(document.uri) : document.uri.toString();
    }

    private next(action: () => Promise<void>): Promise<void> {
        this.turn = this.turn.then(action, action);
        return this.turn;
    }

    private async begin(): Promise<void> {
        const found = findServer({
            setting: vscode.workspace.getConfiguration('archgen').get('server.path', '').trim(),
            folders: (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file').map(folder => folder.uri.fsPath),
            isTrusted: vscode.workspace.isTrusted,
            path: process.env.PATH ?? '',
            extension: this.context.extensionPath,
            platform: process.platform,
        });
        if ('problem' in found) {
            this.output.appendLine(found.problem);
            void this.offerSettings(found.problem);
            return;
        }

        this.output.appendLine(`Starting ${[found.command, ...found.args].join(' ')} (from ${found.where})`);
        const options: LanguageClientOptions = {
            documentSelector: [{ language: 'archgen', scheme: 'file' }, { language: 'archgen', scheme: 'untitled' }],
            outputChannel: this.output,
            revealOutputChannelOn: RevealOutputChannelOn.Never,
            diagnosticCollectionName: 'archgen',
            markdown: { isTrusted: false, supportHtml: false },
        };
        const client = new LanguageClient('archgen', 'ArchGen', { command: found.command, args: found.args }, options);
        try {
            await client.start();
            this.client = client;
        } catch (error) {
            const problem = `ArchGen's server (${found.command}, from ${found.where}) doesn't start: ${error instanceof Error ? error.message : String(error)}`;
            this.output.appendLine(problem);
            void this.offerSettings(problem);
        }
    }

    private async end(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        await client?.stop().catch(error => this.output.appendLine(String(error)));
    }

    private async offerSettings(problem: string): Promise<void> {
        const settings = 'Open Settings', log = 'Show Output';
        const chosen = await vscode.window.showErrorMessage(problem, settings, log);
        if (chosen === settings) {
            await vscode.commands.executeCommand('workbench.action.openSettings', 'archgen.server.path');
        } else if (chosen === log) {
            this.output.show();
        }
    }
}
