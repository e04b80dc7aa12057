"""The syntax trees of the flow's files."""

import os

_ONLY_AST = 0x400


class Sources:
    """Files under the folder of the flow, parsed once."""

    def __init__(self, path):
        self.folder = os.path.dirname(path)
        self._folders = {os.path.join(folder, "") for folder in (self.folder, os.path.dirname(os.path.realpath(path)))}
        self._trees = {}
        self._functions = {}

    def name(self, file):
        """How a file is named in messages: relative to the flow's folder when it is inside."""
        name = os.path.relpath(file, self.folder)
        return os.path.abspath(file) if name.startswith("..") else name.replace("\\", "/")

    def holds(self, file):
        """Whether a file is the user's own, not of an installed package."""
        file = os.path.abspath(file)
        inside = [file[len(folder) :] for folder in self._folders if file.startswith(folder)]
        return any("site-packages" not in name for name in inside) and os.path.isfile(file)

    def tree(self, file):
        """The syntax tree of a file; None when it has none."""
        if file not in self._trees:
            try:
                with open(file, "rb") as stream:
                    self._trees[file] = compile(stream.read(), file, "exec", _ONLY_AST, dont_inherit=True)
            except (OSError, SyntaxError, ValueError):
                self._trees[file] = None
        return self._trees[file]

    def add(self, file, tree):
        """Takes a tree that was parsed already."""
        self._trees[file] = tree

    def function(self, code):
        """The definition of a function, by its code object; None when it can't be found."""
        for node in self._functions_of(code.co_filename).get(code.co_name, ()):
            if min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) <= code.co_firstlineno <= node.lineno:
                return node
        return None

    def _functions_of(self, file):
        """The definitions of functions in a file by their names: flows can have thousands of steps."""
        if file not in self._functions:
            found = self._functions[file] = {}
            for node in walk(self.tree(file)):
                if type(node).__name__ in ("FunctionDef", "AsyncFunctionDef"):
                    found.setdefault(node.name, []).append(node)
        return self._functions[file]

    def class_(self, file, name):
        """The definition of a class; None when it can't be found."""
        found = [node for node in walk(self.tree(file)) if type(node).__name__ == "ClassDef" and node.name == name]
        return found[-1] if found else None


def walk(node):
    """A node and all below it, in order of the text."""
    if node is None:
        return
    yield node
    for field in node._fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if hasattr(child, "_fields"):
                yield from walk(child)


def unbound_names(tree):
    """Names that a file uses and never binds, builtins apart: what `from x import *` is there for."""
    used, bound = set(), set(dir(__builtins__) if not isinstance(__builtins__, dict) else __builtins__)
    for node in walk(tree):
        kind = type(node).__name__
        if kind == "Name":
            (used if type(node.ctx).__name__ == "Load" else bound).add(node.id)
        elif kind in ("FunctionDef", "AsyncFunctionDef", "ClassDef"):
            bound.add(node.name)
        elif kind == "arg":
            bound.add(node.arg)
        elif kind == "alias":
            bound.add(node.asname or node.name.partition(".")[0])
    return sorted(name for name in used - bound if not name.startswith("__"))
