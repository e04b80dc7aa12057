from metaflow import FlowSpec, step


class Hundred(FlowSpec):
    @step
    def start(self):
        self.items = list(range(100))
        self.next(self.body, foreach="items")

    @step
    def body(self):
        self.y = self.input * 2
        self.next(self.join)

    @step
    def join(self, inputs):
        self.total = sum(each.y for each in inputs)
        self.next(self.end)

    @step
    def end(self):
        assert self.total == 9900


if __name__ == "__main__":
    Hundred()
