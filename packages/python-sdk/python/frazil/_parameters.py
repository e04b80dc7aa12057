"""Parameters of a flow: declared in the class, converted from text when the run starts, read-only afterwards."""

from ._exceptions import InvalidParameter


class JSONTypeClass:
    """The type of a parameter whose value is JSON text: `Parameter('config', type=JSONType)`."""


JSONType = JSONTypeClass()


_TRUE = frozenset(("1", "true", "t", "yes", "y", "on"))
_FALSE = frozenset(("0", "false", "f", "no", "n", "off"))
_KINDS = {str: "str", int: "int", float: "float", bool: "bool", JSONType: "json", JSONTypeClass: "json", dict: "json", list: "json"}


class Parameter:
    """A value that the person who starts the run can set: an option of the command line and an artifact of every step."""

    def __init__(self, name, default=None, type=None, help=None, required=None, show_default=True, separator=None, multiple=False, **_ignored):
        self.name = name
        # One value of several: the others have its type.
        is_one = bool(multiple) and isinstance(default, (str, int, float))
        self._item = default.__class__ if is_one else str
        self.default = [default] if is_one else default
        self.type = type
        self.help = help
        self.required = bool(required)
        self.show_default = show_default
        self.separator = separator
        self.multiple = bool(multiple)
        self.attribute = name

    def __set_name__(self, owner, attribute):
        self.attribute = attribute

    def __get__(self, flow, owner=None):
        if flow is None:
            return self
        return flow._frazil.parameter(self.attribute)

    def __set__(self, flow, value):
        raise AttributeError("parameter '%s' can't be changed; use another name for the artifact" % self.attribute)

    def __delete__(self, flow):
        raise AttributeError("parameter '%s' can't be deleted" % self.attribute)

    @property
    def kind(self):
        """The type as a word: str, int, float, bool or json."""
        if self.type is not None:
            return _KINDS.get(self.type, "str")
        if self.multiple:
            return _KINDS.get(self._item, "str")
        return "str" if callable(self.default) else _KINDS.get(self.default.__class__, "str")

    def value(self, text, context):
        """The value for a text of the command line, or the default's when there is none."""
        if text is not None:
            return self._convert(text)
        if self.required and self.default is None:
            raise InvalidParameter("parameter '%s' has no value and no default; give it with --%s" % (self.name, self.name))
        default = self.default(context) if callable(self.default) else self.default
        if self.multiple:
            return tuple(default or ())
        if isinstance(default, str):
            return self._convert(default)
        # As the command line would have it: 1 is 1.0 for a float.
        is_number = isinstance(default, (int, float)) and self.kind in ("int", "float")
        return {"int": int, "float": float}[self.kind](default) if is_number else default

    def embedded(self, default):
        """A default as the text that the command line would have, for a run that begins elsewhere."""
        if isinstance(default, str):
            return default
        from json import dumps

        return dumps(default)

    def _convert(self, text):
        if self.multiple:
            return self._convert_all(text)
        if self.separator and text:
            return [self._convert_one(item) for item in text.split(self.separator)]
        return self._convert_one(text)

    def _convert_all(self, text):
        """The values of an option that may be given several times: they come as a JSON list of texts, or as one text."""
        from json import loads

        try:
            texts = loads(text)
        except ValueError:
            texts = None
        return tuple(self._convert_one(str(each)) for each in (texts if isinstance(texts, list) else [text]))

    def _convert_one(self, text):
        kind = self.kind
        try:
            if kind == "bool":
                return _boolean(text)
            if kind == "json":
                import json

                return json.loads(text)
            return {"str": str, "int": int, "float": float}[kind](text)
        except ValueError as error:
            message = "parameter '%s' should be %s, and '%s' isn't: %s" % (self.name, _ARTICLES[kind], text, error)
            raise InvalidParameter(message) from None


def parameters_of(flow_class):
    """The parameters of a flow, base classes first."""
    found = {}
    for base in reversed(flow_class.__mro__):
        for name, value in base.__dict__.items():
            found.pop(name, None)
            if isinstance(value, Parameter):
                found[name] = value
    return list(found.values())


_ARTICLES = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "json": "JSON"}


def _boolean(text):
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError("write true or false")
