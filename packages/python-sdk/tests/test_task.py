"""The life of a task: parameters, current, failures, output, signals."""

import os
import socket
import textwrap
import threading
import time

from harness import TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): self.r = getattr(self, 'alpha', None)\n"


class TaskLifeTest(TaskTest):
    def start(self, body="pass", head="", **changes):
        return self.run_task(self.flow(head + "\n" + STEP.format(body)), "start", **changes)

    def test_parameters_are_converted_and_saved(self):
        head = """
alpha = Parameter('alpha', default=0.5)
n = Parameter('the-n', type=int, required=True)
flag = Parameter('flag', type=bool, default=False)
cfg = Parameter('cfg', type=JSONType, default='{"a": [1]}')
names = Parameter('names', default='a,b', separator=',')
who = Parameter('who', default=lambda context: context.flow_name + context.parameter_name)
none = Parameter('none')
CONSTANT = 7
"""
        body = "self.r = (self.alpha, self.n, self.flag, self.cfg, self.names, self.who, self.none, self.CONSTANT)"
        result = self.ok(self.start(body, head, parameters={"alpha": "0.25", "the-n": "3", "flag": "Yes"}))
        self.assertEqual(result.value("r"), (0.25, 3, True, {"a": [1]}, ["a", "b"], "Fwho", None, 7))
        self.assertEqual((result.value("alpha"), result.value("n"), result.value("CONSTANT")), (0.25, 3, 7))
        self.assertEqual((result.parameters["n"], result.parameters["who"], result.frames[7]), (3, "Fwho", "parameters"))
        self.assertEqual([result.frames.count("save"), "CONSTANT" in result.parameters], [9, False])
        later = self.ok(self.run_task(os.path.join(self.folder, "flow.py"), "end", [result.artifacts()]))
        self.assertEqual((later.value("r"), "alpha" in later.kept), (0.25, True))

    def test_parameters_that_are_given_several_times(self):
        head = "a = Parameter('a', multiple=True)\nb = Parameter('b', multiple=True, type=int)\nc = Parameter('c', multiple=True, default=[1])"
        head += "\nd = Parameter('d', multiple=True, default=2)\ne = Parameter('e', multiple=True, default=2)"
        result = self.ok(self.start(head=head, parameters={"a": '["x", "y"]', "b": "7", "e": '["3", "4"]'}))
        self.assertEqual([result.value(name) for name in "abcde"], [("x", "y"), (7,), (1,), (2,), (3, 4)])

    def test_an_empty_text_is_no_list(self):
        self.assertEqual(self.ok(self.start(head="l = Parameter('l', separator=',')", parameters={"l": ""})).value("l"), "")

    def test_the_step_of_a_flow_in_another_module(self):
        self.write("from metaflow import *\nclass Other(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n    @step\n    def end(self): pass", "other.py")
        self.ok(self.run_task(self.write("import other\nother.Other()"), "start", flow="Other"))

    def test_joins_have_the_parameters(self):
        path = self.flow("alpha = Parameter('alpha', default=1)\n@step\ndef j(self, inputs): self.r = self.alpha; self.next(self.end)\n@step\ndef end(self): pass")
        inputs = [{"alpha": self.blob(9), "x": self.blob(1)}] * 2
        result = self.ok(self.run_task(path, "j", inputs, isJoin=True))
        self.assertEqual((result.value("r"), {*result.kept}), (9, {"alpha"}))

    def test_parameters_that_are_wrong(self):
        kind, head = "frazil.InvalidParameter", "n = Parameter('n', type=%s, required=True)\n"
        self.failed(self.start(head=head % "int"), kind, "'n'", "--n")
        for name, text, word in (("int", "x", "whole number"), ("float", "x", "a number"), ("bool", "x", "true or false"), ("JSONType", "{", "JSON")):
            self.failed(self.start(head=head % name, parameters={"n": text}), kind, "'n'", word)
        head = "n = Parameter('n', default=1)\n"
        self.failed(self.start("self.n = 2", head), "AttributeError", "can't be changed")
        self.failed(self.start("del self.n", head), "AttributeError", "can't be deleted")

    def test_current(self):
        body = "current.tags.add('own'); self.r = (current.pathspec, current.retry_count, current.username, current.tags, current.get('origin_run_id', 1), current.is_running_flow, current.parameter_names)"
        result = self.ok(self.start(body, "p = Parameter('p')\n"))
        self.assertEqual(result.value("r"), ("F/7/start/3", 1, "ada", {"t", "own"}, None, True, ["p"]))

    def test_current_says_what_it_does_not_have(self):
        self.failed(self.start("current.nonsense"), "AttributeError", "current.nonsense isn't supported")
        names = "'project_name', 'is_production', 'card', 'trigger', 'parallel', 'is_parallel'"
        body = "self.r = [name for name in (%s) if hasattr(current, name) or name in current or current.get(name, 1) != 1]" % names
        self.assertEqual(self.ok(self.start(body)).value("r"), [])
        self.assertEqual(self.ok(self.start(body, "@card")).value("r"), ["card"])
        self.assertEqual(self.ok(self.start(body, "@parallel\n@step\ndef p(self): pass")).value("r"), ["parallel"])
        self.failed(self.start("current.card.append(1)"), "AttributeError", "a step with @card")

    def test_a_linked_flow_imports_what_is_beside_the_file_itself(self):
        os.mkdir(os.path.join(self.folder, "real"))
        self.write("V = 5", "real/beside.py")
        self.write("from metaflow import *\nimport beside\nclass F(FlowSpec):\n" + textwrap.indent(STEP.format("self.r = (beside.V, str(self))"), "    "), "real/flow.py")
        link = os.path.join(self.folder, "link.py")
        os.symlink("real/flow.py", link)
        self.assertEqual(self.ok(self.run_task(link, "start")).value("r"), (5, "<flow F step start>"))

    def test_spawned_processes_find_what_the_flow_file_defines(self):
        source = """
            print('read', flush=True)
            from metaflow import *
            import multiprocessing
            class Point:
                def __init__(self, x): self.x = x
            class F(FlowSpec):
                @step
                def start(self):
                    with multiprocessing.get_context('spawn').Pool(1) as pool:
                        self.r = [point.x for point in pool.map(Point, [1, 2])]
                    self.next(self.end)
                @step
                def end(self): pass
        """
        # A name that can't be imported.
        result = self.ok(self.run_task(self.write(textwrap.dedent(source), "my flow.v2.py"), "start"))
        self.assertEqual(result.value("r"), [1, 2])
        self.assertEqual(result.stdout.split(), ["read", "read"])

    def test_environment_sets_variables(self):
        result = self.ok(self.start("import os; self.r = os.environ['MODE']", "@environment(vars={'MODE': 'fast'})"))
        self.assertEqual(result.value("r"), "fast")

    def test_a_failure_shows_the_users_frames_only(self):
        result = self.start("self.helper()", "def helper(self):\n    try:\n        {}['k']\n    except KeyError as e:\n        raise ValueError('bad') from e\n")
        text = self.failed(result, "ValueError", "bad")
        lines = [line for line in text.splitlines() if line.startswith("  File")]
        self.assertEqual(len(lines), 3, text)
        self.assertIn("KeyError: 'k'", text)
        self.assertIn("direct cause", text)
        self.assertEqual((result.stdout, result.stderr), ("", ""))

    def test_our_frames_are_hidden_where_we_raise(self):
        text = self.failed(self.start("self.unknown"), "AttributeError", "Flow F has no attribute 'unknown'")
        self.assertEqual(text.count("File "), 1)

    def test_a_step_may_exit_with_0_when_it_has_said_where_it_goes(self):
        for code in ("", "0", "None", "False"):
            result = self.ok(self.start("self.x = 1; self.next(self.end); import sys; sys.exit(%s)" % code))
            self.assertEqual((result.value("x"), result.transition["kind"]), (1, "linear"))
        path = self.flow("@step\ndef end(self): self.x = 1; raise SystemExit")
        self.assertEqual(self.ok(self.run_task(path, "end", [{}])).value("x"), 1)

    def test_every_way_to_fail(self):
        self.failed(self.start("import sys; sys.exit(3)"), "RuntimeError", "sys.exit(3)")
        self.failed(self.start("import sys; sys.exit(0)"), "RuntimeError", "sys.exit(0)")
        self.failed(self.start("self.next(self.end); import sys; sys.exit('no')"), "RuntimeError", "sys.exit('no')")
        last = "import sys, metaflow.exception as e; sys.exit(e.METAFLOW_EXIT_DISALLOW_RETRY)"
        self.failed(self.start(last), "frazil.NotTriedAgain", "sys.exit(202): it isn't tried again")
        self.failed(self.start("raise KeyboardInterrupt"), "KeyboardInterrupt")
        self.failed(self.start("import nowhere_to_be_found"), "ModuleNotFoundError", "nowhere_to_be_found")
        head = "class E(Exception):\n    def __str__(self): raise TypeError\n"
        self.failed(self.start("raise F.E()", head), "flow.F.E", "no message")
        self.failed(self.run_task(self.write("x = 1"), "start"), "AttributeError", "F")
        text = self.failed(self.run_task(self.write("import nowhere_to_be_found"), "start"), "ModuleNotFoundError")
        self.assertIn("flow.py", text)
        self.failed(self.run_task(self.write("x = = 1"), "start"), "SyntaxError")
        self.failed(self.start(protocol=2), "RuntimeError", "protocol")

    def test_output_is_live_utf8_and_flushed(self):
        result = self.ok(self.start("import os; print('é'); os.write(1, b'then'); print(' tail', end='')"))
        self.assertEqual(result.stdout, "é\nthen tail")

    def test_exit_handlers_and_threads_end_before_the_process(self):
        body = "import atexit, threading, time; atexit.register(print, 'bye'); threading.Thread(target=lambda: (time.sleep(.05), print('thread'))).start()"
        self.assertEqual(self.ok(self.start(body)).stdout, "thread\nbye\n")

    def test_sigterm_flushes_and_ends(self):
        timer = threading.Thread(target=self.terminate_when_ready)
        timer.start()
        body = "import os, time; notice = current.spot_termination_notice; print('partial', os.path.exists(notice), end='')\n    try: open(current.tempdir + '/../ready', 'w').close(); time.sleep(30)"
        result = self.start(body + "\n    finally: print('', open(notice).read()[-1], end='')")
        timer.join()
        self.assertEqual((result.exit, result.stdout, result.done), (-15, "partial False Z", False))

    def terminate_when_ready(self):
        while not os.path.exists(os.path.join(self.folder, "ready")):
            time.sleep(0.01)
        self.terminate()

    def test_the_task_and_its_children_die_with_the_supervisor(self):
        body = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)']); print('up'); time.sleep(30)"
        path = self.flow(STEP.format(body))
        ours, theirs = socket.socketpair()
        self.pid = self.spawn(path, theirs.fileno())
        theirs.close()
        task = {"step": "start", "protocol": 1, "attempt": 0, "tags": [], "inputs": [], "foreach": [], "isJoin": False, "parameters": {}}
        self.send(ours, {"file": path, "flow": "F", "run": "1", "task": "1", "originRun": None, "username": "", "namespace": "", "scratch": self.folder, **task})
        while os.path.getsize(os.path.join(self.folder, "stdout")) == 0:
            time.sleep(0.01)
        ours.close()
        self.assertEqual(os.WTERMSIG(os.waitpid(self.pid, 0)[1]), 9)
        deadline = time.monotonic() + 5
        while self.is_group_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertFalse(self.is_group_alive())

    def is_group_alive(self):
        for entry in os.listdir("/proc") if os.path.isdir("/proc") else ():
            try:
                with open("/proc/%s/stat" % entry) as file:
                    state, _, group = file.read().rpartition(")")[2].split()[:3]
            except (OSError, ValueError):
                continue
            if group == str(self.pid) and state != "Z":
                return True
        return False

    def test_helpers_beside_the_flow_are_importable_and_nothing_is_written_there(self):
        self.write("VALUE = 5\n", "helper.py")
        self.assertEqual(self.ok(self.start("import helper; self.r = helper.VALUE")).value("r"), 5)
        self.assertNotIn("__pycache__", os.listdir(self.folder))

    def test_the_main_part_of_the_file_does_not_run(self):
        path = self.flow(STEP.format("import sys; self.r = sys.modules['__main__'].__name__"))
        with open(path, "a") as file:
            file.write("if __name__ == '__main__':\n    print('main'); F()\n")
        result = self.ok(self.run_task(path, "start"))
        self.assertEqual((result.value("r"), result.stdout), ("flow", ""))

    def test_the_supervisors_descriptor_is_not_inherited(self):
        body = "import subprocess, sys; self.r = subprocess.call([sys.executable, '-c', 'import os; os.fstat(3)'], stderr=subprocess.DEVNULL)"
        self.assertEqual(self.ok(self.start(body)).value("r"), 1)

    def test_inherited_steps_and_helpers(self):
        source = "from frazil import *\nclass Base(FlowSpec):\n    @step\n    def start(self):\n        self.x = self.help()\n        self.next(self.end)\n    def help(self): return 1\n"
        self.write(source, "base.py")
        path = self.write("from base import Base\nfrom frazil import step\nclass F(Base):\n    @step\n    def end(self): pass\n    def help(self): return 2\n")
        self.assertEqual(self.ok(self.run_task(path, "start")).value("x"), 2)

    def test_names_that_are_not_there_yet_can_be_imported(self):
        self.ok(self.start(head="from metaflow import S3, Flow, namespace\nfrom metaflow.cards import Markdown, Table\nfrom metaflow.exception import MetaflowException\n"))
        self.failed(self.start("from metaflow import R; R(run=self)"), "frazil.UnsupportedName", "metaflow.R")
        self.failed(self.start("from metaflow import R; R.get"), "frazil.UnsupportedName", "metaflow.R")
