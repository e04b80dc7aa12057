"""The values of YAML and TOML texts: told by whoever reads the flow, else by the packages of this Python."""

import os
import sys

# The descriptor where the reader of the flow is asked, and answers.
_reader = None


class Unparsable(ValueError):
    """A text with a mistake, in a line that is known or not."""

    def __init__(self, reason, lineno):
        super().__init__(reason)
        self.lineno = lineno


def ask_at(descriptor):
    """From now on the reader of the flow is asked, at this descriptor."""
    global _reader
    _reader = descriptor
    os.set_inheritable(descriptor, False)


def parse_yaml(text):
    """The value of a YAML text. In a task, it needs the package PyYAML."""
    if _reader is not None:
        return _asked("yaml", text)
    try:
        from yaml import safe_load
    except ImportError:
        raise ValueError("YAML needs the package PyYAML in %s; install it there, or write JSON or TOML" % sys.executable) from None
    return safe_load(text)


def parse_toml(text):
    """The value of a TOML text. In a task, it needs Python 3.11 or the package tomli."""
    if _reader is not None:
        return _asked("toml", text)
    try:
        from tomllib import loads
    except ImportError:
        from tomli import loads
    return loads(text)


def _asked(syntax, text):
    from ._wire import dumps, loads

    question = (dumps({"syntax": syntax, "text": text}) + "\n").encode()
    while question:
        question = question[os.write(_reader, question) :]
    answer = b""
    while not answer.endswith(b"\n"):
        part = os.read(_reader, 1 << 16)
        if not part:
            raise ValueError("the command that reads the flow is gone")
        answer += part
    told = loads(answer.decode())
    if "reason" in told:
        raise Unparsable(told["reason"], told["line"])
    return told["value"]
