/** A flow of a base class in a package, with a configuration, a mutator, a decorator of the user's, an included file and a project. */
export const CONFIGURED_FLOW = `from metaflow import *
from parts.base import Base, timed


def computed(context):
    return context.user_name + "/" + context.parameter_name


class Adds(FlowMutator):
    def mutate(self, flow):
        flow.last.add_decorator("timed:unit=s")


@Adds
@project(name=config_expr("config.project"))
class ConfiguredFlow(Base):
    config = Config("config", default="config.json")
    data = IncludeFile("data", default="config.json")
    size = Parameter("size", default=config.size, type=int)
    who = Parameter("who", default=computed)

    @environment(vars=config.variables)
    @step(start=True)
    def first(self):
        import os
        print(os.environ["MODE"], self.config.variables.MODE, self.size, len(self.data) > 10, self.who)
        self.next(self.middle)


if __name__ == "__main__":
    ConfiguredFlow()
`;

/** What that flow inherits. */
export const BASE_MODULE = `from metaflow import FlowSpec, step, retry, catch, user_step_decorator, current


@user_step_decorator
def timed(step_name, flow, inputs, attributes):
    yield
    print("timed", step_name, attributes)


class Base(FlowSpec):
    @catch(var="problem")
    @step
    def middle(self):
        print(current.project_name, current.branch_name, current.is_production, current.retry_count)
        1 / 0
        self.next(self.last)

    @step(end=True)
    def last(self):
        print(self.problem.type, self.config.project)
`;

/** A flow with exit hooks. */
export const HOOKED_FLOW = `from metaflow import *


def rejoice(run):
    print("hurrah", run.pathspec)


def mourn():
    print("alas")
    raise ValueError("too sad")


@exit_hook(on_success=[rejoice], on_error=[mourn])
class HookedFlow(FlowSpec):
    fail = Parameter("fail", default=False)

    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        assert not self.fail


if __name__ == "__main__":
    HookedFlow()
`;

/** A flow whose parameters are checked before it runs. */
export const PARAMETERS_FLOW = `from metaflow import *


class ParametersFlow(FlowSpec):
    numbers = Parameter("numbers", type=int, separator=",", default="1,2")
    secret = Parameter("secret", default="hidden", help="kept", show_default=False)
    text = IncludeFile("text", default="missing.txt")
    rate = Parameter("rate", type=float, default=1)
    names = Parameter("all-names", multiple=True)

    @step
    def start(self):
        print(current.task.pathspec == current.pathspec, current.task.finished, current.run.finished)
        print("names", ".".join(self.names))
        print(sum(self.numbers), self.rate, len(self.text) > 10)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    ParametersFlow()
`;
