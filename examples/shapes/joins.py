"""Joins that split again: into branches, into items; and a split inside of a foreach inside of a split."""

from metaflow import FlowSpec, step


class JoinsFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.a, self.b)

    @step
    def a(self):
        self.items = [1, 2]
        self.next(self.item, foreach="items")

    @step
    def item(self):
        self.next(self.plus, self.times)

    @step
    def plus(self):
        self.value = self.input + 10
        self.next(self.both)

    @step
    def times(self):
        self.value = self.input * 10
        self.next(self.both)

    @step
    def both(self, inputs):
        self.values = [each.value for each in inputs]
        self.next(self.all_items)

    @step
    def all_items(self, inputs):
        self.values = [each.values for each in inputs]
        self.next(self.join)

    @step
    def b(self):
        self.values = "b"
        self.next(self.join)

    @step
    def join(self, inputs):
        self.values = [each.values for each in inputs]
        self.names = ["x", "y"]
        self.next(self.greet, foreach="names")

    @step
    def greet(self):
        self.named = (self.input, self.values[1])
        self.next(self.names_done)

    @step
    def names_done(self, inputs):
        self.named = [each.named for each in inputs]
        self.merge_artifacts(inputs, include=["values"])
        self.next(self.one, self.two)

    @step
    def one(self):
        self.last = 1
        self.next(self.final)

    @step
    def two(self):
        self.last = 2
        self.next(self.final)

    @step
    def final(self, inputs):
        self.last = [each.last for each in inputs]
        self.merge_artifacts(inputs, exclude=["last"])
        self.next(self.end)

    @step
    def end(self):
        print(self.values, self.named, self.last)


if __name__ == "__main__":
    JoinsFlow()
