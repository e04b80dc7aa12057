from metaflow import FlowSpec, Parameter, step


class Many(FlowSpec):
    count = Parameter("count", type=int, default=100)

    @step
    def start(self):
        self.items = range(self.count)
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
        assert self.total == self.count * (self.count - 1)


if __name__ == "__main__":
    Many()
