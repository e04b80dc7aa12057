"""Makes a flow's class what it is meant to be: configurations in decorators and parameters, mutators, decorators of the command line."""

import sys

from ._decorators import is_known, record, recorded

_USED = ("frazil._config", "frazil._delayed", "frazil._user_decorators")


def needs_prepare(specs):
    """Whether there is anything to do: most flows use none of it."""
    return bool(specs) or any(name in sys.modules for name in _USED)


def prepare(flow_class, values, specs):
    """Prepares a flow's class, once: `values` are its configurations by name, `specs` decorators for all steps, as text."""
    from ._config import set_configs
    from ._delayed import resolve
    from ._mutable import MutableFlow, MutableStep, steps_of

    configs = set_configs(flow_class, values)

    def resolved(value):
        return resolve(value, configs)

    _resolve_all(flow_class, resolved)
    changing = flow_mutators(flow_class)
    for mutator in changing:
        mutator.external_init(resolved)
        mutator.pre_mutate(MutableFlow(flow_class, True))
        # One that was added takes its turn after those that were there.
        changing.extend(added for added in flow_mutators(flow_class) if added not in changing)
    for function in steps_of(flow_class).values():
        for mutator in _each(function, "_frazil_mutators"):
            mutator.external_init(resolved)
            mutator.pre_mutate(MutableStep(flow_class, function, True, mutator.is_static))
    for function in steps_of(flow_class).values():
        _attach(MutableStep(flow_class, function, False), function, specs)
    for mutator in changing:
        mutator.mutate(MutableFlow(flow_class, False))
    for function in steps_of(flow_class).values():
        for mutator in _each(function, "_frazil_mutators"):
            mutator.external_init(resolved)
            mutator.mutate(MutableStep(flow_class, function, False, mutator.is_static))
        for wrapper in _each(function, "_frazil_wrappers"):
            wrapper.external_init(resolved)


def flow_mutators(flow_class):
    """The mutators of a flow, those of its base classes first."""
    return [mutator for base in reversed(flow_class.__mro__) for mutator in base.__dict__.get("_frazil_flow_mutators", ())]


def _each(function, name):
    """What is in a list that may grow meanwhile."""
    done = []
    while True:
        left = [entry for entry in function.__dict__.get(name, ()) if not any(entry is other for other in done)]
        if not left:
            return
        done.append(left[0])
        yield left[0]


def _resolve_all(flow_class, resolved):
    from ._mutable import steps_of
    from ._parameters import parameters_of

    for target in (*flow_class.__mro__, *steps_of(flow_class).values()):
        own = target.__dict__.get("_frazil_decorators")
        if own:
            target._frazil_decorators = [(name, resolved(attributes)) for name, attributes in own]
    for parameter in parameters_of(flow_class):
        for name in ("default", "type", "help", "required", "separator"):
            setattr(parameter, name, resolved(getattr(parameter, name)))


def _attach(step, function, specs):
    from ._mutable import REPEATABLE
    from ._user_decorators import is_step

    for spec in specs:
        name, attributes = _parsed(spec)
        user = _user_decorator(spec, name)
        if user is not None and is_step(function):
            positions = [attributes.pop(key) for key in sorted(key for key in attributes if key.isdigit())]
            if not step.has_decorator(user.decorator_name):
                decorator = user(*positions, **attributes)
                decorator.is_static = False
                decorator(function)
        elif not is_known(name):
            raise _unknown(spec, name)
        elif name in REPEATABLE or not any(name == other for other, _ in recorded(function)):
            record(function, name, attributes)


def _user_decorator(spec, name):
    from ._specs import BadSpec
    from ._user_decorators import decorator_named

    try:
        return decorator_named(name)
    except ImportError as error:
        raise BadSpec(spec, "its module can't be imported: %s" % error) from error


def _parsed(spec):
    from ._specs import BadSpec, parse_spec

    try:
        return parse_spec(spec)
    except ValueError as error:
        raise BadSpec(spec, str(error)) from None


def _unknown(spec, name):
    from difflib import get_close_matches

    from . import _decorators
    from ._specs import BadSpec
    from ._user_decorators import names_of_decorators

    known = [*filter(is_known, vars(_decorators)), *names_of_decorators()]
    return BadSpec(spec, "there is no decorator @%s" % name, next(iter(get_close_matches(name, known)), None))
