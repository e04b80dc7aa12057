"""What the command line says of a flow, applied to its class while it is read."""

from .._context import Context
from .._load import import_own
from .._prepare import needs_prepare
from .problems import unreadable


def prepare_flow(flow_class, path, sources, given):
    """Reads the configurations and lets mutators and `--with` change the class. Gives the members of the flow that tell of it, and what its
    decorators need beyond its folder."""
    specs = given.get("with") or []
    if not needs_prepare(specs) and not given.get("configs") and not given.get("configValues"):
        return {}, None
    from .._config import configs_of
    from .._exact import encoded

    values = _read(flow_class, path, sources, given)
    try:
        from .._prepare import prepare

        prepare(flow_class, values, specs)
        additions = import_own("frazil._introspect.additions").additions_of(flow_class, sources, "deploy" in given)
    except Exception as error:
        raise _changing_failed(error, flow_class, path, sources)
    configs = [
        {"name": config.name, "attribute": attribute, "value": encoded(values[config.name]), "help": config._help or ""}
        for attribute, config in configs_of(flow_class).items()
    ]
    return {**({"configs": configs} if configs else {}), **({"with": specs} if specs else {})}, additions


def _read(flow_class, path, sources, given):
    from .._exact import decoded
    from .._read_config import BadConfig, from_variable, read_configs

    context = Context(flow_class, given.get("username"))
    if given.get("answers") is not None:
        import_own("frazil._syntaxes").ask_at(given["answers"])
    try:
        files = given.get("configs") or from_variable("METAFLOW_FLOW_CONFIG")
        values = given.get("configValues") or from_variable("METAFLOW_FLOW_CONFIG_VALUE")
        return read_configs(flow_class, files, values, context, decoded(given.get("configsOfOrigin") or {}))
    except BadConfig as error:
        raise _bad_config(error, flow_class, path, sources)


def _bad_config(error, flow_class, path, sources):
    file, line = error.place or (sources.name(path), _line(flow_class, path, sources))
    return unreadable("bad-config", file, line, name=error.name, reason=error.reason)


def _changing_failed(error, flow_class, path, sources):
    if type(error).__name__ == "BadConfig":
        return _bad_config(error, flow_class, path, sources)
    if type(error).__name__ == "BadSpec":
        details = {"spec": error.spec, "reason": error.reason, "nearest": error.nearest}
        return unreadable("bad-decorator", sources.name(path), _line(flow_class, path, sources), **details)
    # What is needed for a failure alone takes longer to import than a flow takes to read.
    from traceback import extract_tb

    own = [frame for frame in extract_tb(error.__traceback__) if sources.holds(frame.filename)]
    file, line = (own[-1].filename, own[-1].lineno) if own else (path, _line(flow_class, path, sources))
    return unreadable("raised", sources.name(file), line, type=type(error).__name__, message=str(error))


def _line(flow_class, path, sources):
    node = sources.class_(path, flow_class.__name__)
    return node and node.lineno
