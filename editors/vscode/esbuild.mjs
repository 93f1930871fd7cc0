// Two bundles: the extension, for the extension host, and the graph's page, for a webview.
import { build } from 'esbuild';

const common = { bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning' };
await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', platform: 'node', format: 'cjs', target: 'node18', external: ['vscode'] });
await build({ ...common, entryPoints: ['webview/page.ts'], outfile: 'dist/graph.js', platform: 'browser', format: 'iife', target: 'es2022' });
await build({ ...common, entryPoints: ['webview/graph.css'], outfile: 'dist/graph.css' });
