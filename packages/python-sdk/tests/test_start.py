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
