"""A card that shows how a step goes, while it runs and afterwards."""

import time

from metaflow import FlowSpec, card, current, step
from metaflow.cards import Markdown, ProgressBar, Table, ValueBox, VegaChart


class CardsFlow(FlowSpec):
    @card(type="blank")
    @step
    def start(self):
        bar = ProgressBar(max=20, label="Training", unit="epochs")
        best = ValueBox("Best loss", "none yet")
        chart = VegaChart({})
        current.card.extend([Markdown("## A training"), bar, best, chart])
        self.losses = []
        for epoch in range(1, 21):
            time.sleep(0.1)
            self.losses.append({"epoch": epoch, "loss": 1 / epoch})
            bar.update(epoch)
            best.update(value=round(1 / epoch, 3))
            chart.update(loss_chart(self.losses))
            current.card.refresh()
        current.card.append(Table([[loss["epoch"], loss["loss"]] for loss in self.losses[-3:]], headers=["epoch", "loss"]))
        self.next(self.end)

    @step
    def end(self):
        pass


def loss_chart(losses):
    return {
        "title": "Loss by epoch",
        "data": {"values": list(losses)},
        "mark": "line",
        "encoding": {"x": {"field": "epoch", "type": "quantitative"}, "y": {"field": "loss", "type": "quantitative"}},
    }


if __name__ == "__main__":
    CardsFlow()
