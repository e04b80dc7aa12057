"""Loads a flow's file as a module named after it, which is `__main__` as well: classes pickle under either name."""

import sys


def module_name(path):
    """The module name of a flow's file."""
    base = path.replace("\\", "/").rsplit("/", 1)[-1]
    return (base[:-3] if base.endswith(".py") else base).replace(".", "_")


def load_flow_module(path, code):
    """Runs a flow file's code. Its `if __name__ == '__main__'` part does not run."""
    module = type(sys)(module_name(path))
    module.__file__ = path
    sys.modules[module.__name__] = sys.modules["__main__"] = module
    exec(code, module.__dict__)
    return module


def import_own(name):
    """Imports one of our own modules; unlike the user's, it may leave its compiled form beside it."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    try:
        __import__(name)
    finally:
        sys.dont_write_bytecode = before
    return sys.modules[name]
