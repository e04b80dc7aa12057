import random
import time

from metaflow import FlowSpec, Parameter, card, current, step
from metaflow.cards import Markdown, ProgressBar, Table, VegaChart


class WalkFlow(FlowSpec):
    """Walkers take steps forth and back; a card shows where they are while they go."""

    length = Parameter("length", default=30, help="How many steps they take.")
    pause = Parameter("pause", default=0.1, help="Seconds between two steps.")

    @card(type="blank", id="walk")
    @card(id="facts")
    @step
    def start(self):
        """Walks. `update` and `refresh` change the card while the task runs."""
        draw = random.Random(7).random
        bar = ProgressBar(max=self.length, label="Steps")
        chart = VegaChart(chart_of([]))
        current.card["walk"].extend([Markdown("# A walk"), bar, chart])
        self.places = [0]
        for taken in range(1, self.length + 1):
            self.places.append(self.places[-1] + (1 if draw() < 0.5 else -1))
            bar.update(taken)
            chart.update(chart_of(self.places))
            current.card["walk"].refresh()
            time.sleep(self.pause)
        extremes = [["lowest", min(self.places)], ["highest", max(self.places)], ["last", self.places[-1]]]
        current.card["walk"].append(Table(extremes, headers=["", "place"]))
        self.next(self.end)

    @step
    def end(self):
        print("from 0 to %d, never above %d" % (self.places[-1], max(self.places)))


def chart_of(places):
    """A line, as Vega-Lite wants it."""
    return {
        "data": {"values": [{"step": step, "place": place} for step, place in enumerate(places)]},
        "mark": "line",
        "encoding": {"x": {"field": "step", "type": "quantitative"}, "y": {"field": "place", "type": "quantitative"}},
    }


if __name__ == "__main__":
    WalkFlow()
