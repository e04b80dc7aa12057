from metaflow import FlowSpec, current, kubernetes, retry, step


class HelloCloudFlow(FlowSpec):
    """HelloFlow with a step that asks for its share of a cluster, and is tried again when the cluster lets it down."""

    @step
    def start(self):
        self.message = "Hello"
        self.next(self.hello)

    @retry(times=2, minutes_between_retries=0)
    @kubernetes(cpu=1, memory=512)
    @step
    def hello(self):
        """Fails once, as machines of a cluster do that are taken away."""
        if current.retry_count == 0:
            raise RuntimeError("This machine is gone.")
        self.message += " from attempt %d" % current.retry_count
        self.next(self.end)

    @step
    def end(self):
        print(self.message)


if __name__ == "__main__":
    HelloCloudFlow()
