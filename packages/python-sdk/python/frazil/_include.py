"""IncludeFile: a parameter whose value is what a file holds when the run starts."""

from ._exceptions import InvalidParameter
from ._parameters import Parameter

# How the content of a file travels in a deployment, where the file itself isn't.
EMBEDDED = "data:;base64,"


class IncludeFile(Parameter):
    """A file: its path is given on the command line, its content is the artifact."""

    def __init__(self, name, required=None, is_text=None, encoding=None, help=None, parser=None, default=None, **options):
        super().__init__(name, default=default, type=str, help=help, required=required, **options)
        self.is_text = is_text is None or is_text
        self.encoding = encoding or "utf-8"
        self.parser = parser

    def _convert(self, text):
        content = self._content(text)
        try:
            value = content.decode(self.encoding) if self.is_text else content
        except (LookupError, UnicodeError) as error:
            raise InvalidParameter("parameter '%s' names a file that isn't text in %s: %s" % (self.name, self.encoding, error)) from None
        return function_named(self.parser)(value) if self.parser else value

    def embedded(self, path):
        """The content of a file as the text of a parameter."""
        from base64 import b64encode

        return EMBEDDED + b64encode(self._content(path)).decode()

    def _content(self, text):
        if text.startswith(EMBEDDED):
            from base64 import b64decode

            return b64decode(text[len(EMBEDDED) :])
        import os

        try:
            with open(os.path.expanduser(text), "rb") as file:
                return file.read()
        except OSError as error:
            raise InvalidParameter("parameter '%s' names the file '%s', which can't be read: %s" % (self.name, text, error.strerror)) from None


def function_named(function):
    """A parser: a function, or the name of one, `package.module.function`."""
    if callable(function):
        return function
    import sys

    module, _, name = function.rpartition(".")
    module = "metaflow" + module if module.startswith(".") else module
    if not module:
        return getattr(sys.modules["__main__"], name)
    __import__(module)
    return getattr(sys.modules[module], name)
