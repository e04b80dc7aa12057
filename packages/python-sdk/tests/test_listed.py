"""Joins of a foreach, whose inputs come as a file."""

import json
import os

from harness import TaskTest

FLOW = """
alpha = Parameter('alpha', default=1)
@step
def j(self, inputs):
    {}
    self.next(self.end)
@step
def end(self): pass
"""


class ListedTest(TaskTest):
    def join(self, body, tasks):
        """Runs the join with this body after tasks, each a pair of its step and its artifacts, which ended last first."""
        file = os.path.join(self.folder, "inputs")
        entries = [
            {"step": step, "task": str(number), "index": number, "artifacts": artifacts} for number, (step, artifacts) in enumerate(tasks)
        ]
        lines = [json.dumps(entry).encode() + b"\n" for entry in entries]
        positions = [sum(map(len, lines[number + 1 :])) for number in range(len(lines))]
        for path, content in ((file, lines[::-1]), (file + ".positions", [position.to_bytes(6, "little") for position in positions])):
            with open(path, "wb") as stream:
                stream.writelines(content)
        listed = {"file": file, "count": len(tasks)}
        return self.run_task(self.flow(FLOW.format(body)), "j", isJoin=True, joined=[], listed=listed)

    def tasks(self, *values):
        return [("a", {"x": self.blob(value), "alpha": self.blob(9)}) for value in values]

    def result(self, body, tasks):
        return self.ok(self.join(body, tasks)).value("r")

    def test_in_their_order_by_position_and_by_step(self):
        tasks = [*self.tasks(1, 2), ("b", {"x": self.blob(3)})]
        self.assertEqual(self.result("self.r = ([i.x for i in inputs], [i.index for i in inputs], len(inputs))", tasks), ([1, 2, 3], [0, 1, 2], 3))
        self.assertEqual(self.result("self.r = (inputs[0].x, inputs[-1].x, [i.x for i in inputs[1:]])", tasks), (1, 3, [2, 3]))
        self.assertEqual(self.result("self.r = (inputs.a.x, inputs.b.x, hasattr(inputs, 'c'), self.alpha)", tasks), (2, 3, False, 9))
        self.failed(self.join("inputs[3]", tasks), "IndexError")

    def test_the_artifacts_that_they_agree_on(self):
        body = "self.merge_artifacts(inputs); self.r = self.x"
        self.assertEqual(self.result(body, self.tasks(4, 4)), 4)
        self.failed(self.join(body, self.tasks(4, 5)), "frazil.MergeConflict", "different values")

    def test_what_was_done_to_one_stays(self):
        body = "for i in inputs: i.x.append(i.index); i.mark = 1\n    self.r = [(i.x, i.mark) for i in inputs]"
        self.assertEqual(self.result(body, self.tasks([], [])), [([0], 1), ([1], 1)])

    def test_one_is_itself_while_it_is_held_and_is_let_go_after(self):
        body = "import gc; held = inputs[0]; total = sum(i.x for i in inputs)"
        count = "sum(type(each) is type(held) for each in gc.get_objects())"
        self.assertEqual(self.result("%s; self.r = (held is inputs[0], total, %s)" % (body, count), self.tasks(1, 2, 3)), (True, 6, 1))
