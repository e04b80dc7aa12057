/** Start, a foreach over two items, a join and an end, with a parameter and a card; TRIP makes the end fail. */
export const FOREACH_FLOW = `from metaflow import FlowSpec, Parameter, card, step


class ForeachFlow(FlowSpec):
    """Squares of numbers."""

    factor = Parameter("factor", default=2, type=int, help="what each is multiplied by")

    @card
    @step
    def start(self):
        """Makes the numbers."""
        import sys

        print("to stdout")
        print("to stderr", file=sys.stderr)
        self.numbers = [1, 2]
        self._secret = "hidden"
        self.next(self.square, foreach="numbers")

    @step
    def square(self):
        self.result = self.input * self.factor
        self.next(self.collect)

    @step
    def collect(self, inputs):
        self.results = [each.result for each in inputs]
        self.next(self.end)

    @step
    def end(self):
        import os

        if os.environ.get("TRIP"):
            self.trips = 1
            raise ValueError("tripped")


if __name__ == "__main__":
    ForeachFlow()
`;

/** Two things wrong: a step that doesn't exist, and no end. */
export const BROKEN_FLOW = `from metaflow import FlowSpec, step


class BrokenFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.trian)

    @step
    def train(self):
        pass


if __name__ == "__main__":
    BrokenFlow()
`;

/** A parameter that must be given. */
export const REQUIRED_FLOW = `from metaflow import FlowSpec, Parameter, step


class RequiredFlow(FlowSpec):
    name = Parameter("name", required=True, help="who is greeted")

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        print("hello", self.name)


if __name__ == "__main__":
    RequiredFlow()
`;

/** A step that goes on until it is told to stop, and with DEAF even then. */
export const ENDLESS_FLOW = `import os
import signal
import time

from metaflow import FlowSpec, step


class EndlessFlow(FlowSpec):
    @step
    def start(self):
        if os.environ.get("DEAF"):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("at work", flush=True)
        time.sleep(600)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    EndlessFlow()
`;
