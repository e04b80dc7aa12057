import json
import os

from metaflow import Config, FlowSpec, Parameter, config_expr, environment, resources, step

HERE = os.path.dirname(os.path.abspath(__file__))


def parse(text):
    """Reads JSON, and TOML where Python can: from 3.11 on."""
    if text.lstrip().startswith("{"):
        return json.loads(text)
    import tomllib

    return tomllib.loads(text)


class TrainFlow(FlowSpec):
    """Finds the minimum of (x - 3)² at several rates. A file says which, and what the steps need."""

    config = Config("config", default=os.path.join(HERE, "train.json"), parser=parse)
    steps = Parameter("steps", default=config.steps, type=int, help="How often x is moved.")

    @step
    def start(self):
        self.rates = list(self.config.rates)
        self.next(self.train, foreach="rates")

    @environment(vars=config.variables)
    @resources(cpu=config.resources.cpu, memory=config_expr("config.resources.memory * 2"))
    @step
    def train(self):
        """Moves x downhill. The configuration can be read here as well; it is the one that the run began with."""
        self.rate, self.x = self.input, 0.0
        for _ in range(self.steps):
            self.x -= self.rate * 2 * (self.x - 3)
        self.mode = os.environ["TRAINING_MODE"]
        self.next(self.choose)

    @step
    def choose(self, inputs):
        """Keeps the best."""
        best = min(inputs, key=lambda each: abs(each.x - 3))
        self.rate, self.x, self.mode = best.rate, best.x, best.mode
        self.next(self.end)

    @step
    def end(self):
        print("rate %s, x %.4f after %d steps, %s" % (self.rate, self.x, self.steps, self.mode))


if __name__ == "__main__":
    TrainFlow()
