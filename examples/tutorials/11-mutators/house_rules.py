"""What a team wants of all its flows, in one place."""

from metaflow import FlowMutator, StepMutator, current, user_step_decorator


@user_step_decorator
def announced(step_name, flow, inputs=None, attributes=None):
    """Says when a step begins and ends, and what it left in `watch`."""
    print("%s begins, attempt %d" % (step_name, current.retry_count))
    yield
    watched = (attributes or {}).get("watch")
    print("%s is done%s" % (step_name, ": %s = %r" % (watched, getattr(flow, watched)) if watched else ""))


class patient(StepMutator):
    """Tries a step again, unless it says itself how often."""

    def mutate(self, mutable_step):
        if not any(name == "retry" for name, *_ in mutable_step.decorator_specs):
            mutable_step.add_decorator("retry", deco_kwargs={"times": 1, "minutes_between_retries": 0})


class house_rules(FlowMutator):
    """Gives every step of a flow a time limit, and says of the first one that it begins."""

    def init(self, minutes=5):
        self.minutes = minutes

    def mutate(self, mutable_flow):
        for name, mutable_step in mutable_flow.steps:
            mutable_step.add_decorator("timeout", deco_kwargs={"minutes": self.minutes})
            if name == "start":
                mutable_step.add_decorator(announced, duplicates=mutable_step.IGNORE)
