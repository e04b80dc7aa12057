"""Decorators that users write: what runs around a step, and what changes a step or a flow before it is looked at."""

from ._exceptions import FrazilException

# What a generator-style decorator yields to leave a step out.
USER_SKIP_STEP = {}

_registered = {}


def is_step(value):
    """Whether a value is a step's function."""
    return callable(value) and getattr(value, "is_step", False) is True


def is_flow(value):
    """Whether a value is a flow's class."""
    from ._flow import FlowSpec

    return isinstance(value, type) and issubclass(value, FlowSpec)


def decorator_named(name):
    """The class of a user's decorator by its name, by as much of the end of its path as is unique, or by the path where it is imported
    from; None without any. Raises ImportError when the path's module can't be imported."""
    found = [cls for path, cls in _registered.items() if path == name or path.endswith("." + name)]
    if len(found) > 1:
        raise FrazilException("several decorators are called '%s': write more of their path" % name)
    if found:
        return found[0]
    module, _, last = name.rpartition(".")
    return _imported(module, last) if module else None


def _imported(module, name):
    from importlib import import_module

    found = getattr(import_module(module), name, None)
    return found if isinstance(found, type) and issubclass(found, UserDecorator) else None


def names_of_decorators():
    """The names of the users' decorators, without their paths."""
    return [path.rpartition(".")[2] for path in _registered]


def modules_of_decorators():
    """The top-level modules that users' decorators are from."""
    return {cls.__module__.partition(".")[0] for cls in _registered.values()}


class _Decorator(type):
    """Their classes are decorators with and without arguments: `@timing` and `@timing(unit='s')`."""

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace, **options)
        cls.decorator_name = namespace.get("_decorator_name") or "%s.%s" % (cls.__module__, name)
        if "_decorator_name" in namespace or not cls.__module__.startswith("frazil."):
            _registered[cls.decorator_name] = cls

    def __call__(cls, *arguments, **options):
        if arguments and cls._decorates(arguments[0]):
            return super().__call__(*arguments[1:], **options)(arguments[0])
        return super().__call__(*arguments, **options)


class UserDecorator(metaclass=_Decorator):
    """The base of all of them: keeps the arguments until they are known."""

    # Whether it is written in the flow's file; False for one of the command line.
    is_static = True

    _list = None
    _decorates = staticmethod(is_step)

    def __init__(self, *arguments, **options):
        self._args = arguments
        self._kwargs = options
        self._has_init = False

    def __call__(self, target):
        if not self._decorates(target):
            raise FrazilException("%s decorates something else than it is for: %r" % (type(self).__name__, target))
        # A class may be of two kinds: what runs around a step, and what changes it.
        for name in {kind.__dict__["_list"] for kind in type(self).__mro__ if kind.__dict__.get("_list")}:
            setattr(target, name, [*target.__dict__.get(name, ()), self])
        return target

    def init(self, *arguments, **options):
        """Takes the arguments of the decorator."""
        if arguments or options:
            raise FrazilException("%s is used with arguments, but has no init" % type(self).__name__)

    def external_init(self, resolve=lambda value: value):
        """Calls `init`, once, with what the arguments are worth."""
        if not self._has_init:
            self._has_init = True
            self._args = tuple(resolve(value) for value in self._args)
            self._kwargs = resolve(self._kwargs)
            self.init(*self._args, **self._kwargs)

    def get_args_kwargs(self):
        """The arguments of the decorator."""
        return list(self._args), dict(self._kwargs)


class UserStepDecorator(UserDecorator):
    """Runs code before and after a step, or instead of it."""

    _list = "_frazil_wrappers"
    _skip_step = False

    def pre_step(self, step_name, flow, inputs=None):
        """Runs before the step. May give a function to run instead of it."""

    def post_step(self, step_name, flow, exception=None):
        """Runs after the step. Gives what is to be raised, or that with the arguments of self.next."""
        return (exception, None) if exception else (None, None)

    @property
    def skip_step(self):
        """Whether the step is left out: True, or the arguments of self.next; False otherwise."""
        return self._skip_step

    @skip_step.setter
    def skip_step(self, value):
        self._skip_step = value


class StepMutator(UserDecorator):
    """Changes a step before it is looked at: adds and removes decorators."""

    _list = "_frazil_mutators"

    def pre_mutate(self, mutable_step):
        """Called when the configurations are known."""

    def mutate(self, mutable_step):
        """Called when the decorators of the command line are there as well."""

    def add_to_package(self):
        """Called when the flow is deployed: (file, path in the code package[, ContentType]) of files that the step needs."""
        return ()


class FlowMutator(UserDecorator):
    """Changes a flow before it is looked at: its parameters, its decorators and those of its steps."""

    _list = "_frazil_flow_mutators"
    _decorates = staticmethod(is_flow)

    def __call__(self, target):
        self._flow_cls = target
        return super().__call__(target)

    def pre_mutate(self, mutable_flow):
        """Called when the configurations are known."""

    def mutate(self, mutable_flow):
        """Called when the decorators of the command line are there as well."""

    def add_to_package(self):
        """Called when the flow is deployed: (file, path in the code package[, ContentType]) of files that steps need."""
        return ()


def user_step_decorator(*arguments, **options):
    """Makes a decorator of a generator function of (step_name, flow, inputs[, attributes]): the step runs where it yields."""
    if not arguments:
        return lambda function: user_step_decorator(function, **options)
    function = arguments[0]
    code = getattr(function, "__code__", None)
    if code is None or not code.co_flags & 0x20:
        raise FrazilException("@user_step_decorator takes a function with a `yield`")
    if code.co_argcount not in (3, 4):
        raise FrazilException("@user_step_decorator takes a function of step_name, flow, inputs and, if wanted, attributes")
    return _generator_class(function, "%s.%s" % (function.__module__, function.__name__), code.co_argcount)


def _generator_class(function, name, count):
    class Generated(UserStepDecorator):
        _decorator_name = name
        __doc__ = function.__doc__

        def init(self, *arguments, **options):
            if arguments or (options and count == 3):
                what = "keyword arguments only" if count == 4 else "no arguments: its function has no `attributes`"
                raise FrazilException("@%s takes %s" % (function.__name__, what))

        def pre_step(self, step_name, flow, inputs=None):
            given = (step_name, flow, inputs, dict(self._kwargs))
            self._generator = function(*given[:count])
            self._is_over = False
            try:
                yielded = next(self._generator)
            except StopIteration:
                # Without a yield the step isn't run.
                self._is_over, self.skip_step = True, True
                return None
            if isinstance(yielded, dict):
                self.skip_step = yielded or True
                return None
            return yielded

        def post_step(self, step_name, flow, exception=None):
            if self._is_over:
                return exception, self.skip_step
            try:
                self._generator.throw(exception) if exception else next(self._generator)
            except StopIteration as stop:
                return stop.value if isinstance(stop.value, tuple) else (None, stop.value or self.skip_step or None)
            except Exception as error:
                return error
            raise FrazilException("@%s yields more than once" % function.__name__)

    Generated.__name__ = Generated.__qualname__ = function.__name__
    Generated.__module__ = function.__module__
    return Generated
