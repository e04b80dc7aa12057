from metaflow import FlowSpec, step


class HelloFlow(FlowSpec):
    """Three steps, one after the other; each says hello."""

    @step
    def start(self):
        """Where every flow begins. What is assigned to self is an artifact: later steps have it."""
        self.greetings = ["start"]
        print("HelloFlow begins.")
        self.next(self.hello)

    @step
    def hello(self):
        """A step in between. A changed artifact is a new one; that of the step before stays as it was."""
        self.greetings = self.greetings + ["hello"]
        print("Hello!")
        self.next(self.end)

    @step
    def end(self):
        """Where every flow ends."""
        print("HelloFlow is done:", ", ".join(self.greetings))


if __name__ == "__main__":
    HelloFlow()
