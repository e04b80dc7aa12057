"""Reading flows: what the JSON says, what stubs stand, and what can't be read."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python", "frazil", "_introspect", "__main__.py")
STEPS = "    @step\n    def start(self):\n        self.next(self.end)\n    @step\n    def end(self): pass\n"


class IntrospectTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, source):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(source))
        return path

    def read(self, source, name="flow.py", path=()):
        file = self.write(name, source)
        code = "import sys; sys.path[:0] = %r; sys.argv = sys.argv[1:]; import runpy; runpy.run_path(sys.argv[0], run_name='__main__')" % list(path)
        command = [sys.executable, "-I", "-B", *(["-c", code] if path else []), PROGRAM]
        result = subprocess.run(command, input=json.dumps([file, {}]), capture_output=True, text=True, cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_a_linked_file_imports_what_is_beside_the_file_itself(self):
        self.write("real/beside.py", "NAME = 'beside'")
        self.write("real/flow.py", "from metaflow import *\nimport beside\nclass F(FlowSpec):\n    n = Parameter(beside.NAME)\n" + STEPS)
        link = os.path.join(self.folder, "link.py")
        os.symlink("real/flow.py", link)
        result = subprocess.run([sys.executable, "-I", "-B", PROGRAM], input=json.dumps([link, {}]), capture_output=True, text=True)
        self.assertEqual(json.loads(result.stdout)["flow"]["parameters"][0]["name"], "beside", result.stderr)

    def flow(self, source, **options):
        report = self.read(source, **options)
        self.assertIn("flow", report, report)
        return report["flow"]

    def problem(self, source, **options):
        report = self.read(source, **options)
        (problem,) = report.get("problems", ())
        return problem["kind"], problem["file"], problem["line"], problem["details"]

    def nexts(self, *statements, head="x = 1"):
        """What the reader makes of each statement as the end of a step."""
        source = "from metaflow import *\nclass F(FlowSpec):\n"
        for number, statement in enumerate(statements):
            source += "    @step\n    def s%d(self):\n        %s\n%s\n" % (number, head, textwrap.indent(statement, " " * 8))
        return [step["next"] for step in self.flow(source)["steps"]]

    def test_a_whole_flow(self):
        flow = self.flow(
            '''
            from metaflow import FlowSpec, JSONType, Parameter, card, project, pypi, pypi_base, retry, step
            @pypi_base(packages={'numpy': '1.26'})
            @project(name='p')
            class Iris(FlowSpec):
                """First.

                Indented."""
                alpha = Parameter(
                    'al-pha', default=0.5, help='how much')
                cfg = Parameter('cfg', type=JSONType, default={'a': [1, None]}, separator=',')
                at = Parameter('at', default=lambda context: 1, type=int)
                must = Parameter('must', required=True)
                @card
                @retry(
                    times=2)
                @step
                @pypi(python='3.10.11', packages={'pandas': '2.1.1'})
                def start(self):
                    """Starts."""
                    self.next(self.end)
                @step
                def end(self): pass
            '''
        )
        decorators = [(each["name"], each["line"]) for each in flow["decorators"]]
        self.assertEqual((flow["name"], flow["file"], flow["line"], flow["doc"]), ("Iris", "flow.py", 5, "First.\n\nIndented."))
        self.assertEqual(decorators, [("pypi_base", 3), ("project", 4)])
        self.assertEqual(flow["python"], "%d.%d.%d" % sys.version_info[:3])
        start, end = flow["steps"]
        self.assertEqual([(each["name"], each["line"]) for each in start["decorators"]], [("card", 14), ("retry", 15), ("pypi", 18)])
        self.assertEqual(start["decorators"][2]["attributes"], {"python": "3.10.11", "packages": {"pandas": "2.1.1"}})
        self.assertEqual((start["line"], start["doc"], start["arity"], start["isJoin"]), (19, "Starts.", 1, False))
        self.assertEqual((start["next"], end["next"]), ({"kind": "linear", "target": "end", "line": 21}, {"kind": "end"}))
        alpha, cfg, at, must = flow["parameters"]
        self.assertEqual(alpha, {"attribute": "alpha", "name": "al-pha", "type": "float", "required": False, "help": "how much", "default": 0.5, "hasComputedDefault": False, "line": 9})
        self.assertEqual((cfg["type"], cfg["default"], cfg["separator"], cfg["line"]), ("json", {"a": [1, None]}, ",", 11))
        self.assertEqual((at["type"], at["hasComputedDefault"], "default" in at, must["required"]), ("int", True, False, True))

    def test_transitions(self):
        split, foreach, constant = self.nexts("self.next(self.a, self.b)", "self.next(self.a, foreach='xs')", "self.next(\n    self.a,\n    foreach='xs')")
        self.assertEqual(split, {"kind": "split", "targets": ["a", "b"], "line": 6})
        self.assertEqual(foreach, {"kind": "foreach", "target": "a", "variable": "xs", "line": 10})
        self.assertEqual([constant["kind"], self.nexts("if x:\n    self.next(self.a)\n    return\nself.next(self.a)")[0]["line"]], ["foreach", 9])
        self.assertEqual(self.nexts("pass"), [{"kind": "end"}])
        self.assertEqual(self.nexts("def f(self): other.next(self.a)")[0]["kind"], "end")

    def test_switches_and_gangs(self):
        text = "self.next({'a': self.a, 2: self.b, -1: self.a, True: self.b, None: self.a, Color.RED: self.b, (1, 'x'): self.a}, condition='c')"
        switch, gang = self.nexts(text, "self.next(self.a, num_parallel=self.n * 2)")
        self.assertEqual((switch["kind"], switch["condition"], switch["line"]), ("switch", "c", 6))
        cases = [(each["value"], each["target"]) for each in switch["cases"]]
        self.assertEqual(cases, list(zip(("'a'", "2", "-1", "True", "None", "Color.RED", "(1, 'x')"), "abababa")))
        self.assertEqual(gang, {"kind": "gang", "target": "a", "line": 10})

    def test_transitions_that_cannot_be_read(self):
        for statement, word in (
            ("if x:\n    self.next(self.a)", "inside `if`"),
            ("for i in []:\n    self.next(self.a)", "inside `for`"),
            ("return self.next(self.a)", "inside `return`"),
            ("self.next(self.a)\nprint()", "not at the end"),
            ("if x:\n    self.next(self.a)\nself.next(self.b)", "more than once"),
            ("self.next()", "names no step"),
            ("self.next('a')", "argument 1"),
            ("self.next(self.a, x)", "argument 2"),
            ("self.next(*self.all)", "argument 1"),
            ("self.next(self.a, foreach=x)", "foreach"),
            ("self.next(self.a, self.b, foreach='x')", "foreach"),
            ("self.next({'a': self.a}, foreach='x')", "condition"),
            ("self.next({'a': self.a}, condition=x)", "in quotes"),
            ("self.next({}, condition='x')", "no cases"),
            ("self.next({f(): self.a}, condition='x')", "computed"),
            ("self.next({'a': b}, condition='x')", "doesn't lead to a step"),
            ("self.next({'a': self.a, 'a': self.b}, condition='x')", "more than once"),
            ("self.next(self.a, self.b, num_parallel=3)", "a gang"),
            ("self.next(self.a, num_parallel=3, foreach='x')", "only one of"),
            ("self.next(self.a, forech='x')", "forech"),
        ):
            (found,) = self.nexts(statement)
            self.assertEqual(found["kind"], "unreadable", statement)
            self.assertIn(word, found["reason"])
            self.assertGreaterEqual(found["line"], 6)

    def test_steps_that_nothing_awaits(self):
        (found,) = self.flow("from metaflow import *\nclass F(FlowSpec):\n    @step\n    async def a(self): pass")["steps"]
        self.assertIn("async def", found["next"]["reason"])

    def test_inheritance_and_helper_modules(self):
        self.write("lib/base.py", "from metaflow import *\nclass Base(FlowSpec):\n    b = Parameter('b')\n    @step\n    def start(self):\n        self.next(self.end)\n    @step\n    def mid(self):\n        self.next(self.end)\n")
        flow = self.flow("from lib.base import Base\nfrom metaflow import step\nclass F(Base):\n    @step\n    def end(self): pass\n    @step\n    def mid(self, inputs): self.next(self.end)\n")
        self.assertEqual([(step["name"], step["file"], step["line"], step["isJoin"]) for step in flow["steps"]], [("start", "lib/base.py", 5, False), ("end", "flow.py", 5, False), ("mid", "flow.py", 7, True)])
        self.assertEqual((flow["steps"][0]["next"]["line"], flow["parameters"][0]["line"]), (6, 3))

    def test_missing_packages_are_stubbed(self):
        self.flow(
            """
            import nowhere, nowhere.sub.deep as deep
            from nowhere import a, B
            from nowhere.stars import *
            import typing, abc, dataclasses
            assert not STAR_NAME < 3 and STAR_NAME + 1 and -STAR_NAME and STAR_NAME.x[0](y=2)
            class Net(nowhere.nn.Module, deep.Other, metaclass=abc.ABCMeta):
                x: "typing.Optional[nowhere.Tensor]" = None
                y: typing.Optional[nowhere.Tensor] = None
                z: typing.Dict[str, B] = {}
                @deep.jit
                def f(self): return 1
                @deep.jit(nopython=True)
                def g(self): return 2
            class Table(B, table=True): pass
            net = Net(1, k=2)
            assert net.f() + net.g() == 3 and net.anything
            @dataclasses.dataclass
            class Data(nowhere.Base):
                x: int = 0
            with nowhere.open() as file:
                for line in file: pass
            assert not isinstance(1, B) and nowhere.a is a and list(a) == [] and len(a) == 0 and float(a) == 1
            print(f'{a:>10}', str(a), repr(B), nowhere.__version__ < '2', [1, 2][a:], 3 * a, a in a, file=None)
            try:
                raise ValueError
            except ValueError:
                nowhere.log.exception('x')
            a.flag = 1
            a['k'] = 2
            from metaflow import FlowSpec, step
            class F(FlowSpec):
                @nowhere.traced
                @step
                def start(self): self.next(self.end)
                @step
                @nowhere.traced(name='x')
                def end(self): pass
            """
        )

    def test_optional_imports_of_packages_still_fail(self):
        flow = self.flow("import subprocess, asyncio\nassert not subprocess._mswindows\nfrom metaflow import *\nclass F(FlowSpec):\n" + STEPS)
        self.assertEqual(flow["name"], "F")

    def test_installed_packages_are_used_and_broken_ones_stubbed(self):
        site = os.path.join(self.folder, "elsewhere", "site-packages")
        self.write("elsewhere/site-packages/good.py", "TIMES = 4\n")
        self.write("elsewhere/site-packages/broken/__init__.py", "from .inner import x\n")
        self.write("elsewhere/site-packages/broken/inner.py", "raise ImportError('binary incompatibility')\n")
        head = "import broken.more, good\nfrom metaflow import *\n@pypi_base(packages={'x': str(good.TIMES)})\nclass F(FlowSpec):\n"
        flow = self.flow(head + STEPS, path=[site])
        self.assertEqual(flow["decorators"][0]["attributes"], {"packages": {"x": "4"}})

    def test_output_of_the_flow_does_not_disturb(self):
        source = "import os, sys, subprocess\nprint('noise'); os.write(1, b'noise'); subprocess.call([sys.executable, '-c', 'print(1)'])\nfrom metaflow import *\nclass F(FlowSpec):\n"
        self.assertEqual(self.flow(source + STEPS)["name"], "F")

    def test_nothing_is_written_beside_the_flow(self):
        self.write("helper.py", "")
        self.flow("import helper\nfrom metaflow import *\nclass F(FlowSpec):\n" + STEPS)
        self.assertEqual(sorted(os.listdir(self.folder)), ["flow.py", "helper.py"])

    def test_which_flow_is_meant(self):
        two = "from metaflow import *\nclass A(FlowSpec):\n%sclass B(%s):\n%s\n%s"
        self.assertEqual(self.flow(two % (STEPS, "A", STEPS, ""))["name"], "B")
        self.assertEqual(self.flow(two % (STEPS, "FlowSpec", STEPS, "if __name__ == '__main__':\n    A()"))["name"], "A")
        self.write("both.py", two % (STEPS, "FlowSpec", STEPS, ""))
        self.assertEqual(self.flow("import both\nboth.B()")["name"], "B")
        kind, _, line, details = self.problem(two % (STEPS, "FlowSpec", STEPS, ""))
        self.assertEqual((kind, line, details), ("several-flows", 8, {"names": ["A", "B"]}))
        self.assertEqual(self.problem("x = 1")[0], "no-flow")

    def test_problems_have_a_place(self):
        self.assertEqual(self.problem("\nx = = 1\n")[:3], ("syntax-error", "flow.py", 2))
        self.assertEqual(self.problem("x = 1\n\n1 / 0"), ("raised", "flow.py", 3, {"type": "ZeroDivisionError", "message": "division by zero"}))
        self.write("helper.py", "def f():\n    return {}['k']\n")
        self.assertEqual(self.problem("import helper\nhelper.f()")[:3], ("raised", "helper.py", 2))
        self.write("helper.py", "def f(:\n")
        self.assertEqual(self.problem("import helper")[:3], ("syntax-error", "helper.py", 1))
        self.assertEqual(self.problem("import sys\nsys.exit(3)")[0], "raised")
        self.assertEqual(self.problem("from metaflow import nonsense")[::3], ("unsupported-name", {"name": "metaflow.nonsense", "advice": ""}))
        self.assertEqual(self.problem("from metaflow import retry\n@retry(3)\ndef f(): pass")[:3], ("raised", "flow.py", 2))
        kind, file, line, details = self.problem("from metaflow import *\nimport nowhere\n@pypi_base(packages={'x': nowhere.V})\nclass F(FlowSpec):\n" + STEPS)
        self.assertEqual((kind, file, line, details["decorator"], details["attribute"]), ("unknowable-attribute", "flow.py", 3, "pypi_base", "packages"))
        os.remove(os.path.join(self.folder, "flow.py"))
        os.mkdir(os.path.join(self.folder, "flow.py"))
        result = subprocess.run([sys.executable, "-I", "-B", PROGRAM], input=json.dumps([os.path.join(self.folder, "flow.py"), {}]), capture_output=True, text=True)
        self.assertEqual(json.loads(result.stdout)["problems"][0]["kind"], "unreadable-file")

    def test_odd_files(self):
        self.flow("# -*- coding: utf-8 -*-\nfrom metaflow import *\nclass Flöw(FlowSpec):\n    'é'\n" + STEPS, name="my-flow.v2.py")
        self.assertEqual(self.problem("")[0], "no-flow")
