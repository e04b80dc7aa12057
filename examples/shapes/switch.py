"""One of several steps, chosen by the value of an artifact: a text, a truth, a number; one case skips a step."""

from metaflow import FlowSpec, Parameter, step


class SwitchFlow(FlowSpec):
    size = Parameter("size", default="big", help="big, small or none")

    @step
    def start(self):
        self.trail = []
        self.next({"big": self.grow, "small": self.shrink, "none": self.meet}, condition="size")

    @step
    def grow(self):
        self.trail = self.trail + ["grow"]
        self.is_twice = True
        self.next({True: self.again, False: self.meet}, condition="is_twice")

    @step
    def again(self):
        self.trail = self.trail + ["again"]
        self.next(self.meet)

    @step
    def shrink(self):
        self.trail = self.trail + ["shrink"]
        self.next(self.meet)

    @step
    def meet(self):
        self.trail = self.trail + ["meet"]
        self.count = len(self.trail)
        self.next({1: self.short, 2: self.long, 3: self.long}, condition="count")

    @step
    def short(self):
        self.next(self.end)

    @step
    def long(self):
        self.trail = self.trail + ["long"]
        self.next(self.end)

    @step
    def end(self):
        print(self.trail)


if __name__ == "__main__":
    SwitchFlow()
