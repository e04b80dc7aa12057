"""What is started again and again imports only what it needs: modules of the standard library can take longer than all that is done."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SDK = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python")
SLOW = ["ast", "collections", "enum", "hashlib", "inspect", "json", "pickle", "re", "shlex", "signal", "subprocess", "tokenize", "traceback", "typing"]
FLOW = """import sys
from metaflow import FlowSpec, Parameter, step
class F(FlowSpec):
    '''%s'''
    @step(start=True, end=True)
    def only(self): pass
F.__doc__ = ' '.join(sys.modules)
"""
PRINTS = """from metaflow import *
class Tells(FlowMutator):
    def mutate(self, flow): print("changed")
print("loaded")
@Tells
class F(FlowSpec):
    @step(start=True, end=True)
    def only(self): pass
"""
READ_WITHOUT_WRITING = """import os, runpy
access = os.access
os.access = lambda path, mode: path != %r and access(path, mode)
runpy.run_path(%r, run_name="__main__")
"""


class StartTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def test_reading_a_flow(self):
        path = os.path.join(self.folder, "flow.py")
        with open(path, "w") as file:
            file.write(FLOW)
        # Without what the installation's own hooks import.
        command = [sys.executable, "-I", "-S", "-B", os.path.join(SDK, "frazil", "_introspect", "__main__.py")]
        result = subprocess.run(command, input=json.dumps([path, {}]), capture_output=True, text=True)
        self.assert_light(json.loads(result.stdout)["flow"]["doc"].split())

    def test_what_a_flow_prints_is_shown_once(self):
        path = os.path.join(self.folder, "flow.py")
        with open(path, "w") as file:
            file.write(PRINTS)
        command = [sys.executable, "-B", os.path.join(SDK, "frazil", "_introspect", "__main__.py")]
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        for shown_by, told in ((1, "loaded\nchanged\n"), (os.getpid(), "changed\n")):
            variables["FRAZIL_SHOWN_BY"] = str(shown_by)
            result = subprocess.run(command, input=json.dumps([path, {}]), capture_output=True, text=True, env=variables)
            self.assertEqual((result.stderr, json.loads(result.stdout)["flow"]["name"]), (told, "F"))

    def test_in_a_folder_that_cannot_be_written_what_was_compiled_is_kept_elsewhere(self):
        sdk, home = os.path.join(self.folder, "sdk"), os.path.join(self.folder, "home")
        shutil.copytree(SDK, sdk, ignore=shutil.ignore_patterns("__pycache__"))
        program = os.path.join(sdk, "frazil", "_introspect", "__main__.py")
        # Whoever tests as root could write nevertheless.
        command = [sys.executable, "-I", "-B", "-c", READ_WITHOUT_WRITING % (sdk, program)]
        flow = os.path.join(self.folder, "flow.py")
        with open(flow, "w") as file:
            file.write("import beside\n" + FLOW.replace("sys.modules)", "[m.__cached__ for m in sys.modules.values() if m.__name__.startswith('frazil.') or m is beside])"))
        with open(os.path.join(self.folder, "beside.py"), "w"):
            pass

        def read():
            variables = {**os.environ, "FRAZIL_HOME": home}
            result = subprocess.run(command, input=json.dumps([flow, {}]), capture_output=True, text=True, env=variables)
            return json.loads(result.stdout)["flow"]["doc"].split()

        def compiled(folder):
            names = [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]
            return [name for name in names if name.endswith(".pyc") and "_frazil_bytecode" not in name]

        os.makedirs(os.path.join(home, "cache"))
        *ours, _beside = read()
        kept = compiled(home)
        self.assertEqual((sorted(compiled(self.folder)), len(kept) > 10), (sorted(kept), True))
        self.assertEqual([name for name in ours if not name.startswith(home)], [])

    def test_becoming_the_command_line_tool(self):
        program = "import sys; sys.path.insert(0, %r); import metaflow, frazil._script as script; script._python(); print(*sys.modules)"
        self.assert_light(self.modules_of(program % SDK))

    def test_serving_tasks(self):
        server = os.path.join(SDK, "frazil", "_fork_server.py")
        # Whose control is closed, it ends at once.
        program = "import os, sys; sys.argv[1:] = ['/nowhere']; os.dup2(os.open(os.devnull, os.O_RDONLY), 3)\n"
        program += "exec(compile(open(%r).read(), %r, 'exec'), {'__file__': %r}); print(*sys.modules)"
        if hasattr(os, "fork"):
            # `_pickle` imports it.
            self.assert_light(self.modules_of(program % (server, server, server)), ["collections"])

    def modules_of(self, program):
        return subprocess.run([sys.executable, "-I", "-S", "-B", "-c", program], capture_output=True, text=True, check=True).stdout.split()

    def assert_light(self, modules, allowed=()):
        self.assertIn("frazil._flow", modules)
        self.assertEqual([name for name in SLOW if name in modules], list(allowed))
