"""Packages of conda channels, of PyPI, and both on one step."""

from metaflow import FlowSpec, conda, conda_base, pypi, step


@conda_base(python="3.11")
class CondaFlow(FlowSpec):
    @conda(packages={"numpy": "1.26.4"})
    @step
    def start(self):
        import numpy

        self.squares = [int(each) for each in numpy.arange(5) ** 2]
        self.next(self.describe)

    @conda(packages={"numpy": "1.26.4"})
    @pypi(packages={"python-dateutil": "2.8.2"})
    @step
    def describe(self):
        import numpy
        from dateutil.parser import parse

        self.mean = float(numpy.mean(self.squares))
        self.day = parse("15 October 2023").date().isoformat()
        self.next(self.end)

    @step
    def end(self):
        print("The mean of", self.squares, "is", self.mean, "on", self.day)


if __name__ == "__main__":
    CondaFlow()
