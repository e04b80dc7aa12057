"""What a flow needs beyond its folder: what mutators add to its code package, and modules that decorators are from."""

import json
import os

from harness import TaskTest

HEAD = "import sys\nsys.path.append(%r)\nfrom metaflow import *\n"
STEPS = """class F(FlowSpec):
    %s
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self): pass
"""
LIBRARY = """
from metaflow import user_step_decorator

@user_step_decorator
def noted(step_name, flow, inputs):
    from acme.words import WORD
    flow.word = WORD
    yield
"""


class PackageTest(TaskTest):
    def setUp(self):
        super().setUp()
        self.other = os.path.join(self.folder, "other", "site-packages")
        for path, content in (("acme/__init__.py", LIBRARY), ("acme/words.py", "WORD = 'hi'"), ("acme/a.json", "{}"), ("single.py", LIBRARY)):
            path = os.path.join(self.other, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(content)
        self.head = HEAD % self.other

    def files(self, decorators, head="", **given):
        """The paths in the package of what a flow adds, or what is wrong."""
        report = self.read(self.head + head + decorators + STEPS % "", deploy=True, **given)
        if "problems" in report:
            return report["problems"][0]["details"]["message"]
        return {entry["path"]: os.path.relpath(entry["file"], self.other) for entry in report.get("additions", {"files": []})["files"]}

    def test_sources(self):
        acme = {"acme/__init__.py": "acme/__init__.py", "acme/words.py": "acme/words.py"}
        self.assertEqual(self.files("@package_sources('other/site-packages/acme')\n"), acme)
        both = self.files("@package_sources(['other/site-packages/single.py', ('other/site-packages/acme', 'v/a')], suffixes='json,.py')\n")
        self.assertEqual(both, {"single.py": "single.py", "v/a/__init__.py": "acme/__init__.py", "v/a/a.json": "acme/a.json", "v/a/words.py": "acme/words.py"})
        self.assertEqual(self.files("@package_sources('other/site-packages/single.py', arcname='x/y.py')\n"), {"x/y.py": "single.py"})
        self.assertEqual(self.files("@package_sources('other/site-packages/acme', suffixes=['json'])\n"), {"acme/a.json": "acme/a.json"})
        self.assertIn("there is no nothing.py", self.files("@package_sources('nothing.py')\n"))
        self.assertIn("stays inside", self.files("@package_sources(('flow.py', '../x'))\n"))
        self.assertIn("for one source", self.files("@package_sources(['flow.py', 'a.py'], arcname='x')\n"))

    def test_suffixes(self):
        head = "from metaflow.plugins.package_suffixes_mutator import package_suffixes\n"
        self.assertEqual(self.files("@package_suffixes('json')\n", head), {"other/site-packages/acme/a.json": "acme/a.json"})

    def test_hooks(self):
        head = "from metaflow.packaging_sys import ContentType\nclass %s:\n    def add_to_package(self):\n        yield from %s\n@%s\n"
        path = os.path.join(self.other, "single.py")
        self.assertEqual(self.files("", head % ("A(FlowMutator)", [(path, "a/b.py"), (path, "a/b.py")], "A")), {"a/b.py": "single.py"})
        two = [(path, "a"), (os.path.join(self.other, "acme/words.py"), "a")]
        self.assertIn("two files", self.files("", head % ("A(FlowMutator)", two, "A")))
        self.assertIn("stays inside", self.files("", head % ("A(FlowMutator)", [(path, "/etc/x")], "A")))
        own = head.rsplit("@", 1)[0] % ("A(StepMutator)", "[(%r, 'of_step.py', ContentType.CODE_CONTENT)]" % path)
        self.assertEqual(self.read(self.head + own + STEPS % "@A", deploy=True)["additions"]["files"], [{"path": "of_step.py", "file": path}])
        # Nothing is packaged of a flow that isn't deployed.
        self.assertNotIn("additions", self.read(self.head + own + STEPS % "@A"))

    def test_modules_of_decorators(self):
        acme = {"name": "acme", "path": os.path.join(self.other, "acme")}
        source = self.head + "from acme import noted\n" + STEPS % "@noted"
        self.assertEqual(self.read(source)["additions"], {"modules": [acme], "files": []})
        named = self.read(self.head + STEPS % "", **{"with": ["single.noted"]})
        self.assertEqual(named["additions"]["modules"], [{"name": "single", "path": os.path.join(self.other, "single.py")}])
        self.assertEqual(named["flow"]["steps"][0]["userDecorators"], ["noted"])
        self.assertNotIn("additions", self.read(self.head + LIBRARY + STEPS % "@noted"))
        module = "import acme\nfrom metaflow.packaging_sys import ContentType\nclass A(FlowMutator):\n    def add_to_package(self):\n        yield acme, 'acme', ContentType.MODULE_CONTENT\n@A\n"
        self.assertEqual(self.read(self.head + module + STEPS % "", deploy=True)["additions"]["modules"], [acme])

    def test_a_decorator_that_can_t_be_imported(self):
        reasons = [self.read(self.head + STEPS % "", **{"with": [name]})["problems"][0]["details"]["reason"] for name in ("nowhere.at_all", "acme.nothing")]
        self.assertIn("No module named 'nowhere'", reasons[0])
        self.assertEqual(reasons[1], "there is no decorator @acme.nothing")

    def test_a_task_finds_them_where_its_environment_has_none(self):
        path = self.write("from metaflow import *\nfrom acme import noted\n" + STEPS % "@noted")
        self.failed(self.run_task(path, "start"), "ModuleNotFoundError")
        modules = json.dumps({"acme": os.path.join(self.other, "acme"), "single": os.path.join(self.other, "single.py")})
        variables = self.variables()
        self.variables = lambda: {**variables, "FRAZIL_MODULES": modules}
        self.assertEqual(self.ok(self.run_task(path, "start")).value("word"), "hi")
        path = self.write("from metaflow import *\nimport single\n" + STEPS % "@single.noted")
        self.assertEqual(self.ok(self.run_task(path, "start")).value("word"), "hi")
        os.remove(os.path.join(self.other, "acme", "__init__.py"))
        path = self.write("from metaflow import *\nfrom acme.words import WORD\n" + STEPS % "at = WORD")
        self.ok(self.run_task(path, "start"))
