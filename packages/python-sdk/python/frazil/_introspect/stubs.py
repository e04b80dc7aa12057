"""Stand-ins for modules that aren't installed, while a flow is read."""

from abc import ABCMeta

_OPERATORS = (
    "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift"
    " radd rsub rmul rtruediv rfloordiv rmod rdivmod rpow rmatmul rand ror rxor rlshift rrshift"
    " neg pos invert abs round getitem enter"
).split()


class Stub:
    """Whatever the missing package has under a name: callable, a base class, a decorator, an annotation, a number."""

    def __init__(self, name):
        self.__dict__["_frazil_name"] = name

    def __getattr__(self, name):
        if name == "__version__":
            return "0.0.0"
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        child = self.__dict__[name] = Stub("%s.%s" % (self._frazil_name, name))
        return child

    def __call__(self, *arguments, **options):
        # As a decorator it leaves what it decorates alone.
        if len(arguments) == 1 and not options and isinstance(arguments[0], (type, type(_operator))):
            return arguments[0]
        return Stub("%s()" % self._frazil_name)

    def __mro_entries__(self, bases):
        stubs = [base for base in bases if isinstance(base, Stub)]
        return (StubBase,) if stubs[0] is self else ()

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, subclass):
        return False

    def __repr__(self):
        return "<%s, not installed>" % self._frazil_name

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __contains__(self, item):
        return False

    def __int__(self):
        return 1

    __index__ = __int__

    def __float__(self):
        return 1.0

    def __lt__(self, other):
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __exit__(self, *_arguments):
        return None

    def __setitem__(self, key, value):
        return None

    def __delitem__(self, key):
        return None

    def __format__(self, specification):
        return repr(self)


def _operator(self, *_arguments):
    return self


for _name in _OPERATORS:
    setattr(Stub, "__%s__" % _name, _operator)


class _StubType(ABCMeta):
    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Stub("%s.%s" % (cls.__name__, name))

    def __new__(mcs, name, bases, namespace, **_options):
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **_options):
        super().__init__(name, bases, namespace)


class StubBase(metaclass=_StubType):
    """The base of classes that derive from something that is missing."""

    def __init__(self, *_arguments, **_options):
        pass

    def __class_getitem__(cls, _item):
        return cls

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Stub("%s.%s" % (type(self).__name__, name))
