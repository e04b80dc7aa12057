"""Values that survive JSON and programs that have only one kind of number: `{"$number": TEXT}` and `{"$tuple": LIST}` are what wouldn't travel as it is."""

_NUMBER, _OBJECT, _TUPLE = "$number", "$object", "$tuple"
# Beyond it, not every whole number is a double.
_WHOLE = 1 << 53


def encoded(value):
    """A plain value as JSON says it, with numbers and tuples that stay what they are."""
    if isinstance(value, dict):
        told = {key: encoded(item) for key, item in value.items()}
        return {_OBJECT: told} if _is_marked(told) else told
    if isinstance(value, (list, tuple)):
        items = [encoded(item) for item in value]
        return {_TUPLE: items} if isinstance(value, tuple) else items
    is_whole_float = isinstance(value, float) and (value != value or value in (float("inf"), float("-inf")) or value == int(value))
    is_large = isinstance(value, int) and not isinstance(value, bool) and abs(value) > _WHOLE
    return {_NUMBER: (float if is_whole_float else int).__repr__(value)} if is_whole_float or is_large else value


def decoded(value):
    """What was encoded."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if _is_marked(value):
        if _TUPLE in value:
            return tuple(decoded(item) for item in value[_TUPLE])
        told = value.get(_NUMBER)
        return _number(told) if told is not None else {key: decoded(item) for key, item in value[_OBJECT].items()}
    return {key: decoded(item) for key, item in value.items()}


def _is_marked(value):
    return len(value) == 1 and not value.keys().isdisjoint((_NUMBER, _OBJECT, _TUPLE))


def _number(text):
    return int(text) if text.lstrip("-").isdigit() else float(text)
