"""The values of a run's parameters, which the first attempt at its first step works out for the whole run."""

from .._context import Context
from .commit import send_parameters


def settle(state):
    """Gives the parameters their values, and tells the supervisor what they are before the step does anything."""
    texts = state.task.get("parameters") or {}
    earlier = state.task.get("earlier") or {}
    context = Context(type(state.flow), state.task["username"])
    for attribute, parameter in state.parameters.items():
        context.parameter_name = parameter.name
        if attribute in earlier:
            state.values[attribute] = state.read(earlier[attribute], "parameter '%s'" % attribute)
        else:
            state.values[attribute] = parameter.value(texts.get(parameter.name), context)
    if state.values and not state.task.get("spin"):
        send_parameters(state)
