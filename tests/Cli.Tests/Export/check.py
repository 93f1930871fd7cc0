# usage: /usr/bin/python3 check.py MODEL.onnx…   holds models against the standard, with Debian's onnx; a line each: name, operator set, nodes, inputs, then what is wrong
import os
import sys

import onnx

failed = False
for path in sys.argv[1:]:
    name = os.path.basename(path)[: -len(".onnx")]
    try:
        onnx.checker.check_model(path, full_check=True)
        model = onnx.load(path, load_external_data=False)
        inputs = ", ".join("[" + ", ".join(d.dim_param or str(d.dim_value) for d in i.type.tensor_type.shape.dim) + "]" for i in model.graph.input)
        print(name, model.opset_import[0].version, len(model.graph.node), inputs, "", sep="\t")
    except Exception as e:
        failed = True
        print(name, "", "", "", " ".join(str(e).split()), sep="\t")
sys.exit(1 if failed else 0)
