// Every shipped spec, tokenised as the editor does it: nothing in them is unknown to the grammar, and words have the scopes that they should.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const textmate = require('vscode-textmate');
const oniguruma = require('vscode-oniguruma');
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const grammarFile = path.join(here, '../syntaxes/archgen.tmLanguage.json');

const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer;
const registry = new textmate.Registry({
    onigLib: oniguruma.loadWASM(wasm).then(() => ({ createOnigScanner: sources => new oniguruma.OnigScanner(sources), createOnigString: text => new oniguruma.OnigString(text) })),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), grammarFile),
});
const grammar = await registry.loadGrammar('source.archgen');

/** Each token of a text: [what it is, its innermost scope]. */
function tokens(text) {
    let state = textmate.INITIAL;
    return text.split('\n').flatMap((line, number) => {
        const result = grammar.tokenizeLine(line, state);
        state = result.ruleStack;
        return result.tokens.map(token => ({ text: line.slice(token.startIndex, token.endIndex), scope: token.scopes.at(-1), line: number + 1 }));
    });
}

function scopeOf(text, word) {
    const token = tokens(text).find(t => t.text.trim() === word);
    assert.ok(token, `'${word}' is no token of its own in: ${text}`);
    return token.scope;
}

const specs = fs.readdirSync(path.join(root, 'specs'), { recursive: true }).filter(f => f.endsWith('.arch')).map(f => path.join(root, 'specs', f))
    .concat(fs.readdirSync(path.join(root, 'samples'), { recursive: true }).filter(f => f.endsWith('.arch')).map(f => path.join(root, 'samples', f)));

test('there are specs to look at', () => assert.ok(specs.length > 20));
for (const spec of specs) {
    test(`${path.relative(root, spec)} has nothing that the grammar doesn't know`, () => {
        const all = tokens(fs.readFileSync(spec, 'utf8'));
        const unknown = all.filter(t => t.scope.startsWith('invalid') || (t.scope === 'source.archgen' && t.text.trim() !== ''));
        assert.deepEqual(unknown, []);
        assert.ok(all.some(t => t.scope === 'storage.type.archgen'));
    });
}

for (const [text, word, scope] of [
    ['namespace My.Net;', 'My.Net', 'entity.name.namespace.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', 'block', 'storage.type.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', 'Encoder', 'entity.name.type.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', 'dim', 'variable.parameter.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', 'int', 'support.type.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', 'same', 'variable.language.archgen'],
    ['block Encoder(dim: int) : [N, C] -> same {', '->', 'keyword.operator.archgen'],
    ['extern block Quantize() : [N] -> same', 'extern', 'storage.modifier.archgen'],
    ['    dwconv: conv2d(dim, 3, padding: 1)', 'dwconv', 'entity.name.tag.archgen'],
    ['    dwconv: conv2d(dim, 3, padding: 1)', 'conv2d', 'support.function.operator.archgen'],
    ['    dwconv: conv2d(dim, 3, padding: 1)', 'padding', 'variable.parameter.archgen'],
    ['    dwconv: conv2d(dim, 3, padding: 1)', '3', 'constant.numeric.archgen'],
    ['    stages[i]: Stage(dims[i])', 'stages', 'entity.name.tag.archgen'],
    ['    norm: layer_norm(eps: 1e-6)', '1e-6', 'constant.numeric.archgen'],
    ['variant A = Net() expect params 5.59M, macs 1.26G at [1, 3, 256, 256]', '5.59M', 'constant.numeric.archgen'],
    ['variant A = Net() expect params 5.59M, macs 1.26G at [1, 3, 256, 256]', 'expect', 'keyword.other.archgen'],
    ['variant A = Net() expect params 5.59M, macs 1.26G at [1, 3, 256, 256]', 'at', 'keyword.other.archgen'],
    ['    for i in 0..depth { relu }', 'for', 'keyword.control.archgen'],
    ['    for i in 0..depth { relu }', '..', 'keyword.operator.archgen'],
    ['    let q = it |> to_q: linear(C)', 'it', 'variable.language.archgen'],
    ['    if not bias and x { relu }', 'not', 'keyword.operator.word.archgen'],
    ['    a // why not', '// why not', 'comment.line.double-slash.archgen'],
    ['/// What it does', '/// What it does', 'comment.line.documentation.archgen'],
    ['    "a.\\n" = "b"', '\\n', 'constant.character.escape.archgen'],
    ['    x $ y', '$', 'invalid.illegal.archgen'],
    ['ablation Study of Small {', 'Study', 'entity.name.type.archgen'],
    ['ablation Study of Small {', 'of', 'keyword.other.archgen'],
    ['    axis kernels: growing = [3, 5]', 'kernels', 'variable.parameter.archgen'],
    ['const EXPANSION = 4', 'EXPANSION', 'variable.other.constant.archgen'],
    ['fn round8(width: float) = max(8, width)', 'round8', 'entity.name.function.archgen'],
]) {
    test(`${word} in "${text}" is ${scope}`, () => assert.equal(scopeOf(text, word), scope));
}
