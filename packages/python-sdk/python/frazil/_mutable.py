"""What mutators see and change: a flow and its steps."""

from collections import namedtuple

from ._decorators import is_known, record, recorded
from ._exceptions import FrazilException
from ._specs import parse_spec
from ._user_decorators import FlowMutator, StepMutator, UserDecorator, UserStepDecorator, decorator_named, is_step

# A step or flow may have several of these.
REPEATABLE = frozenset(("card", "exit_hook"))

Added = namedtuple("Added", ["name", "attributes"])
Added.__doc__ = "A decorator that a mutator added."


class _Mutable:
    IGNORE = 1
    ERROR = 2
    OVERRIDE = 3

    _belongs = UserDecorator
    _lists = ()

    def __init__(self, target, is_early, is_static=True):
        self._target = target
        self._is_early = is_early
        self._is_static = is_static

    @property
    def decorator_specs(self):
        """(name, path, positional arguments, keyword arguments) of each decorator."""
        for name, attributes in recorded(self._target):
            yield name, "metaflow.%s" % name, [], dict(attributes)
        for decorator in self._users():
            path = decorator.decorator_name
            yield (path.rpartition(".")[2], path, *decorator.get_args_kwargs())

    def has_decorator(self, name):
        """Whether there is a decorator of this name or path."""
        return any(self.get_decorator_specs(name))

    def get_decorator_specs(self, name):
        """The specifications of the decorators of this name or path."""
        return [spec for spec in self.decorator_specs if name == spec["." in name]]

    def add_decorator(self, deco_type, deco_args=None, deco_kwargs=None, duplicates=IGNORE):
        """Adds a decorator: itself, its name, or its text as `--with` has it. Gives it, or None when there was one already."""
        name, given = parse_spec(deco_type) if isinstance(deco_type, str) else (getattr(deco_type, "frazil_decorator", None), {})
        if given and (deco_args or deco_kwargs):
            raise FrazilException("the arguments of @%s are given twice" % name)
        options = {**given, **(deco_kwargs or {})}
        user = decorator_named(name) if isinstance(deco_type, str) else deco_type
        if isinstance(user, type) and issubclass(user, UserDecorator):
            return self._add_user(user, deco_args or (), options, duplicates)
        if not is_known(name) or deco_args:
            raise FrazilException("add_decorator takes a decorator and its keyword arguments; got %r" % (deco_type,))
        if name not in REPEATABLE and any(name == other for other, _ in recorded(self._target)):
            if not self._replaces(name, duplicates):
                return None
        self._record(name, options)
        return Added(name, options)

    def remove_decorator(self, deco_name, deco_args=None, deco_kwargs=None):
        """Removes the decorators of a name, or those of them that have these arguments; says whether there were any."""
        wanted = None if deco_args is None and deco_kwargs is None else (list(deco_args or ()), dict(deco_kwargs or {}))
        return self._remove_where(
            lambda name, attributes: name == deco_name and wanted in (None, ([], attributes)),
            lambda user: _is_named(user, deco_name) and wanted in (None, user.get_args_kwargs()),
        )

    def _add_user(self, user, arguments, options, duplicates):
        if not issubclass(user, self._belongs):
            raise FrazilException("%s doesn't belong here" % user.__name__)
        if issubclass(user, (FlowMutator, StepMutator)) and not self._is_early:
            raise FrazilException("%s can be added in pre_mutate only" % user.__name__)
        if any(type(other) is user for other in self._users()) and not self._replaces(user.decorator_name, duplicates):
            return None
        decorator = user(*arguments, **options)
        decorator.is_static = self._is_static
        decorator.external_init()
        decorator(self._target)
        return decorator

    def _replaces(self, name, duplicates):
        """Whether a decorator that is there already gives way."""
        if duplicates == self.ERROR and self._is_static:
            raise FrazilException("there is a @%s already" % name)
        return duplicates == self.OVERRIDE and self.remove_decorator(name)

    def _record(self, name, options):
        record(self._target, name, options)

    def _owners(self):
        return (self._target,)

    def _users(self):
        found = [user for owner in self._owners() for name in self._lists for user in owner.__dict__.get(name, ())]
        return [user for at, user in enumerate(found) if not any(user is other for other in found[:at])]

    def _remove_where(self, is_recorded, is_user):
        count = 0
        for owner in self._owners():
            kept = [entry for entry in owner.__dict__.get("_frazil_decorators", ()) if not is_recorded(*entry)]
            count += len(owner.__dict__.get("_frazil_decorators", ())) - len(kept)
            owner._frazil_decorators = kept
            for name in self._lists:
                users = owner.__dict__.get(name, ())
                setattr(owner, name, [user for user in users if not is_user(user)])
                count += len(users) - len(getattr(owner, name))
        return count > 0


class MutableStep(_Mutable):
    """A step that a mutator may change."""

    _belongs = (StepMutator, UserStepDecorator)
    _lists = ("_frazil_wrappers", "_frazil_mutators")

    def __init__(self, flow_class, function, is_early, is_static=True):
        super().__init__(function, is_early, is_static)
        self._flow_class = flow_class

    @property
    def flow(self):
        """The flow that it is a step of."""
        return MutableFlow(self._flow_class, self._is_early)


class MutableFlow(_Mutable):
    """A flow that a mutator may change."""

    _belongs = FlowMutator
    _lists = ("_frazil_flow_mutators",)

    @property
    def steps(self):
        """(name, step) of each step."""
        for name, function in steps_of(self._target).items():
            yield name, MutableStep(self._target, function, self._is_early)

    @property
    def parameters(self):
        """(attribute, parameter) of each parameter."""
        from ._parameters import parameters_of

        return iter([(parameter.attribute, parameter) for parameter in parameters_of(self._target)])

    @property
    def configs(self):
        """(name, value) of each configuration."""
        from ._config import configs_of

        return iter([(config.name, config._loaded) for config in configs_of(self._target).values()])

    def add_parameter(self, name, value, overwrite=False):
        """Adds a parameter, in pre_mutate."""
        from ._parameters import Parameter

        self._only_early("parameters are added")
        if not isinstance(value, Parameter):
            raise FrazilException("add_parameter takes a Parameter; got %r" % (value,))
        if hasattr(self._target, name) and not overwrite:
            raise FrazilException("flow %s has a member '%s' already; write overwrite=True" % (self._target.__name__, name))
        setattr(self._target, name, value)
        value.__set_name__(self._target, name)

    def remove_parameter(self, parameter_name):
        """Removes a parameter by its name, in pre_mutate; says whether there was one."""
        self._only_early("parameters are removed")
        found = [attribute for attribute, parameter in self.parameters if parameter.name == parameter_name]
        for owner in self._owners():
            for attribute in found:
                if attribute in owner.__dict__:
                    delattr(owner, attribute)
        return bool(found)

    def add_decorator(self, *arguments, **options):
        """Adds a decorator to the flow, in pre_mutate."""
        self._only_early("decorators of a flow are added")
        return super().add_decorator(*arguments, **options)

    def remove_decorator(self, deco_name, deco_args=None, deco_kwargs=None):
        """Removes decorators of the flow, in pre_mutate."""
        self._only_early("decorators of a flow are removed")
        if any(_is_named(user, deco_name) for user in self._users()):
            raise FrazilException("%s is a FlowMutator, which can't be removed" % deco_name)
        return super().remove_decorator(deco_name, deco_args, deco_kwargs)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        function = steps_of(self._target).get(name)
        if function is not None:
            return MutableStep(self._target, function, self._is_early)
        values = dict(self.parameters)
        values.update((attribute, config._loaded) for attribute, config in _configs(self._target))
        if name in values:
            return values[name]
        raise AttributeError("flow %s has no step, parameter or configuration '%s'" % (self._target.__name__, name))

    def _owners(self):
        return [base for base in self._target.__mro__ if base.__module__ != "builtins" and not base.__module__.startswith("frazil")]

    def _only_early(self, what):
        if not self._is_early:
            raise FrazilException("%s in pre_mutate, not in mutate" % what)


def steps_of(flow_class):
    """The functions of a flow's steps by name, base classes first."""
    found = {}
    for base in reversed(flow_class.__mro__):
        for name, value in base.__dict__.items():
            found.pop(name, None)
            if is_step(value):
                found[name] = value
    return found


def _configs(flow_class):
    from ._config import configs_of

    return configs_of(flow_class).items()


def _is_named(user, name):
    return user.decorator_name == name or user.decorator_name.endswith("." + name)
