"""One step after the other: what a step sets, the steps after it have."""

from metaflow import FlowSpec, step


class LinearFlow(FlowSpec):
    @step
    def start(self):
        self.trail = ["start"]
        self.next(self.middle)

    @step
    def middle(self):
        self.trail = self.trail + ["middle"]
        self.doubled = 2 * len(self.trail)
        self.next(self.end)

    @step
    def end(self):
        self.trail = self.trail + ["end"]
        print(self.trail, self.doubled)


if __name__ == "__main__":
    LinearFlow()
