"""current.graph: what the flow's file says of its steps."""

import sys

from .._load import import_own

_TYPES = {"gang": "foreach", "switch": "split-switch"}


def graph_of(task):
    """The graph, as plain values."""
    path = task["file"]
    sources = import_own("frazil._introspect.sources").Sources(path)
    describe = import_own("frazil._introspect.describe").describe
    flow_class = import_own("frazil._load").flow_class_of(sys.modules["__main__"], task["flow"])
    flow = describe(flow_class, path, sources)
    return {
        "file": flow["file"],
        "start_step": next(step["name"] for step in flow["steps"] if step.get("isStart", step["name"] == "start")),
        "end_step": next(step["name"] for step in flow["steps"] if step.get("isEnd", step["name"] == "end")),
        "doc": flow["doc"],
        "parameters": [{"name": parameter["name"], "type": parameter["type"]} for parameter in flow["parameters"]],
        "decorators": flow["decorators"],
        "steps": {step["name"]: _step(step) for step in flow["steps"]},
    }


def _step(step):
    following = step["next"]
    targets = following.get("targets") or [case["target"] for case in following.get("cases", ())]
    kind = _TYPES.get(following["kind"], following["kind"])
    return {
        "name": step["name"],
        "type": "join" if step["isJoin"] else "start" if step["name"] == "start" else kind,
        "line": step["line"],
        "doc": step["doc"],
        "decorators": [{"name": decorator["name"], "attributes": decorator["attributes"]} for decorator in step["decorators"]],
        "next": targets or ([following["target"]] if "target" in following else []),
        "foreach_artifact": following.get("variable"),
        "condition": following.get("condition"),
    }
