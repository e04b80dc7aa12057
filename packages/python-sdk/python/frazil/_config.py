"""Configurations of a flow: read when it is, the same ever after, and usable in its decorators."""

from ._delayed import Delayed


class ConfigValue(dict):
    """A configuration's value: a dictionary that can't be changed, whose keys are attributes as well."""

    def __init__(self, data):
        super().__init__({key: _wrapped(value) for key, value in data.items()})

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def to_dict(self):
        """A dictionary that can be changed."""
        from ._delayed import plain

        return plain(self)

    def copy(self):
        """The same: it can't be changed."""
        return self

    def __reduce__(self):
        return ConfigValue, (self.to_dict(),)

    def _refuse(self, *_arguments, **_options):
        raise TypeError("ConfigValue is immutable")

    __setattr__ = __delattr__ = __setitem__ = __delitem__ = __ior__ = _refuse
    clear = update = setdefault = pop = popitem = _refuse


ConfigValue.__module__ = "frazil"


class Config:
    """A configuration of a flow, from a file (`--config NAME FILE`), a value (`--config-value NAME JSON`) or its default."""

    IS_CONFIG_PARAMETER = True
    frazil_delayed = True

    def __init__(self, name, default=None, default_value=None, help=None, required=None, parser=None, plain=False, **_ignored):
        if default is not None and default_value is not None:
            raise TypeError("Config('%s') takes either default, a file, or default_value" % name)
        self.__dict__.update(name=name, _attribute=name, _file=default, _value=default_value, _help=help, _parser=parser)
        self.__dict__.update(_is_required=bool(required), _is_plain=bool(plain))

    def __set_name__(self, owner, attribute):
        self.__dict__["_attribute"] = attribute

    def __get__(self, flow, owner=None):
        if flow is None:
            return self
        return self._loaded

    def __set__(self, flow, value):
        raise AttributeError("configuration '%s' can't be changed" % self._attribute)

    def __getattr__(self, name):
        if name.startswith("__") or name == "_loaded":
            raise AttributeError(name)
        return Delayed(self, None)[name]

    def __getitem__(self, key):
        return Delayed(self, None)[key]

    __contains__ = None

    def __iter__(self):
        return iter(self.keys())

    def get(self, key, _default=None):
        """The same as `config[key]`: whether it is there isn't known yet."""
        return self[key]

    def keys(self):
        """The keys for `**`."""
        return Delayed(self, None).keys()


def configs_of(flow_class):
    """The configurations of a flow by attribute, base classes first."""
    found = {}
    for base in reversed(flow_class.__mro__):
        for name, value in base.__dict__.items():
            found.pop(name, None)
            if isinstance(value, Config):
                found[name] = value
    return found


def set_configs(flow_class, values):
    """Gives the configurations of a flow their values, by name. Returns them by name and by attribute."""
    known = {}
    for attribute, config in configs_of(flow_class).items():
        value = values.get(config.name)
        loaded = value if config._is_plain else _wrapped(value)
        config.__dict__["_loaded"] = known[attribute] = known[config.name] = loaded
    return known


def _wrapped(value):
    if isinstance(value, dict) and not isinstance(value, ConfigValue):
        return ConfigValue(value)
    return type(value)(_wrapped(item) for item in value) if type(value) in (list, tuple) else value
