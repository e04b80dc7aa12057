"""Splits, foreaches, joins and merges, and the transitions that lead there."""

from harness import TaskTest

FLOW = """
@step
def start(self):
    {start}
@step
def a(self):
    {a}
    self.next(self.j)
@step
def b(self):
    self.next(self.j)
@step
def j(self, inputs):
    {j}
    self.next(self.end)
@step
def end(self):
    {end}
"""
INVALID = "frazil.InvalidNext"


class ShapesTest(TaskTest):
    def task(self, step, inputs=({},), body="pass", **changes):
        bodies = {"start": "self.next(self.a)", "a": "pass", "j": "pass", "end": "pass", step: body}
        return self.run_task(self.flow(FLOW.format(**bodies)), step, inputs, **changes)

    def start(self, body):
        return self.task("start", (), body)

    def test_split(self):
        self.assertEqual(self.ok(self.start("self.next(self.a, self.b)")).transition, {"kind": "split", "targets": ["a", "b"]})

    def test_end(self):
        self.assertEqual(self.ok(self.task("end")).transition, {"kind": "end"})

    def test_foreach_sends_its_items_in_chunks(self):
        result = self.ok(self.start("self.xs = list(range(2500)); self.next(self.a, foreach='xs')"))
        self.assertEqual(result.transition, {"kind": "foreach", "targets": ["a"], "variable": "xs", "count": 2500})
        self.assertEqual([item for _, chunk in result.items for item in chunk], list(range(2500)))
        self.assertIn("xs", result.saved)
        self.assertLessEqual(max(len(chunk) for _, chunk in result.items), 1000)

    def test_large_items_are_chunks_of_their_own(self):
        result = self.ok(self.start("self.xs = [bytes(2 << 20)] * 3; self.next(self.a, foreach='xs')"))
        self.assertEqual([len(chunk) for _, chunk in result.items], [1, 1, 1])

    def test_generators_and_other_iterables(self):
        result = self.ok(self.start("self.xs = (x * x for x in range(5)); self.next(self.a, foreach='xs')"))
        self.assertEqual([item for _, chunk in result.items for item in chunk], [0, 1, 4, 9, 16])
        self.assertEqual(result.saved, {})
        result = self.ok(self.start("self.xs = {'k': 1}; self.next(self.a, foreach='xs')"))
        self.assertEqual(result.items[0][1], ["k"])

    def test_a_switch_chooses_by_value(self):
        for value, known, chosen in (("'x'", "'x': self.a, 'y': self.b", "a"), ("2", "1: self.a, 2: self.b", "b"), ("False", "True: self.a, False: self.b", "b")):
            result = self.ok(self.start("self.c = %s; self.next({%s}, condition='c')" % (value, known)))
            self.assertEqual(result.transition, {"kind": "switch", "targets": [chosen]})
        result = self.ok(self.start("self.c = None; self.next({None: self.a, 1.5: self.b}, condition='c', foreach=None)"))
        self.assertEqual(result.transition["targets"], ["a"])

    def test_a_switch_names_the_value_and_the_cases(self):
        self.failed(self.start("self.c = 3; self.next({1: self.a, 'x': self.b}, condition='c')"), INVALID, "self.c is 3", "its cases are 1, 'x'")

    def test_a_gang(self):
        result = self.ok(self.start("self.next(self.a, num_parallel=4)"))
        self.assertEqual(result.transition, {"kind": "gang", "targets": ["a"], "count": 4})
        for count in ("-1", "True", "'4'", "2.0", "None or 0"):
            self.failed(self.start("self.next(self.a, num_parallel=%s)" % count), INVALID, "whole number from 1")

    def test_a_member_of_a_gang_knows_the_others(self):
        gang = {"mainIp": "10.0.0.9", "numNodes": 4, "nodeIndex": 2, "controlTask": "1-0"}
        foreach = [{"step": "start", "variable": None, "index": 2, "count": 4, "chunk": None}]
        body = """
    import os
    place = current.parallel
    self.r = (self.input, self.index, self.foreach_stack(), current.is_parallel)
    self.p = (place.main_ip, place.num_nodes, place.node_index, place.control_task_id)
    self.t = repr(place)
    self.v = {name: value for name, value in os.environ.items() if name.startswith('MF_')}
"""
        result = self.ok(self.task("a", body=body, parallel=gang, foreach=foreach))
        self.assertEqual(result.value("r"), (2, 2, [(2, 4, 2)], True))
        self.assertEqual(result.value("p"), ("10.0.0.9", 4, 2, "1-0"))
        self.assertEqual(result.value("t"), "Parallel(main_ip='10.0.0.9', num_nodes=4, node_index=2, control_task_id='1-0')")
        names = {"MAIN_IP": "10.0.0.9", "NUM_NODES": "4", "NODE_INDEX": "2", "CONTROL_TASK_ID": "1-0"}
        self.assertEqual(result.value("v"), {"MF_PARALLEL_" + name: value for name, value in names.items()})
        result = self.ok(self.task("a", body="self.r = [hasattr(current, name) for name in ('is_parallel', 'parallel')]"))
        self.assertEqual(result.value("r"), [False, False])

    def test_a_member_of_a_gang_need_not_say_where_it_goes_but_the_first(self):
        gang = {"mainIp": "10.0.0.9", "numNodes": 2, "nodeIndex": 1, "controlTask": "0"}
        given = {"next": {"kind": "linear", "target": "j", "line": 1}}
        self.assertEqual(self.ok(self.task("a", body="return", parallel=gang, **given)).transition, {"kind": "linear", "targets": ["j"]})
        self.failed(self.task("a", body="return", parallel={**gang, "nodeIndex": 0}, **given), INVALID, "ended without self.next(...)")

    def test_the_join_of_a_gang_knows_its_members(self):
        inputs = [("a", {"x": self.blob(number)}) for number in range(3)]
        result = self.ok(self.task("j", inputs, "self.r = ([(i.index, i.input, i.x) for i in inputs], inputs[1].foreach_stack())", isJoin=True, joined=[]))
        self.assertEqual(result.value("r"), ([(0, 0, 0), (1, 1, 1), (2, 2, 2)], [(1, 3, 1)]))

    def test_input_index_and_stack(self):
        outer, inner = ({**self.blob(items), "offset": offset} for items, offset in ((["x", "y"], 1), ([10, 20, 30], 2)))
        foreach = [
            {"step": "start", "variable": "xs", "index": 5, "count": 9, "chunk": {**outer, "file": None}},
            {"step": "m", "variable": "ys", "index": 2, "count": 3, "chunk": inner},
        ]
        result = self.ok(self.task("a", body="self.r = (self.input, self.index, self.foreach_stack())", foreach=foreach))
        self.assertEqual(result.value("r"), (30, 2, [(5, 9, "y"), (2, 3, 30)]))
        self.assertEqual(self.ok(self.task("a", body="self.r = (self.input, self.index)")).value("r"), (None, None))

    def test_the_inputs_of_a_join_know_their_items(self):
        inputs = [("a", {"x": self.blob(number)}) for number in range(3)]
        chunks = [{**self.blob(items), "start": start, "count": len(items)} for start, items in ((0, ["p"]), (1, ["q", "r"]))]
        outer = {"step": "start", "variable": "xs", "index": 5, "count": 9, "chunk": {**self.blob(["y"]), "offset": 0}}
        body = "self.r = ({i.input: i.x for i in inputs}, inputs[2].foreach_stack())"
        result = self.ok(self.task("j", inputs, body, isJoin=True, joined=chunks, foreach=[outer]))
        self.assertEqual(result.value("r"), ({"p": 0, "q": 1, "r": 2}, [(5, 9, "y"), (2, 3, "r")]))
        result = self.ok(self.task("j", inputs, body, isJoin=True, foreach=[outer]))
        self.assertEqual(result.value("r"), ({"y": 2}, [(5, 9, "y")]))
        result = self.ok(self.task("j", inputs, "self.r = [i.input for i in inputs]", isJoin=True))
        self.assertEqual(result.value("r"), [None, None, None])

    def test_the_inputs_of_a_join_have_the_methods_of_the_flow(self):
        path = self.write(
            "from metaflow import *\nclass Base(FlowSpec):\n    limit = 3\n    def double(self, y): return self.x * 2 + y\n    @property\n    def half(self): return self.x / 2\n"
            "class F(Base):\n    @step\n    def j(self, inputs):\n        self.r = [(i.double(1), i.half, i.limit) for i in inputs]\n        self.next(self.k)\n    @step\n    def k(self): pass\n"
        )
        result = self.ok(self.run_task(path, "j", [("a", {"x": self.blob(4)})], isJoin=True))
        self.assertEqual(result.value("r"), [(9, 2.0, 3)])
        self.failed(self.task("j", [("a", {})], "self.best = inputs[0]", isJoin=True), "frazil.UnpicklableArtifact", "self.best", "take the artifacts")

    def test_a_join_reads_its_inputs(self):
        inputs = [("a", {"x": self.blob(1)}), ("b", {"x": self.blob(2)})]
        body = "self.r = (inputs.a.x, inputs.b.x, inputs[1].x, [i.x for i in inputs], len(inputs), [i.index for i in inputs])"
        result = self.ok(self.task("j", inputs, body, isJoin=True))
        self.assertEqual(result.value("r"), (1, 2, 2, [1, 2], 2, [0, 1]))
        self.assertEqual(result.kept, {})
        same = [("a", {"x": self.blob(1)}), ("a", {"x": self.blob(2)})]
        self.assertEqual(self.ok(self.task("j", same, "self.r = inputs.a.x", isJoin=True)).value("r"), 2)
        self.failed(self.task("j", inputs, "inputs.a.y", isJoin=True), "AttributeError", "'y'", "'a'")

    def test_merge_takes_what_agrees(self):
        same, mine = self.blob("same"), self.blob("mine")
        inputs = [("a", {"x": same, "only": mine, "clash": self.blob(1)}), ("b", {"x": same, "clash": self.blob(2)})]
        result = self.ok(self.task("j", inputs, "self.clash = 3; self.merge_artifacts(inputs)", isJoin=True))
        self.assertEqual(({*result.kept}, {*result.saved}), ({"x", "only"}, {"clash"}))
        result = self.ok(self.task("j", inputs, "self.merge_artifacts(inputs, exclude=['clash', 'only'])", isJoin=True))
        self.assertEqual({*result.kept}, {"x"})
        result = self.ok(self.task("j", inputs, "self.merge_artifacts(inputs, include=['x']); self.r = self.x", isJoin=True))
        self.assertEqual((({*result.kept}), result.value("r")), ({"x"}, "same"))

    def test_merge_refuses(self):
        inputs = [{"clash": self.blob(1)}, {"clash": self.blob(2)}]
        kinds = "frazil."
        self.failed(self.task("j", inputs, "self.merge_artifacts(inputs)", isJoin=True), kinds + "MergeConflict", "clash")
        result = self.task("j", inputs, "self.merge_artifacts(inputs, include=['none'])", isJoin=True)
        self.failed(result, kinds + "MissingArtifact", "none")
        result = self.task("j", inputs, "self.merge_artifacts(inputs, include=['x'], exclude=['y'])", isJoin=True)
        self.failed(result, kinds + "FrazilException", "not both")
        self.failed(self.task("a", body="self.merge_artifacts([])"), kinds + "FrazilException", "join")

    def test_transitions_that_are_refused(self):
        for body, word in (
            ("pass", "without self.next"),
            ("self.next()", "names no step"),
            ("self.next(self.a); self.next(self.a)", "twice"),
            ("self.next(self.foreach_stack)", "self.NAME"),
            ("self.next('a')", "self.NAME"),
            ("self.next(self.a, foreach='xs')", "names no artifact"),
            ("self.xs = 3; self.next(self.a, foreach='xs')", "can't be iterated"),
            ("self.xs = []; self.next(self.a, foreach='xs')", "is empty"),
            ("self.next(self.a, foreach=[1])", "in quotes"),
            ("self.xs = [1]; self.next(self.a, self.b, foreach='xs')", "one step"),
            ("self.next({'x': self.a}, condition='c')", "names no artifact"),
            ("self.c = 'y'; self.next({'x': self.a}, condition='c')", "no case of the switch"),
            ("self.c = []; self.next({'x': self.a}, condition='c')", "no case of the switch"),
            ("self.next({'x': self.a})", "written self.next"),
            ("self.next(self.a, num_parallel=0)", "whole number"),
            ("self.next(self.a, num_parallel=2, foreach='x')", "one of"),
        ):
            self.failed(self.start(body), INVALID, word)
        self.failed(self.task("end", body="self.next(self.a)"), INVALID, "end")
