"""Decorators as text, as `--with` has them: `retry:times=3,minutes_between_retries=0`."""

# Of these, what looks like a number is a text nevertheless.
_TEXTS = frozenset(("python", "branch", "name", "image", "id", "type", "var"))


class BadSpec(Exception):
    """A decorator of the command line that there isn't, or that can't be read."""

    def __init__(self, spec, reason, nearest=None):
        super().__init__(spec, reason, nearest)
        self.spec = spec
        self.reason = reason
        self.nearest = nearest


def parse_spec(text):
    """The name and the attributes of a decorator; those given by position have a number for a name."""
    name, _, rest = text.partition(":")
    return name.strip(), {key: _value(key, value) for key, value in _pairs(name, rest)}


def _pairs(name, text):
    for pair in _split(text) if text else ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise ValueError("@%s is given '%s', which isn't written name=value" % (name, pair))
        yield key.strip(), value.strip()


def _split(text):
    """Cuts at commas before `name=`, but for those in quotes and brackets."""
    import re

    begin, depth, quoted = 0, 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in "[{":
            depth += 1
        elif not quoted and letter in "]}":
            depth -= 1
        elif letter == "," and not quoted and depth == 0 and re.match(r"\s*\w+\s*=", text[at + 1 :]):
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def _value(key, text):
    from json import loads

    try:
        value = loads(text.replace('\\"', '"'))
    except ValueError:
        return {"True": True, "False": False, "None": None}.get(text, text)
    return text if key in _TEXTS and isinstance(value, (int, float)) else value
