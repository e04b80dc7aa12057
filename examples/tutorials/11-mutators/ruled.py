from house_rules import announced, house_rules, patient

from metaflow import FlowSpec, current, step


@house_rules(minutes=2)
class RuledFlow(FlowSpec):
    """A flow under the rules of house_rules.py."""

    @step
    def start(self):
        self.numbers = [3, 1, 2]
        self.next(self.order)

    @announced(watch="ordered")
    @patient
    @step
    def order(self):
        """Fails once; @patient has it tried again."""
        if current.retry_count == 0:
            raise RuntimeError("Not now.")
        self.ordered = sorted(self.numbers)
        self.next(self.end)

    @step
    def end(self):
        print("in order:", self.ordered)


if __name__ == "__main__":
    RuledFlow()
