// usage: node run.mjs MODEL.onnx…   runs each over the test sets in the folder of its name; a line each: name, the sets' shapes and the largest relative difference
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
const require = createRequire(process.cwd() + '/');
const ort = require(process.env.ARCHGEN_ONNXRUNTIME || 'onnxruntime-node');

// A TensorProto's dims (1), data_type (2) and raw_data (9).
function read(file) {
  const bytes = fs.readFileSync(file);
  let at = 0, type = 0, raw; const dims = [];
  const varint = () => { let value = 0n, shift = 0n, b; do { b = bytes[at++]; value |= BigInt(b & 127) << shift; shift += 7n; } while (b & 128); return value; };
  while (at < bytes.length) {
    const tag = Number(varint()), field = tag >> 3, wire = tag & 7;
    if (wire === 0) { const value = Number(varint()); if (field === 1) dims.push(value); if (field === 2) type = value; continue; }
    const length = Number(varint());
    if (field === 9) raw = bytes.subarray(at, at + length);
    at += length;
  }
  const copy = new Uint8Array(raw).buffer;
  return type === 7 ? new ort.Tensor('int64', new BigInt64Array(copy), dims) : new ort.Tensor('float32', new Float32Array(copy), dims);
}

let failed = false;
for (const model of process.argv.slice(2)) {
  const name = path.basename(model, '.onnx'), folder = path.join(path.dirname(model), name);
  try {
    const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 });
    const shapes = []; let worst = 0;
    for (let set = 0; fs.existsSync(path.join(folder, `test_data_set_${set}`)); set++) {
      const at = path.join(folder, `test_data_set_${set}`), feeds = {};
      session.inputNames.forEach((input, i) => { feeds[input] = read(path.join(at, `input_${i}.pb`)); });
      shapes.push(Object.values(feeds).map(f => f.dims.join('×')).join(' '));
      const results = await session.run(feeds);
      session.outputNames.forEach((output, i) => {
        const wanted = read(path.join(at, `output_${i}.pb`)), got = results[output];
        if (got.dims.join() !== wanted.dims.join()) throw new Error(`${output} is [${got.dims}] and should be [${wanted.dims}]`);
        let difference = 0, largest = 0;
        for (let k = 0; k < wanted.data.length; k++) {
          const d = Math.abs(Number(got.data[k]) - Number(wanted.data[k]));
          if (!(d <= difference)) difference = d;
          largest = Math.max(largest, Math.abs(Number(wanted.data[k])));
        }
        const relative = difference / Math.max(largest, 1e-30);
        if (!(relative <= worst)) worst = relative;
      });
    }
    console.log([name, shapes.join(', '), worst.toExponential(1)].join('\t'));
    await session.release();
  } catch (e) { failed = true; console.log([name, 'FAILED', e.message].join('\t')); }
}
process.exit(failed ? 1 : 0);
