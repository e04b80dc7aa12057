"""The steps that all forecasts have."""

from metaflow import FlowSpec, Parameter, step

from .smoothing import smoothed


class ForecastFlow(FlowSpec):
    """Where the data come from is the matter of flows that are made of this one: they define `start`."""

    window = Parameter("window", default=3, help="How many values are averaged.")

    @step
    def smooth(self):
        """Averages the values in `self.values`."""
        self.smooth_values = smoothed(self.values, self.window)
        self.next(self.predict)

    @step
    def predict(self):
        """Goes on as the last two values went."""
        before, last = self.smooth_values[-2:]
        self.prediction = last + (last - before)
        self.next(self.end)

    @step
    def end(self):
        """Prints the forecast."""
        print("after %s comes %.2f" % (["%.2f" % value for value in self.smooth_values], self.prediction))
