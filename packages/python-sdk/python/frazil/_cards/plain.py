"""Any value as one that JSON can say."""

_DEPTH = 60


def plain(value, depth=_DEPTH):
    """Numbers that JSON hasn't got become null, numbers and arrays of other packages plain ones, everything else its text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if value - value == 0 else None
    if depth == 0:
        return "..."
    if isinstance(value, dict):
        return {str(key): plain(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner, depth - 1) for inner in value]
    for name in ("tolist", "isoformat"):
        method = getattr(value, name, None)
        if callable(method):
            return plain(method(), depth - 1)
    return str(value)
