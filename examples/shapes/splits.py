"""Branches side by side, one of them split again; joined by name, by position, one after the other, and by what they agree on."""

from metaflow import FlowSpec, step


class SplitsFlow(FlowSpec):
    @step
    def start(self):
        self.shared = "from start"
        self.next(self.left, self.right)

    @step
    def left(self):
        self.value = 1
        self.only_left = "left"
        self.next(self.close)

    @step
    def right(self):
        self.value = 10
        self.next(self.up, self.down)

    @step
    def up(self):
        self.value += 1
        self.next(self.right_close)

    @step
    def down(self):
        self.value += 2
        self.next(self.right_close)

    @step
    def right_close(self, inputs):
        self.value = sum(each.value for each in inputs)
        self.merge_artifacts(inputs, exclude=["value"])
        self.next(self.close)

    @step
    def close(self, inputs):
        self.values = (inputs.left.value, inputs[1].value, [each.value for each in inputs])
        self.merge_artifacts(inputs, include=["shared", "only_left"])
        self.next(self.end)

    @step
    def end(self):
        print(self.values, self.shared, self.only_left, hasattr(self, "value"))


if __name__ == "__main__":
    SplitsFlow()
