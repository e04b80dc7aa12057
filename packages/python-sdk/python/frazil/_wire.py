"""JSON without the `json` module, whose import costs more than all of a small task's messages."""

from _json import encode_basestring_ascii as _quote


def dumps(value):
    """The JSON text of plain values. Raises TypeError for anything JSON can't say."""
    return "".join(_parts(value))


def loads(text):
    """The value of JSON text."""
    return _scan(text, 0)[0]


def _parts(value):
    if value is None:
        yield "null"
    elif value is True or value is False:
        yield "true" if value else "false"
    elif isinstance(value, str):
        yield _quote(value)
    elif isinstance(value, int):
        yield int.__repr__(value)
    elif isinstance(value, float):
        yield _float(value)
    elif isinstance(value, (list, tuple)):
        yield from _sequence(value)
    elif isinstance(value, dict):
        yield from _mapping(value)
    else:
        raise TypeError("%s is not JSON" % type(value).__name__)


def _float(value):
    text = float.__repr__(value)
    if text[-1] in "fn":
        raise TypeError("%s is not JSON" % text)
    return text


def _sequence(values):
    yield "["
    for number, value in enumerate(values):
        if number:
            yield ","
        yield from _parts(value)
    yield "]"


def _mapping(values):
    yield "{"
    for number, (key, value) in enumerate(values.items()):
        if not isinstance(key, str):
            raise TypeError("a key of type %s is not JSON" % type(key).__name__)
        yield "," if number else ""
        yield _quote(key)
        yield ":"
        yield from _parts(value)
    yield "}"


class _Plain:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


def _scanner():
    try:
        from _json import make_scanner
    except ImportError:
        from json.scanner import py_make_scanner as make_scanner
    return make_scanner(_Plain)


_scan = _scanner()
