"""What a flow's class has beside its steps: constants, `__init__`, names that artifacts have as well."""

from harness import TaskTest

STEPS = """
@step
def start(self):
    {}
    self.next(self.end)
@step
def end(self):
    {}
"""


class ClassesTest(TaskTest):
    def run_both(self, head, start, end):
        """The results of the first and of the last step."""
        path = self.flow(head + STEPS.format(start, end))
        first = self.ok(self.run_task(path, "start"))
        return first, self.ok(self.run_task(path, "end", [first.artifacts()]))

    def test_the_only_step_is_the_first_and_the_last_unless_it_goes_on(self):
        for body, marks in (("pass", (True, True)), ("self.next(self.nowhere)", (None, None))):
            (step,) = self.read("from metaflow import *\nclass F(FlowSpec):\n    @step\n    def only(self): %s" % body)["flow"]["steps"]
            self.assertEqual((step.get("isStart"), step.get("isEnd")), marks)
        steps = self.read("from metaflow import *\nclass F(FlowSpec):\n    @step\n    def start(self): pass\n    @step\n    def end(self): pass")["flow"]["steps"]
        self.assertEqual(steps[0]["next"], {"kind": "missing"})

    def test_constants_are_artifacts(self):
        head = "size = 5\nlock = __import__('_thread').allocate_lock()\n_own = 1\nkind = int\n@property\ndef double(self): return self.size * 2"
        first, last = self.run_both(head, "self.r = self.double", "self.r = (self.size, self.kind('3'))")
        self.assertEqual({name: value for name, (_, value) in first.saved.items()}, {"size": 5, "r": 10})
        self.assertEqual((last.value("r"), "size" in last.kept), ((5, 3), True))

    def test_constants_are_artifacts_after_joins(self):
        path = self.flow("size = 5\n@step\ndef j(self, inputs): self.r = self.size; self.next(self.end)\n@step\ndef end(self): pass")
        result = self.ok(self.run_task(path, "j", [{"size": self.blob(5), "x": self.blob(1)}] * 2, isJoin=True))
        self.assertEqual({*result.kept}, {"size"})

    def test_constants_cannot_be_changed(self):
        path = self.flow("size = 5" + STEPS.format("self.size = 6", "pass"))
        self.failed(self.run_task(path, "start"), "AttributeError", "'size' is an attribute of the class")

    def test_artifacts_go_before_what_the_class_has_of_their_name_but_for_methods(self):
        head = "_limit = 1\ndef helper(self): return 2"
        start = "assert (self.name, self._limit, {each.name for each in self}) == ('F', 1, {'start', 'end'}); self.name = 'n'; self._limit = 3; self.helper = 4"
        _, last = self.run_both(head, start, "self.r = (self.name, self._limit, self.helper())")
        self.assertEqual(last.value("r"), ("n", 3, 2))

    def test_what_init_sets_is_there_until_a_step_sets_it(self):
        head = "def __init__(self, *args, **kwargs):\n    self.a = self.b = 1\n    super().__init__(*args, **kwargs)\n"
        first, last = self.run_both(head, "self.b += 1", "self.r = (self.a, self.b)")
        self.assertEqual((first.value("a"), last.value("r")), (1, (1, 2)))

    def test_functions_that_cannot_be_pickled_are_left_out(self):
        path = self.flow("def m(self): pass\n" + STEPS.format("self.f = lambda: 1; self.g = self.m; self.h = len; self.old = lambda: 1", "pass"))
        result = self.run_task(path, "start", [{"old": self.blob(1)}])
        self.assertEqual((result.done, {*result.saved}, result.kept), (True, {"h"}, {}))
        self.assertEqual([line.split()[1] for line in result.stderr.splitlines()], ["self.f", "self.g", "self.old"])
