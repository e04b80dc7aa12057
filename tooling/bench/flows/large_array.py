import numpy
from metaflow import FlowSpec, step


class Array(FlowSpec):
    @step
    def start(self):
        self.array = numpy.arange(12_500_000, dtype="float64")
        self.next(self.end)

    @step
    def end(self):
        assert self.array.nbytes == 100_000_000


if __name__ == "__main__":
    Array()
