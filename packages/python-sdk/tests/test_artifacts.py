"""Artifacts: what is saved, kept, changed, deleted, and what can't be."""

import os

from harness import TaskTest

STEP = "@step\ndef a(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): pass\n"


class ArtifactsTest(TaskTest):
    def step(self, body, inputs=({},), **changes):
        return self.run_task(self.flow(STEP.format(body)), "a", inputs, **changes)

    def test_new_artifacts_are_saved_and_the_transition_is_told(self):
        result = self.ok(self.step("self.x = 1; self.y = [2]; self._z = 'z'"))
        self.assertEqual({name: value for name, (_, value) in result.saved.items()}, {"x": 1, "y": [2], "_z": "z"})
        self.assertEqual(result.saved["y"][0]["type"], "list")
        self.assertEqual(result.transition, {"kind": "linear", "targets": ["end"]})
        self.assertEqual(result.frames, ["save", "save", "save", "next", "done"])

    def test_untouched_artifacts_are_kept_and_never_loaded(self):
        unloadable = self.entry(b"cnowhere\nthing\n.", "nowhere.thing")
        result = self.ok(self.step("pass", [{"x": unloadable}]))
        self.assertEqual((result.saved, result.kept), ({}, {"x": unloadable}))

    def test_read_artifacts_are_kept_and_changed_ones_saved(self):
        inputs = {"n": self.blob(1), "same": self.blob(0.5), "grown": self.blob([1])}
        inputs["read"] = self.ok(self.step("self.v = {'a': [1, 2], 's': 'text'}")).saved["v"][0]
        result = self.ok(self.step("self.r = (self.read['a'], self.n + 1); self.grown.append(2); self.same = self.same", [inputs]))
        self.assertEqual({*result.kept}, {"n", "read", "same"})
        self.assertEqual((result.value("r"), result.value("grown")), (([1, 2], 2), [1, 2]))

    def test_setting_an_equal_value_keeps(self):
        first = self.ok(self.step("self.x = 'v'")).saved["x"][0]
        self.assertEqual(self.ok(self.step("self.x = 'v'", [{"x": first}])).saved, {})

    def test_what_is_deleted_is_again_what_an_earlier_step_left(self):
        inputs = {"read": self.blob(2), "grown": self.blob([3]), "again": self.blob(4)}
        body = "self.read; del self.read; self.grown.append(1); del self.grown; self.again = 5; self.r = (self.read, list(self.grown)); del self.grown"
        result = self.ok(self.step(body + "; self.new = 1; del self.new; assert not hasattr(self, 'new')", [inputs]))
        self.assertEqual(({*result.kept}, {*result.saved}, result.value("r")), ({"read", "grown"}, {"again", "r"}, (2, [3])))
        for name in ("never", "unread"):
            self.failed(self.step("del self.%s" % name, [{"unread": self.blob(1)}]), "AttributeError", name)

    def test_files_that_are_not_local_are_asked_for(self):
        result = self.ok(self.step("self.y = self.x + 1", [{"x": {**self.blob(41), "file": None}}]))
        self.assertEqual((result.frames[0], result.value("y")), ("load", 42))

    def test_large_artifacts_go_through_files(self):
        result = self.ok(self.step("self.x = b'x' * 200000; self.y = ['%d' % i for i in range(50000)]"))
        self.assertEqual((len(result.value("x")), len(result.value("y"))), (200000, 50000))
        loaded = self.ok(self.step("assert self.x[-1:] == b'x' and len(self.y) == 50000", [result.artifacts()]))
        self.assertEqual((loaded.saved, {*loaded.kept}), ({}, {"x", "y"}))
        left = [name for _, _, names in os.walk(self.folder) for name in names if name.endswith(".pickle") and "1." in name]
        self.assertLess(len(left), 3)

    def test_buffers_are_pickled_from_where_they_are(self):
        body = """
class Buffer:
    def __init__(self, content): self.content = content
    def __reduce_ex__(self, protocol):
        from pickle import PickleBuffer
        return Buffer, (PickleBuffer(self.content),)
"""
        path = self.flow(STEP.format("self.x = Buffer(bytearray(b'y' * 100000)); self.m = Buffer(memoryview(bytes(90000)).cast('B', (300, 300)))"))
        with open(path, "a") as file:
            file.write(body)
        result = self.ok(self.run_task(path, "a", [{}]))
        self.assertIn(b"y" * 100000, result.value("x"))

    def test_classes_of_the_flow_file_are_loadable_in_other_tasks(self):
        path = self.flow(STEP.format("self.x = Thing(); self.y = type(self.old).__name__"))
        with open(path, "a") as file:
            file.write("class Thing:\n    pass\n")
        old = self.entry(b"c__main__\nThing\n)\x81.", "__main__.Thing")
        result = self.ok(self.run_task(path, "a", [{"old": old}]))
        self.assertEqual((result.value("y"), result.saved["x"][0]["type"]), ("Thing", "flow.Thing"))
        self.assertEqual(self.ok(self.run_task(path, "a", [{"old": result.saved["x"][0]}])).value("y"), "Thing")

    def test_what_cannot_be_pickled_is_named(self):
        for value in ("[lambda: 1]", "open(__file__)", "self", "__import__('threading').Lock()"):
            result = self.step("self.model = %s" % value)
            self.failed(result, "frazil.UnpicklableArtifact", "self.model is a ", "can't be pickled")
        self.failed(self.step("self.deep = x = []\n    for _ in range(100000): x.append([]); x = x[0]"), "frazil.UnpicklableArtifact")

    def test_a_step_that_raises_leaves_what_it_had_by_then(self):
        inputs = {"n": self.blob(1), "m": self.blob(2)}
        result = self.step("self.x = 5; self.bad = [lambda: 1]; self.y = [self.n]; 1 / 0", [inputs])
        self.failed(result, "ZeroDivisionError")
        self.assertEqual((result.value("x"), result.value("y"), {*result.saved}, {*result.kept}), (5, [1], {"x", "y"}, {"n", "m"}))
        self.assertEqual(result.frames[-1], "failed")
        result = self.step("self.bad = [lambda: 1]; self.x = 5", [inputs])
        self.failed(result, "frazil.UnpicklableArtifact", "self.bad")
        self.assertEqual(({*result.saved}, {*result.kept}), ({"x"}, {"m", "n"}))
        self.assertEqual(result.frames, ["save", "keep", "failed"])

    def test_what_cannot_be_loaded_is_named(self):
        kind = "frazil.UnloadableArtifact"
        self.failed(self.step("self.x", [{"x": self.entry(b"cnowhere\nthing\n.", "x")}]), kind, "'x'", "step 'a'", "nowhere")
        self.failed(self.step("self.x", [{"x": self.entry(b"garbage", "x")}]), kind, "'x'")
        damaged = {**self.blob("good" * 3), "digest": "sha256:" + "0" * 64}
        self.failed(self.step("self.x", [{"x": damaged}]), kind, "damaged")
        missing = {**self.blob(1), "file": os.path.join(self.folder, "nowhere")}
        self.failed(self.step("self.x", [{"x": missing}]), kind, "nowhere")

    def test_a_scratch_folder_that_is_full_or_gone_fails_the_task(self):
        result = self.step("self.x = b'x' * 200000", scratch=os.path.join(self.folder, "gone"))
        self.failed(result, "FileNotFoundError", "gone")
        if os.path.exists("/dev/full"):
            full = os.path.join(self.folder, "full")
            os.mkdir(full)
            os.symlink("/dev/full", os.path.join(full, "1.pickle"))
            self.failed(self.step("self.x = b'x' * 200000", scratch=full), "OSError", "No space left")
