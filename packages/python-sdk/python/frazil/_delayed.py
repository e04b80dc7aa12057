"""Values of configurations that are used in a class before they are known: noted down, and worked out when they are."""

import sys

# What `**config` gives: one entry, whose value stands for all entries of the configuration.
_UNPACKED = "_frazil_unpacked_"


class BadConfig(Exception):
    """A configuration that has no value, or none that can be used."""

    def __init__(self, name, reason, place=None):
        super().__init__(name, reason)
        self.name = name
        self.reason = reason
        # The file and line of the mistake, when they are known.
        self.place = place


class Delayed:
    """What an expression with configurations will be worth: of a `Config` itself, or of a text, with what is read of it."""

    def __init__(self, source, names, path=()):
        self.__dict__.update(_source=source, _names=names, _path=path)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Delayed(self._source, self._names, (*self._path, ("attribute", name)))

    def __getitem__(self, key):
        if isinstance(key, str) and key.startswith(_UNPACKED):
            return self
        return Delayed(self._source, self._names, (*self._path, ("item", key)))

    # `in` and `for` would ask for one item after the other, for ever.
    __contains__ = None

    def __iter__(self):
        return iter(self.keys())

    def keys(self):
        """The keys for `**`."""
        return [_UNPACKED + str(id(self))]

    def __repr__(self):
        return "<a value of a configuration>"


def config_expr(expression):
    """An expression over the flow's configurations by their names, worked out when they are known."""
    return Delayed(expression, sys._getframe(1).f_globals)


def resolve(value, configs):
    """A value with all that was delayed in it worked out; `configs` are the configurations by name and attribute."""
    if isinstance(value, Delayed):
        return plain(_evaluate(value, configs))
    if hasattr(type(value), "frazil_delayed"):
        return plain(configs[value.name])
    if isinstance(value, dict):
        return _resolve_dict(value, configs)
    if isinstance(value, (list, tuple, set)):
        return type(value)([resolve(item, configs) for item in value])
    return value


def plain(value):
    """A value without wrappers around its dictionaries."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(plain(item) for item in value)
    return value


def _resolve_dict(value, configs):
    resolved = {}
    for key, item in value.items():
        if isinstance(key, str) and key.startswith(_UNPACKED):
            resolved.update(resolve(item, configs))
        else:
            resolved[resolve(key, configs)] = resolve(item, configs)
    return resolved


def _evaluate(delayed, configs):
    source = delayed._source
    value = _expression(source, delayed._names, configs) if isinstance(source, str) else configs[source.name]
    for kind, name in delayed._path:
        key = resolve(name, configs)
        try:
            value = value[key] if kind == "item" or isinstance(value, dict) else getattr(value, key)
        except (AttributeError, LookupError, TypeError):
            name = _name_of(source, configs)
            raise BadConfig(name, "it has no '%s', which the flow uses" % ".".join(str(part) for _, part in delayed._path)) from None
    return value


def _expression(source, names, configs):
    try:
        return eval(source, names, dict(configs))
    except Exception as error:
        name = _name_of(source, configs)
        if name is None:
            raise
        raise BadConfig(name, "%s can't be worked out: %s: %s" % (source, type(error).__name__, error)) from None


def _name_of(source, configs):
    """The first configuration that is used."""
    if not isinstance(source, str):
        return source.name
    try:
        return next((name for name in compile(source, "", "eval").co_names if name in configs), None)
    except SyntaxError:
        return None
