// ONNX Runtime's side: the official model as PyTorch exports it. Usage: onnx.mjs FOLDER_OF_ONNXRUNTIME_NODE
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const onnx = require("onnxruntime-node");
let session, feeds;

const actions = {
  about: () => ({ version: require("onnxruntime-node/package.json").version }),
  async load({ path, images, shape, threads }) {
    session = await onnx.InferenceSession.create(path, {
      executionProviders: ["cpu"], graphOptimizationLevel: "all", intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential",
    });
    const bytes = readFileSync(images);
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    feeds = { [session.inputNames[0]]: new onnx.Tensor("float32", values, shape) };
  },
  async output({ path }) {
    const logits = (await session.run(feeds))[session.outputNames[0]].data;
    writeFileSync(path, new Uint8Array(logits.buffer, logits.byteOffset, logits.byteLength));
  },
  async forward({ count }) {
    const [wall, processor] = [[], []];
    for (let i = 0; i < count; i++) {
      const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
      await session.run(feeds);
      const since = process.cpuUsage(used);
      wall.push(Number(process.hrtime.bigint() - start) / 1e6);
      processor.push((since.user + since.system) / 1e3);
    }
    return { wall, processor };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = (await actions[request.do](request)) ?? {};
  } catch (fault) {
    answer = { error: String(fault) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
