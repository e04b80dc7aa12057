from forecast.base import ForecastFlow

from metaflow import step


class WeatherFlow(ForecastFlow):
    """A forecast of temperatures: a base class in a package brings all steps but the first."""

    @step
    def start(self):
        self.values = [4, 6, 5, 8, 9, 7]
        self.next(self.smooth)


if __name__ == "__main__":
    WeatherFlow()
