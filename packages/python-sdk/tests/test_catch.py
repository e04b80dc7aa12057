"""@catch: what a step leaves that failed for good."""

from harness import TaskTest

FLOW = """
@catch(var='problem'{})
@step
def start(self):
    self.kept = 1
    {}
    self.next(self.end)
@step
def end(self): self.r = (self.problem.type, self.problem.exception, 'in start' in str(self.problem))
"""


class CatchTest(TaskTest):
    def start(self, body, options="", **changes):
        return self.run_task(self.flow(FLOW.format(options, body)), "start", **{"attempt": 3, **changes})

    def test_the_last_attempt_goes_on(self):
        result = self.ok(self.start("1 / 0"))
        self.assertEqual(result.transition, {"kind": "linear", "targets": ["end"]})
        self.assertEqual(result.value("kept"), 1)
        self.assertIn(">  ZeroDivisionError: division by zero", result.stdout)
        end = self.ok(self.run_task(self.path, "end", [result.artifacts()], next={"kind": "end"}))
        self.assertEqual(end.value("r"), ("builtins.ZeroDivisionError", "division by zero", True))

    def test_earlier_attempts_fail(self):
        self.failed(self.start("1 / 0", attempt=2), "ZeroDivisionError")

    def test_nothing_is_printed_when_it_is_not_wanted(self):
        self.assertEqual(self.ok(self.start("1 / 0", ", print_exception=False")).stdout, "")

    def test_a_step_that_does_not_fail_says_so(self):
        result = self.ok(self.start("pass", attempt=0))
        self.assertEqual((result.value("problem"), result.value("kept")), (None, 1))

    def test_a_failure_without_an_exception(self):
        result = self.ok(self.start("raise SystemError('not run again')", attempt=4, failure="It was killed."))
        self.assertNotIn("kept", result.saved)
        end = self.ok(self.run_task(self.path, "end", [result.artifacts()], next={"kind": "end"}))
        self.assertEqual(end.value("r")[:2], ("metaflow.plugins.catch_decorator.FailureHandledByCatch", "It was killed."))

    def test_what_a_step_left_when_its_time_was_over(self):
        body = "import time\n    try: time.sleep(30)\n    finally: self.cleaned = True"
        result = self.ok(self.start(body, timeLimit=0.2))
        self.assertEqual((result.value("kept"), result.value("cleaned")), (1, True))
        end = self.ok(self.run_task(self.path, "end", [result.artifacts()], next={"kind": "end"}))
        self.assertEqual(end.value("r")[:2], ("metaflow.plugins.timeout_decorator.TimeoutException", "It took longer than the 0.2 seconds of its @timeout."))

    def test_a_step_within_its_time(self):
        result = self.ok(self.start("pass", timeLimit=0.1, attempt=3))
        self.assertEqual(result.value("problem"), None)

    def test_a_join_and_a_split(self):
        self.path = self.flow("""
            @step
            def start(self): self.next(self.join)
            @catch
            @step
            def join(self, inputs):
                self.x = inputs[5]
                self.next(self.a, self.b)
            @step
            def a(self): self.next(self.end)
            @step
            def b(self): self.next(self.end)
            @step
            def end(self, inputs): pass
        """)
        following = {"kind": "split", "targets": ["a", "b"], "line": 1}
        result = self.ok(self.run_task(self.path, "join", [{}, {}], isJoin=True, attempt=3, next=following))
        self.assertEqual(result.transition, {"kind": "split", "targets": ["a", "b"]})

    def flow(self, body):
        self.path = super().flow(body)
        return self.path
