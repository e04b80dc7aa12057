/** A split in a foreach in a foreach, over a tuple and a dict, with what joins say of their inputs; base classes in a module beside it and on PYTHONPATH. */
export const NESTED_FLOW = `from metaflow import *
from elsewhere import Named
from steps.base import Base, double


class NestedFlow(Named, Base):
    letters = Parameter("letters", default="a,b", separator=",")

    @step
    def outer(self):
        self.numbers = {1: "one", 2: "two"}
        self.next(self.inner, foreach="numbers")

    @step
    def inner(self):
        self.value = (self.input, self.index)
        self.next(self.left, self.right)

    @step
    def left(self):
        self.side = double("l")
        self.next(self.join_sides)

    @step
    def right(self):
        self.side = double("r")
        self.next(self.join_sides)

    @step
    def join_sides(self, inputs):
        self.sides = [inputs.left.side, inputs.right.side, inputs[0].input]
        self.merge_artifacts(inputs, exclude=["side"])
        self.next(self.join_numbers)

    @step
    def join_numbers(self, inputs):
        self.by_number = {each.input: (each.value, each.sides) for each in inputs}
        self.stack = inputs[1].foreach_stack()
        self.next(self.join_letters)

    @step
    def join_letters(self, inputs):
        self.all = {each.input: each.by_number for each in inputs}
        self.name = self.named()
        self.stacks = [each.stack for each in inputs]
        self.described = [each.describe() for each in inputs]
        try:
            self.merge_artifacts(inputs)
        except Exception as error:
            self.refused = type(error).__name__
        self.next(self.end)


if __name__ == "__main__":
    NestedFlow()
`;

/** The module on PYTHONPATH: an artifact is of a class of it. */
export const ELSEWHERE_MODULE = `from metaflow import Parameter


class Name(str):
    pass


class Named:
    title = Parameter("title", default="ice")

    def named(self):
        return Name(self.title)
`;

/** The module beside it. */
export const BASE_MODULE = `from metaflow import FlowSpec, step


def double(text):
    return text * 2


class Base(FlowSpec):
    @step
    def start(self):
        self.next(self.outer, foreach="letters")

    def describe(self):
        return "%d numbers" % len(self.by_number)

    @step
    def end(self):
        print(self.all)
        print(self.stacks)
        print(self.described, self.refused)
`;

/** Pools of every kind, subprocesses, threads, another folder, odd output, and classes that go from step to step. */
export const PROCESSES_FLOW = `import logging
import multiprocessing
import os
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from metaflow import FlowSpec, current, step

logging.basicConfig(level=logging.INFO, format="%(name)s says %(message)s")


class Point:
    def __init__(self, x):
        self.x = x


def square(x):
    return x * x


class ProcessesFlow(FlowSpec):
    @step
    def start(self):
        for method in ("fork", "spawn", "forkserver"):
            with multiprocessing.get_context(method).Pool(1) as pool:
                print(method, pool.map(square, [2, 3]), [point.x for point in pool.map(Point, [4])])
        with ProcessPoolExecutor(1) as pool:
            print("executor", list(pool.map(square, [5])))
        with ThreadPoolExecutor(2) as pool:
            print("threads", list(pool.map(lambda x: (x, current.step_name), [6])))
        self.point = self.same = Point([1])
        self.next(self.other)

    @step
    def other(self):
        code = "import sys; print('sub', sys.prefix == %r)" % sys.prefix
        subprocess.run([sys.executable, "-c", code], check=True)
        subprocess.run("echo shell; cat", shell=True, check=True)
        os.chdir("/")
        self.point.x.append(2)
        print("stdin", repr(sys.stdin.read()), type(self.point).__name__, isinstance(self.point, Point), self.same.x)
        print("ünï 🧊", end="")
        sys.stderr.write("0%\\r50%\\r100%\\n\\udcff\\n")
        logging.getLogger("logger").info("hello")
        threading.Timer(0.1, lambda: print("\\nlate")).start()
        self.next(self.end)

    @step
    def end(self):
        print(self.point.x, os.getcwd() == os.environ["FOLDER"])


if __name__ == "__main__":
    ProcessesFlow()
`;

/** A step that fails in the way that its parameter says. */
export const FAILING_FLOW = `import os
import sys

from metaflow import FlowSpec, Parameter, current, retry, step, timeout


class FailingFlow(FlowSpec):
    how = Parameter("how")

    @step
    def start(self):
        self.before = "kept"
        self.next(self.fails)

    @timeout(seconds=1)
    @retry(times=1, minutes_between_retries=0)
    @step
    def fails(self):
        how = os.environ.get("HOW", self.how)
        if how == "once" and current.retry_count == 0:
            raise ValueError("once")
        if how == "exit":
            os._exit(3)
        if how == "quit":
            sys.exit(0)
        if how == "crash":
            import ctypes

            ctypes.string_at(0)
        if how == "sleep":
            import time

            time.sleep(60)
        if how == "lambda":
            self.made = [lambda: None]
        if how == "import":
            import not_installed_anywhere
        print("attempt", current.retry_count, self.before)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    FailingFlow()
`;
