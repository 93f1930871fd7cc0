// usage: node run.mjs MODEL.onnx…   runs each in ONNX Runtime over the test sets in the folder of its name; a line each: name, the sets' shapes, the largest relative
// difference, then what went wrong. ARCHGEN_ONNXRUNTIME is the folder that onnxruntime-node is installed in.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
const ort = createRequire(path.join(process.env.ARCHGEN_ONNXRUNTIME ?? process.cwd(), 'here.js'))('onnxruntime-node');

// A TensorProto's dims (1), data_type (2) and raw_data (9).
function read(file) {
  const bytes = fs.readFileSync(file);
  const dims = [];
  let at = 0, type = 0, raw;
  const varint = () => {
    let value = 0, scale = 1, byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  };
  while (at < bytes.length) {
    const tag = varint(), field = tag >> 3, value = varint();
    if ((tag & 7) === 0) {
      if (field === 1) dims.push(value);
      if (field === 2) type = value;
      continue;
    }
    if (field === 9) raw = bytes.subarray(at, at + value);
    at += value;
  }
  const copy = new Uint8Array(raw).buffer;
  return type === 7 ? new ort.Tensor('int64', new BigInt64Array(copy), dims) : new ort.Tensor('float32', new Float32Array(copy), dims);
}

function difference(got, wanted) {
  let most = 0, largest = 0;
  for (let i = 0; i < wanted.length; i++) {
    const here = Math.abs(Number(got[i]) - Number(wanted[i]));
    // What isn't a number is never close.
    if (!(here <= most)) most = here;
    largest = Math.max(largest, Math.abs(Number(wanted[i])));
  }
  return most / Math.max(largest, 1e-30);
}

let failed = false;
for (const model of process.argv.slice(2)) {
  const name = path.basename(model, '.onnx'), folder = path.join(path.dirname(model), name);
  const shapes = [];
  let worst = 0;
  try {
    const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 });
    for (let set = 0; fs.existsSync(path.join(folder, `test_data_set_${set}`)); set++) {
      const at = path.join(folder, `test_data_set_${set}`);
      const feeds = Object.fromEntries(session.inputNames.map((input, i) => [input, read(path.join(at, `input_${i}.pb`))]));
      shapes.push(Object.values(feeds).map(f => f.dims.join('×')).join(' and '));
      const results = await session.run(feeds);
      session.outputNames.forEach((output, i) => {
        const wanted = read(path.join(at, `output_${i}.pb`)), got = results[output];
        if (got.dims.join() !== wanted.dims.join()) throw new Error(`'${output}' is [${got.dims}], and the module's is [${wanted.dims}]`);
        const here = difference(got.data, wanted.data);
        if (!(here <= worst)) worst = here;
      });
    }
    await session.release();
    console.log([name, shapes.join(', '), worst.toExponential(1), ''].join('\t'));
  } catch (e) {
    failed = true;
    console.log([name, shapes.join(', '), '', e.message.replace(/\s+/g, ' ')].join('\t'));
  }
}
process.exit(failed ? 1 : 0);
