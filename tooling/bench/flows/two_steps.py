from metaflow import FlowSpec, step


class TwoSteps(FlowSpec):
    @step
    def start(self):
        self.x = 1
        self.next(self.end)

    @step
    def end(self):
        assert self.x == 1


if __name__ == "__main__":
    TwoSteps()
