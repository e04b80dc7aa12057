"""Shows values of artifacts: `python -B dump_values.py`, with a JSON object on standard input.

Members: `sdk` (its folder), `flow` (the flow file), `tasks` ([{pathspec, artifacts: [{name, file, digest}]}]), `output` (a file for the
values of all as one pickle, or null), `adds` (whether that file has those of other tasks already). Prints one JSON object a line,
{pathspec, name, value} or {pathspec, name, error}: for a file, only what can't be written.
"""

import json
import os
import sys

# Characters of a value that is shown.
LONGEST = 1 << 26


def main():
    # What unpickling prints is no answer of ours.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    sys.path.insert(0, request["sdk"])
    sys.path.insert(1, os.path.dirname(request["flow"]))
    output = request["output"]
    kept = read(output) if request["adds"] else {}
    for task in request["tasks"]:
        if output is None:
            show_values(task, request["flow"], answers)
        else:
            kept[task["pathspec"]] = dict(read_values(task, request["flow"], answers))
    if output is not None:
        save(kept, output)
    answers.close()


def show_values(task, flow, answers):
    for name, value in read_values(task, flow, answers):
        tell(answers, task, name, shown(value))


def shown(value):
    try:
        text = repr(value)
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}
    return {"value": text} if len(text) <= LONGEST else {"error": "its text has %s characters" % format(len(text), ",")}


def read_values(task, flow, answers):
    for artifact in task["artifacts"]:
        try:
            value = load(artifact, flow)
        except Exception as error:
            tell(answers, task, artifact["name"], {"error": "%s: %s" % (type(error).__name__, error)})
        else:
            yield artifact["name"], value


def tell(answers, task, name, told):
    answers.write(json.dumps({"pathspec": task["pathspec"], "name": name, **told}) + "\n")


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


def read(path):
    import pickle

    with open(path, "rb") as stream:
        return pickle.load(stream)


def save(values, path):
    import pickle

    with open(path, "wb") as stream:
        pickle.dump(values, stream, protocol=4)


main()
