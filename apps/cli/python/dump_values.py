"""Shows values of artifacts: `python -I -B dump_values.py`, with a JSON object on standard input.

Members: `sdk` (its folder), `flow` (the flow file), `artifacts` ([{name, file, digest}]), `output` (a file for the values of all as
one pickle, or null), `pathspec` (the key of the values in it). Prints one JSON object a line: {name, value} or {name, error}.
"""

import json
import os
import sys


def main():
    # What unpickling prints is no answer of ours.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    sys.path.insert(0, request["sdk"])
    sys.path.insert(1, os.path.dirname(request["flow"]))
    values = {}
    for artifact in request["artifacts"]:
        answer = {"name": artifact["name"]}
        try:
            value = values[artifact["name"]] = load(artifact, request["flow"])
            answer["value"] = repr(value)
        except Exception as error:
            answer["error"] = "%s: %s" % (type(error).__name__, error)
        answers.write(json.dumps(answer) + "\n")
    if request["output"] is not None:
        save({request["pathspec"]: values}, request["output"])
    answers.close()


def load(artifact, flow):
    from frazil._task.pickles import unpickle

    try:
        return unpickle(artifact["file"], artifact["digest"])
    except (AttributeError, ImportError):
        # A class of the flow's own file: the file has to be loaded first.
        load_flow(flow)
        return unpickle(artifact["file"], artifact["digest"])


def load_flow(path):
    from frazil._load import load_flow_module

    with open(path, "rb") as source:
        load_flow_module(path, compile(source.read(), path, "exec"))


def save(values, path):
    import pickle

    with open(path, "wb") as stream:
        pickle.dump(values, stream, protocol=4)


main()
