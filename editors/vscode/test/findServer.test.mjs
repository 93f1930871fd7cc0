// Which server the extension starts, in folders made for it.
import assert from 'node:assert/strict';
import { buildSync } from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'archgen-find-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));
buildSync({ entryPoints: [path.join(here, '../src/findServer.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: path.join(scratch, 'findServer.cjs') });
const { findServer } = createRequire(import.meta.url)(path.join(scratch, 'findServer.cjs'));

function file(...parts) {
    const made = path.join(scratch, ...parts);
    fs.mkdirSync(path.dirname(made), { recursive: true });
    fs.writeFileSync(made, '#!/bin/sh\n', { mode: 0o755 });
    return made;
}

const own = file('workspace', 'archgen');
const onPath = file('bin', 'archgen');
const dotnet = file('dotnet', 'dotnet');
const bundled = file('extension', 'server', 'ArchGen.LanguageServer.dll');
const chosen = file('tools', 'archgen.dll');
const folder = name => path.join(scratch, name);
const all = {
    setting: '', folders: [folder('workspace')], isTrusted: true, path: [folder('bin'), folder('dotnet')].join(path.delimiter), extension: folder('extension'), platform: 'linux',
};

test('the setting comes first, and a library is started by dotnet', () =>
    assert.deepEqual(findServer({ ...all, setting: chosen }), { command: dotnet, args: [chosen, 'lsp'], where: 'the setting archgen.server.path' }));
test('a relative setting starts at the workspace', () => assert.equal(findServer({ ...all, setting: 'archgen' }).command, own));
test('a setting that names nothing is said, not passed over', () => assert.match(findServer({ ...all, setting: '/no/such/archgen' }).problem, /\/no\/such\/archgen/));
test('then the workspace\'s own', () => assert.deepEqual(findServer(all), { command: own, args: ['lsp'], where: 'the workspace' }));
test('but not of a workspace that isn\'t trusted', () => assert.equal(findServer({ ...all, isTrusted: false }).command, onPath));
test('nor a launcher of ArchGen itself that isn\'t built', () => {
    file('clone', 'archgen');
    file('clone', 'ArchGen.sln');
    assert.equal(findServer({ ...all, folders: [folder('clone')] }).command, onPath);
    file('clone', 'artifacts', 'bin', 'Cli', 'release', 'archgen.dll');
    assert.equal(findServer({ ...all, folders: [folder('clone')] }).command, path.join(folder('clone'), 'archgen'));
});
test('then the one on the PATH', () => assert.equal(findServer({ ...all, folders: [] }).command, onPath));
test('then the extension\'s', () =>
    assert.deepEqual(findServer({ ...all, folders: [], path: folder('dotnet') }), { command: dotnet, args: [bundled], where: 'the extension' }));
test('without dotnet, what to do is said', () => assert.match(findServer({ ...all, folders: [], path: '' }).problem, /\.NET 10 runtime/));
test('with nothing at all, too', () => assert.match(findServer({ ...all, folders: [], path: '', extension: folder('none') }).problem, /archgen\.server\.path/));
