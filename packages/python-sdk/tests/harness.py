"""A supervisor for tests: runs one task of a flow over the task protocol and keeps what it says."""

import hashlib
import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import unittest

SDK = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python")
HEAD = "from metaflow import *\nclass F(FlowSpec):\n"


class Result:
    """What a task did."""

    def __init__(self):
        self.frames = []
        self.saved, self.kept, self.items, self.cards = {}, {}, [], {}
        self.live = []
        self.transition = self.exception = None
        self.done = False

    def artifacts(self):
        """What the next task inherits."""
        return {**self.kept, **{name: entry for name, (entry, _) in self.saved.items()}}

    def value(self, name):
        return self.saved[name][1]


class TaskTest(unittest.TestCase):
    """Runs tasks in a folder of its own, with the Python that runs the tests."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, source, name="flow.py"):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(source)
        return path

    def read(self, source, **given):
        """What the reader says of a flow file, given what the command line says of it."""
        command = [sys.executable, "-I", "-B", os.path.join(SDK, "frazil", "_introspect", "__main__.py")]
        request = json.dumps([self.write(source), given])
        result = subprocess.run(command, input=request, capture_output=True, text=True, cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def flow(self, body):
        """A flow file with this body of its class."""
        return self.write(HEAD + textwrap.indent(textwrap.dedent(body), "    "))

    def blob(self, value):
        """A stored value, as an input's artifact."""
        return self.entry(pickle.dumps(value, 4), type(value).__name__)

    def entry(self, content, kind):
        digest = hashlib.sha256(content).hexdigest()
        file = os.path.join(self.folder, digest)
        with open(file, "wb") as stream:
            stream.write(content)
        return {"digest": "sha256:" + digest, "size": len(content), "type": kind, "file": file}

    def run_task(self, path, step, inputs=(), **changes):
        """Runs one task; `inputs` are dicts of artifacts or pairs of a step's name and such a dict."""
        scratch = tempfile.mkdtemp(dir=self.folder)
        entries = [entry if isinstance(entry, tuple) else ("before", entry) for entry in inputs]
        task = {
            "kind": "task", "protocol": 1, "flow": "F", "file": path, "run": "7", "step": step, "task": "3", "attempt": 1,
            "maxAttempts": 4, "originRun": None, "username": "ada", "tags": ["t"], "systemTags": [], "namespace": "user:ada",
            "scratch": scratch, "parameters": {}, "foreach": [], "joined": None, "isJoin": False, "card": True,
            "next": {"kind": "linear", "target": "end"}, "configs": {}, "with": [], "failure": None, "project": None,
            "inputs": [
                {"step": name, "task": str(number), "index": number, "artifacts": artifacts}
                for number, (name, artifacts) in enumerate(entries)
            ],
        }  # fmt: skip
        task.update(changes)
        return self.converse(path, task)

    def converse(self, path, task):
        ours, theirs = socket.socketpair()
        self.pid = self.spawn(path, theirs.fileno())
        theirs.close()
        result = Result()
        with ours:
            self.send(ours, task)
            stream = ours.makefile("rb")
            with stream:
                while self.receive(ours, stream, result):
                    pass
        status = os.waitpid(self.pid, 0)[1]
        result.exit = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        for name in ("stdout", "stderr"):
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                setattr(result, name, file.read())
        return result

    def spawn(self, path, descriptor):
        program = os.path.join(SDK, "frazil", "_task", "__main__.py")
        command = [sys.executable, "-I", "-B", program, path]
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions = [
            (os.POSIX_SPAWN_DUP2, descriptor, 3),
            (os.POSIX_SPAWN_OPEN, 1, os.path.join(self.folder, "stdout"), flags, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, os.path.join(self.folder, "stderr"), flags, 0o600),
        ]
        return os.posix_spawn(command[0], command, self.variables(), file_actions=actions, setpgroup=0)

    def variables(self):
        return {"LC_ALL": "C", "PATH": os.environ["PATH"]}

    def send(self, connection, header):
        text = json.dumps(header).encode()
        connection.sendall(len(text).to_bytes(4, "big") + bytes(4) + text)

    def receive(self, connection, stream, result):
        lengths = stream.read(8)
        if not lengths:
            return False
        header = json.loads(stream.read(int.from_bytes(lengths[:4], "big")))
        payload = stream.read(int.from_bytes(lengths[4:], "big"))
        result.frames.append(header["kind"])
        getattr(self, "on_" + header["kind"])(connection, header, payload, result)
        return True

    def on_load(self, connection, header, _payload, _result):
        file = os.path.join(self.folder, header["digest"].partition(":")[2])
        self.send(connection, {"kind": "artifact", "digest": header["digest"], "file": file})

    def on_save(self, _connection, header, payload, result):
        result.saved[header["name"]] = self.stored(header, payload)

    def on_items(self, _connection, header, payload, result):
        entry, items = self.stored(header, payload)
        self.assertEqual(header["start"], sum(len(chunk) for _, chunk in result.items))
        self.assertEqual(header["count"], len(items))
        result.items.append((entry, items))

    def stored(self, header, payload):
        if header["file"] is not None:
            with open(header["file"], "rb") as file:
                self.assertEqual(payload, b"")
                payload = file.read()
            self.assertGreater(len(payload), 65536)
        entry = self.entry(payload, header.get("type"))
        self.assertEqual((entry["digest"], entry["size"]), (header["digest"], header["size"]))
        try:
            return entry, pickle.loads(payload)
        except (ImportError, AttributeError):
            return entry, payload

    def on_keep(self, _connection, header, _payload, result):
        result.kept = {
            name: {**entry, "file": os.path.join(self.folder, entry["digest"].partition(":")[2])}
            for name, entry in header["artifacts"].items()
        }

    def on_parameters(self, _connection, header, _payload, result):
        result.parameters = {name: result.value(name) for name in header["names"]}

    def on_card(self, _connection, header, payload, result):
        if header.get("live"):
            result.live.append(json.loads(payload))
        else:
            result.cards[header["id"]] = json.loads(payload)

    def on_next(self, _connection, header, _payload, result):
        result.transition = header["transition"]

    def on_done(self, _connection, _header, _payload, result):
        result.done = True

    def on_failed(self, _connection, header, _payload, result):
        result.exception = header["exception"]

    def ok(self, result):
        """The result of a task that has to succeed."""
        self.assertIsNone(result.exception, result.exception and result.exception["traceback"])
        self.assertEqual((result.done, result.exit, result.stderr), (True, 0, ""))
        return result

    def failed(self, result, kind, *words):
        """The traceback of a task that has to fail."""
        self.assertEqual((result.done, result.exit), (False, 1))
        self.assertEqual(result.exception["type"], kind, result.exception["traceback"])
        for word in words:
            self.assertIn(word, result.exception["message"])
        self.assertNotIn(SDK, result.exception["traceback"])
        return result.exception["traceback"]

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)
