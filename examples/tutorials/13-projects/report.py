from metaflow import Flow, FlowSpec, current, project, step, trigger_on_finish


@project(name="weather")
@trigger_on_finish(flow="MeasureFlow")
class ReportFlow(FlowSpec):
    """Begins when MeasureFlow of the same branch is done, and reports what that run found."""

    @step
    def start(self):
        """Reads the run that started this one; by hand, the latest of the branch."""
        trigger = current.get("trigger")
        run = trigger.run if trigger else self.latest()
        self.temperatures = run.data.temperatures
        self.next(self.end)

    def latest(self):
        """The latest run of MeasureFlow that has the branch's tag."""
        tag = "project_branch:%s" % current.branch_name
        for run in Flow("MeasureFlow").runs(tag):
            if run.successful:
                return run
        raise RuntimeError("MeasureFlow has not run in the branch %s." % current.branch_name)

    @step
    def end(self):
        print("%s: between %d and %d degrees" % (current.branch_name, min(self.temperatures), max(self.temperatures)))


if __name__ == "__main__":
    ReportFlow()
