"""Short views of any value as card components. Knows data frames and arrays by their shape, not by their packages."""

_ROWS = 10
_COLUMNS = 30
_CELL = 200
_ITEMS = 20
_TEXT = 2000
_DEPTH = 3


def preview(value, rows=_ROWS):
    """Card components for a value; a data frame's first rows. Never raises."""
    for view in (lambda value: _frame(value, rows), _arrow, _series, _array):
        try:
            components = view(value)
        except Exception:
            components = None
        if components:
            return components
    return [{"kind": "code", "language": "python", "text": short(value, _TEXT)}]


def short(value, limit=_CELL):
    """A repr of at most `limit` characters, that never looks at all of a big value. Never raises."""
    try:
        return _cut(_repr(value, limit, _DEPTH), limit)
    except Exception as error:
        return "<%s whose repr raises %s>" % (type(value).__name__, type(error).__name__)


def _frame(value, most=_ROWS):
    columns, shape = getattr(value, "columns", None), getattr(value, "shape", None)
    if columns is None or not hasattr(value, "head") or not isinstance(shape, tuple) or len(shape) != 2:
        return None
    head = value.head(most)
    names = [str(name) for name in list(columns)[:_COLUMNS]]
    if hasattr(head, "itertuples"):
        rows = [list(row) for row in head.itertuples(name=None)]
        names = [str(getattr(head.index, "name", None) or ""), *names]
    else:
        rows = [list(row) for row in head.rows()]
    return _table(names, rows, shape)


def _arrow(value):
    if not hasattr(value, "column_names") or not hasattr(value, "num_rows") or not hasattr(value, "slice"):
        return None
    data = value.slice(0, _ROWS).to_pydict()
    return _table(list(data)[:_COLUMNS], [list(row) for row in zip(*data.values())], (value.num_rows, value.num_columns))


def _series(value):
    if not hasattr(value, "to_frame") or not hasattr(value, "head") or hasattr(value, "columns"):
        return None
    head = value.head(_ROWS).to_frame()
    components = _frame(head)
    components[-1]["note"] = _note(len(components[-1]["rows"]), len(value), None)
    return components


def _array(value):
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    if not isinstance(shape, tuple) or shape == () or dtype is None:
        return None
    components = [{"kind": "text", "text": "%s array of shape %s" % (dtype, shape)}]
    if hasattr(value, "flat"):
        items = value.flat[:_ITEMS].tolist()
        more = ", ..." if value.size > len(items) else ""
        text = ", ".join(short(item) for item in items) + more
        components.append({"kind": "code", "language": "python", "text": "[%s]" % _cut(text, _TEXT)})
    return components


def _table(names, rows, shape):
    cells = [[_text(cell) for cell in row[: len(names)]] for row in rows]
    return [{"kind": "table", "columns": names, "rows": cells, "note": _note(len(rows), shape[0], shape[1])}]


def _note(shown, rows, columns):
    text = "%d of %s" % (shown, _count(rows, "row")) if shown < rows else _count(rows, "row")
    return text if columns is None else "%s, %s" % (text, _count(columns, "column"))


def _count(number, noun):
    return "%s %s%s" % (format(number, ","), noun, "" if number == 1 else "s")


def _text(cell):
    return _cut(cell, _CELL) if isinstance(cell, str) else _cut(str(cell), _CELL) if _is_scalar(cell) else short(cell)


def _is_scalar(cell):
    return cell is None or isinstance(cell, (bool, int, float, complex)) or not hasattr(cell, "__len__")


def _repr(value, limit, depth):
    kind = type(value)
    if kind in (str, bytes, bytearray):
        return repr(value[:limit]) + ("..." if len(value) > limit else "")
    if kind in (list, tuple, set, frozenset, dict) and value:
        return _collection(value, kind, limit, depth)
    return repr(value)


def _collection(value, kind, limit, depth):
    if depth == 0:
        return "%s of %s items" % (kind.__name__, format(len(value), ","))
    parts = []
    for number, item in enumerate(value.items() if kind is dict else value):
        if number == _ITEMS:
            parts.append("... %s in all" % format(len(value), ","))
            break
        parts.append(_item(item, kind, limit, depth - 1))
    opening, closing = {list: "[]", tuple: "()", dict: "{}", set: "{}"}.get(kind, ("frozenset({", "})"))
    return opening + ", ".join(parts) + closing


def _item(item, kind, limit, depth):
    if kind is not dict:
        return _repr(item, limit, depth)
    return "%s: %s" % (_repr(item[0], limit, depth), _repr(item[1], limit, depth))


def _cut(text, limit):
    return text if len(text) <= limit else text[: limit - 3] + "..."
