import time

from metaflow import FlowSpec, catch, current, retry, step, timeout


class FailuresFlow(FlowSpec):
    """What can go wrong, and what a flow says to it."""

    @step
    def start(self):
        self.kinds = ["good", "flaky", "hopeless"]
        self.next(self.work, foreach="kinds")

    @catch(var="problem", print_exception=False)
    @retry(times=1, minutes_between_retries=0)
    @step
    def work(self):
        """Tried twice at most; what fails then is caught, and its problem is an artifact."""
        self.kind = self.input
        if self.kind == "flaky" and current.retry_count == 0:
            raise RuntimeError("It works the second time.")
        if self.kind == "hopeless":
            raise ValueError("It never works.")
        self.result = "%s in attempt %d" % (self.kind, current.retry_count)
        self.next(self.join)

    @step
    def join(self, inputs):
        """Tells the good ones from the others."""
        self.results = [each.result for each in inputs if not each.problem]
        self.problems = ["%s" % each.problem.exception for each in inputs if each.problem]
        self.next(self.slow)

    @catch(var="delay", print_exception=False)
    @timeout(seconds=1)
    @step
    def slow(self):
        """Takes longer than it may."""
        time.sleep(60)
        self.next(self.end)

    @step
    def end(self):
        print(self.results)
        print(self.problems)
        print("slow was stopped" if self.delay else "slow was quick")


if __name__ == "__main__":
    FailuresFlow()
