/** Crashes once, loses its pod once, raises where that is caught, and says at the end what it knows. */
export const PODS = `import os
import signal
import sys
import time

from metaflow import FlowSpec, IncludeFile, Parameter, card, catch, current, get_namespace, retry, step


class PodsFlow(FlowSpec):
    note = IncludeFile("note", default="note.txt")
    word = Parameter("word", default="")

    @retry(times=1, minutes_between_retries=0)
    @step
    def start(self):
        print("out of start")
        print("err of start", file=sys.stderr, flush=True)
        if current.retry_count == 0:
            os.kill(os.getpid(), signal.SIGSEGV)
        self.attempts = [current.retry_count]
        self.items = [0, 1]
        self.next(self.body, foreach="items")

    @catch(var="problem")
    @step
    def body(self):
        if self.input == 1:
            raise ValueError("too odd")
        self.next(self.join)

    @card
    @retry(times=1, minutes_between_retries=0)
    @step
    def join(self, inputs):
        if current.retry_count == 0:
            print("holding", flush=True)
            time.sleep(600)
        self.problems = [each.problem and each.problem.exception for each in inputs]
        self.attempts = inputs[0].attempts + [current.retry_count]
        self.next(self.end)

    @step
    def end(self):
        tags = sorted(tag for tag in current.tags if ":" not in tag)
        print(current.run_id, current.username, tags, current.is_running_flow, current.origin_run_id, repr(get_namespace() or ""), self.word, repr(self.note), self.attempts, self.problems)


if __name__ == "__main__":
    PodsFlow()
`;

/** Waits in its middle unless it is resumed, or fails there; a hook tells how it ended. */
export const SLOW_PODS = `import time

from metaflow import FlowSpec, Parameter, current, exit_hook, step


def mourn(run):
    print("alas", run.pathspec)


@exit_hook(on_error=[mourn])
class SlowPods(FlowSpec):
    fail = Parameter("fail", default="")

    @step
    def start(self):
        self.next(self.middle)

    @step
    def middle(self):
        if self.fail:
            raise ValueError(self.fail)
        if current.origin_run_id is None:
            try:
                print("waiting", flush=True)
                time.sleep(600)
            finally:
                print("tidied up", flush=True)
        self.next(self.end)

    @step
    def end(self):
        print("after", current.origin_run_id)


if __name__ == "__main__":
    SlowPods()
`;

/** Takes a gigabyte. */
export const HUNGRY_PODS = `from metaflow import FlowSpec, step


class HungryPods(FlowSpec):
    @step
    def start(self):
        print(len(bytearray(1_000_000_000)))
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    HungryPods()
`;
