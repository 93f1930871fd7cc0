// Makes bundle/: the page's program with the licences of what is in it, and its style sheet. `archgen` has both as resources; they are committed, and a test builds them anew.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, 'bundle');
const common = { absWorkingDir: here, bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning', charset: 'ascii', write: false, metafile: true };
const program = await build({ ...common, entryPoints: ['src/main.ts'], platform: 'browser', format: 'iife', target: 'es2022' });
const styles = await build({ ...common, entryPoints: ['src/page.css'] });

// Every package that is in the program, with its licence; packages that share a text share its place.
const used = Object.values(program.metafile.outputs).flatMap(output => Object.entries(output.inputs)).filter(([, input]) => input.bytesInOutput > 0).map(([path]) => path);
const packages = [...new Set(used.map(path => path.match(/^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean))].sort();
const texts = new Map();
for (const path of packages) {
  const folder = join(here, path);
  const file = readdirSync(folder).find(f => /^licen[cs]e/i.test(f));
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n') : null;
  if (!text)
    throw new Error(`${name} ${version} (${license}) comes without a licence's text.`);
  texts.set(text, [...texts.get(text) ?? [], `${name} ${version}`]);
}
const notices = [...texts].map(([text, names]) => `${names.join(', ')}\n\n${text}`).join('\n\n----\n\n');

const script = `/*\nThis program contains:\n\n${notices}\n*/\n${program.outputFiles[0].text}`;
const style = styles.outputFiles[0].text;
for (const [what, text] of [['program', script], ['style sheet', style]]) {
  if (/<\/(script|style)|<!--/i.test(text) || notices.includes('*/'))
    throw new Error(`The ${what} would end the element that it stands in.`);
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'page.js'), script);
writeFileSync(join(out, 'page.css'), style);
