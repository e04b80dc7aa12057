"""Where the value of a configuration comes from: the command line, else its default; a file or a value; and who parses it."""

from ._config import configs_of
from ._delayed import BadConfig
from ._exact import encoded
from ._include import function_named
from ._wire import dumps


def read_configs(flow_class, files, values, context, known=()):
    """The values of a flow's configurations by name, plain; those that are known go before defaults. Raises BadConfig."""
    configs = {config.name: config for config in configs_of(flow_class).values()}
    for name in [*files, *values]:
        if name not in configs:
            raise BadConfig(name, "the flow has no such configuration; it has %s" % (", ".join(configs) or "none"))
        if name in files and name in values:
            raise BadConfig(name, "both a file and a value are given")
    return {
        name: known[name] if name in known and name not in files and name not in values else _value_of(config, files.get(name), values.get(name), context)
        for name, config in configs.items()
    }


def from_variable(variable):
    """What a variable gives to configurations by name, as texts: a JSON object. Raises BadConfig."""
    import os

    if not os.environ.get(variable):
        return {}
    from json import dumps, loads

    try:
        given = loads(os.environ[variable])
    except ValueError as error:
        raise BadConfig(variable, "the variable isn't JSON: %s" % error) from None
    if not isinstance(given, dict):
        raise BadConfig(variable, "the variable has to be a JSON object of names of configurations")
    return {name: value if isinstance(value, str) else dumps(value) for name, value in given.items()}


def _value_of(config, file, value, context):
    if value is None and file is None:
        file, value = _defaults(config, context)
    if file is not None:
        return _parse(config, _read(config.name, file), file)
    if value is None:
        if config._is_required:
            raise BadConfig(config.name, "it is required, and has no value")
        return None
    return _checked(config, value) if isinstance(value, dict) else _parse(config, value, "")


def _defaults(config, context):
    context.parameter_name = config.name
    file, value = config._file, config._value
    return file(context) if callable(file) else file, value(context) if callable(value) else value


def _read(name, path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeError) as error:
        raise BadConfig(name, "the file %s can't be read: %s" % (path, getattr(error, "strerror", None) or error)) from None


def _parse(config, text, file):
    try:
        parser = function_named(config._parser) if config._parser else _parser_for(config, file)
        value = parser(text)
    except BadConfig:
        raise
    except Exception as error:
        reason = "%s can't be parsed: %s" % (file or "its value", str(error).rstrip("."))
        raise BadConfig(config.name, reason, file and _place(file, error)) from None
    return _checked(config, value)


def _place(file, error):
    """The line of a mistake, for those who say it."""
    line = getattr(error, "lineno", None)
    return (file, line) if isinstance(line, int) else None


def _checked(config, value):
    if not config._is_plain and not isinstance(value, dict):
        reason = "it is a %s, not a dictionary; write Config(..., plain=True) to have it as it is"
        raise BadConfig(config.name, reason % type(value).__name__)
    try:
        dumps(encoded(value))
    except (TypeError, RecursionError) as error:
        raise BadConfig(config.name, "its value can't be kept: %s" % error) from None
    return value


def _parser_for(config, file):
    ending = file.rpartition(".")[2].lower()
    if ending in ("yaml", "yml", "toml"):
        from . import _syntaxes

        return _syntaxes.parse_toml if ending == "toml" else _syntaxes.parse_yaml
    if config._is_plain:
        return str
    from json import loads

    return loads
