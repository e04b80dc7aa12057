"""Constants: attributes of a flow's class that are plain values. Steps can't change them; they are artifacts of every task."""


def is_constant(name, value):
    """Whether an attribute of a class is one: neither private, nor a method, a parameter or the like."""
    return value is not None and name[:1] != "_" and not callable(value) and not hasattr(type(value), "__get__")


def constants_of(flow_class):
    """The names of the constants of a flow."""
    names = {name for base in flow_class.__mro__ for name in base.__dict__}
    return [name for name in sorted(names) if is_constant(name, getattr(flow_class, name))]
