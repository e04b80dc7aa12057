from metaflow import FlowSpec, Parameter, current, project, schedule, step


@project(name="weather")
@schedule(daily=True)
class MeasureFlow(FlowSpec):
    """Measures every night. Each branch of the project has this flow for itself."""

    days = Parameter("days", default=7, help="How many days are looked at.")

    @step
    def start(self):
        self.temperatures = [(day * 7) % 11 for day in range(self.days)]
        self.next(self.end)

    @step
    def end(self):
        print("%s of %s: %s" % (current.flow_name, current.branch_name, self.temperatures))


if __name__ == "__main__":
    MeasureFlow()
