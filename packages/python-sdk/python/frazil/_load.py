"""Loads a flow's file as a module named after it, which is `__main__` as well: classes pickle under either name."""

import sys

# Where our own modules leave their compiled form when it can't be beside them, known as long as this module is imported.
_COMPILED = sys.pycache_prefix


def module_name(path):
    """The module name of a flow's file."""
    base = path.replace("\\", "/").rsplit("/", 1)[-1]
    return (base[:-3] if base.endswith(".py") else base).replace(".", "_")


def load_flow_module(path, code):
    """Runs a flow file's code. Its `if __name__ == '__main__'` part does not run."""
    module = type(sys)(module_name(path))
    module.__file__ = path
    sys.modules[module.__name__] = sys.modules["__main__"] = sys.modules["__mp_main__"] = module
    exec(code, module.__dict__)
    return module


def flow_class_of(module, name):
    """A flow's class by its name, whatever name the file imports it under."""
    found = module.__dict__.get(name)
    if isinstance(found, type) and found.__name__ == name:
        return found
    # Under another name, or in a module that the file imports.
    modules = [module, *(value for value in module.__dict__.values() if isinstance(value, type(sys)))]
    for value in (value for each in modules for value in list(each.__dict__.values())):
        if isinstance(value, type) and value.__name__ == name:
            return value
    raise AttributeError("%s has no class %s" % (module.__file__, name))


def find_flow_in_main():
    """In a process that `multiprocessing` spawned: what was pickled of the flow's module is in the main module, run already."""
    name = module_name(sys.modules["__mp_main__"].__file__)
    if not any(isinstance(finder, _FlowInMain) for finder in sys.meta_path):
        sys.meta_path.insert(0, _FlowInMain(name))


class _FlowInMain:
    def __init__(self, name):
        self._name = name

    def find_spec(self, name, path=None, target=None):
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self) if name == self._name and "__mp_main__" in sys.modules else None

    def create_module(self, spec):
        return sys.modules["__mp_main__"]

    def exec_module(self, module):
        # A main module with a spec would be imported by name in processes that this one spawns.
        module.__spec__ = None


def import_own(name):
    """Imports one of our own modules; unlike the user's, it may leave its compiled form beside it."""
    before = sys.dont_write_bytecode, sys.pycache_prefix
    sys.dont_write_bytecode, sys.pycache_prefix = False, _COMPILED
    try:
        __import__(name)
    finally:
        sys.dont_write_bytecode, sys.pycache_prefix = before
    return sys.modules[name]
