import * as fs from 'node:fs';
import * as path from 'node:path';

/** A program to start, or why there is none. */
export type Found = { command: string; args: string[]; where: string } | { problem: string };

export interface Surroundings {
    setting: string;
    folders: string[];
    isTrusted: boolean;
    path: string;
    extension: string;
    platform: NodeJS.Platform;
}

/** The server: what the setting says, then the workspace's own, then the one on the PATH, then the one that comes with the extension. */
export function findServer(around: Surroundings): Found {
    if (around.setting) {
        const candidates = path.isAbsolute(around.setting) ? [around.setting] : around.folders.map(folder => path.join(folder, around.setting));
        const there = candidates.find(isFile);
        return there
            ? start(there, 'the setting archgen.server.path', around)
            : { problem: `The setting archgen.server.path is "${around.setting}", and there is no such file${candidates.length ? ` (looked for ${candidates.join(', ')})` : ''}.` };
    }

    const names = around.platform === 'win32' ? ['archgen.exe', 'archgen.cmd'] : ['archgen'];
    // A workspace that isn't trusted doesn't say what is run.
    for (const folder of around.isTrusted ? around.folders : []) {
        const own = names.map(name => path.join(folder, name)).find(isProgram);
        if (own && isBuilt(folder)) {
            return start(own, 'the workspace', around);
        }
    }

    for (const folder of around.path.split(path.delimiter).filter(Boolean)) {
        const known = names.map(name => path.join(folder, name)).find(isProgram);
        if (known) {
            return start(known, 'the PATH', around);
        }
    }

    const bundled = path.join(around.extension, 'server', 'ArchGen.LanguageServer.dll');
    const dotnet = onPath(around.platform === 'win32' ? 'dotnet.exe' : 'dotnet', around.path);
    if (isFile(bundled) && dotnet) {
        return { command: dotnet, args: [bundled], where: 'the extension' };
    }

    return {
        problem: isFile(bundled)
            ? 'ArchGen\'s server needs the .NET 10 runtime, and there is no dotnet on the PATH. Install it, or set archgen.server.path to an archgen program.'
            : 'There is no archgen program: not in the workspace, not on the PATH. Set archgen.server.path to one.',
    };
}

function start(file: string, where: string, around: Surroundings): Found {
    if (!file.endsWith('.dll')) {
        return { command: file, args: ['lsp'], where };
    }
    const dotnet = onPath(around.platform === 'win32' ? 'dotnet.exe' : 'dotnet', around.path);
    const args = path.basename(file) === 'ArchGen.LanguageServer.dll' ? [file] : [file, 'lsp'];
    return dotnet ? { command: dotnet, args, where } : { problem: `${file} is to be started by dotnet, which isn't on the PATH.` };
}

/** The launcher of ArchGen's own repository says nothing but that it isn't built, until it is. */
function isBuilt(folder: string): boolean {
    return !isFile(path.join(folder, 'ArchGen.sln')) || ['release', 'debug'].some(kind => isFile(path.join(process.env.ArtifactsPath ?? path.join(folder, 'artifacts'), 'bin', 'Cli', kind, 'archgen.dll')));
}

function onPath(name: string, folders: string): string | undefined {
    return folders.split(path.delimiter).filter(Boolean).map(folder => path.join(folder, name)).find(isFile);
}

function isFile(file: string): boolean {
    try {
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}

function isProgram(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return isFile(file);
    } catch {
        return false;
    }
}
