"""A choice, a loop that ends when enough is done, and a foreach whose items are worked at until each is good."""

from metaflow import FlowSpec, Parameter, step


class LoopsFlow(FlowSpec):
    goal = Parameter("goal", default=3, type=int, help="how often the loop goes round")

    @step
    def start(self):
        self.rounds = 0
        self.next(self.work)

    @step
    def work(self):
        self.rounds += 1
        self.state = "again" if self.rounds < self.goal else "enough"
        self.next({"again": self.work, "enough": self.deal}, condition="state")

    @step
    def deal(self):
        self.numbers = [1, 4, 6]
        self.next(self.halve, foreach="numbers")

    @step
    def halve(self):
        self.number = getattr(self, "number", self.input)
        self.kind = "odd" if self.number % 2 else "even"
        self.next({"even": self.smaller, "odd": self.keep}, condition="kind")

    @step
    def smaller(self):
        self.number //= 2
        self.next(self.halve)

    @step
    def keep(self):
        self.next(self.gather)

    @step
    def gather(self, inputs):
        self.merge_artifacts(inputs, include=["rounds"])
        self.odd = [each.number for each in inputs]
        self.next(self.end)

    @step
    def end(self):
        print(self.rounds, self.odd)


if __name__ == "__main__":
    LoopsFlow()
