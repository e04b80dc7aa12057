"""The components that show a value as it is."""

from .._load import import_own
from .base import MetaflowCardComponent
from .document import cell_of
from .plain import plain

_ROWS = 1000


class UserComponent(MetaflowCardComponent):
    """A component that comes with Frazil; `document()` is its part of the card's document."""

    REALTIME_UPDATABLE = True


class Markdown(UserComponent):
    """Text in Markdown."""

    def __init__(self, text=None):
        self.text = text

    def update(self, text=None):
        self.text = text

    def document(self):
        from inspect import cleandoc

        return {"kind": "markdown", "text": cleandoc(str(self.text or ""))}


class Table(UserComponent):
    """Rows of cells, which may be components."""

    def __init__(self, data=None, headers=None, disable_updates=False):
        self.data = data or []
        self.headers = headers or []

    @classmethod
    def from_dataframe(cls, dataframe=None, truncate=True):
        """The first rows of a data frame; with `truncate=False` as many as a card shows."""
        return _Frame(dataframe, truncate)

    def document(self):
        rows = [[cell_of(cell) for cell in row] for row in self.data]
        return {"kind": "table", "columns": [str(header) for header in self.headers], "rows": rows, "note": ""}


class _Frame(UserComponent):
    def __init__(self, frame, truncate):
        self._frame = frame
        self._rows = {} if truncate else {"rows": _ROWS}

    def document(self):
        return import_own("frazil._task.previews").preview(self._frame, **self._rows)[-1]


class Image(UserComponent):
    """A picture: bytes of a PNG, JPEG, GIF or WebP file."""

    def __init__(self, src=None, label=None, disable_updates=True):
        self.src = src
        self.label = label

    @classmethod
    def from_matplotlib(cls, plot, label=None, disable_updates=False):
        """A figure, or what has one."""
        return cls(_figure(plot), label)

    @classmethod
    def from_pil_image(cls, pilimage, label=None, disable_updates=False):
        """A PIL image."""
        return cls(_picture(pilimage), label)

    def update(self, image, label=None):
        """Shows another picture: bytes, a figure or a PIL image."""
        is_figure = hasattr(image, "savefig") or hasattr(image, "get_figure")
        self.src = _figure(image) if is_figure else _picture(image) if hasattr(image, "save") else image
        self.label = self.label if label is None else label

    def document(self):
        from binascii import b2a_base64

        if not isinstance(self.src, (bytes, bytearray)):
            raise TypeError("a picture is bytes, not %s" % type(self.src).__name__)
        encoded = b2a_base64(self.src, newline=False).decode()
        return {"kind": "image", "mediaType": _media_type(self.src), "base64": encoded, "label": str(self.label or "")}


class Artifact(UserComponent):
    """A value, shown in short."""

    def __init__(self, artifact, name=None, compressed=True):
        self.artifact = artifact
        self.name = name

    def update(self, artifact):
        self.artifact = artifact

    def document(self):
        preview = import_own("frazil._task.previews").preview
        return {"kind": "section", "title": str(self.name or ""), "components": preview(self.artifact)}


class Error(UserComponent):
    """An exception, with its traceback."""

    def __init__(self, exception, title=None):
        self.exception = exception
        self.title = title

    def document(self):
        import traceback

        error = self.exception
        if not isinstance(error, BaseException):
            return {"kind": "error", "title": str(self.title or "Error"), "text": str(error)}
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        return {"kind": "error", "title": str(self.title or "%s: %s" % (type(error).__name__, error)), "text": text}


class PythonCode(UserComponent):
    """The source of a function, or a text of Python."""

    def __init__(self, code_func=None, code_string=None):
        self.function = code_func
        self.text = code_string

    def document(self):
        import inspect
        from textwrap import dedent

        text = dedent(inspect.getsource(self.function)) if self.function is not None else self.text
        if text is None:
            raise ValueError("PythonCode takes code_func= or code_string=")
        return {"kind": "code", "language": "python", "text": str(text).strip("\n")}


class JSONViewer(UserComponent):
    """A value as JSON."""

    _language = "json"

    def __init__(self, data, collapsible=True, max_height=None, show_copy_button=True, title=None):
        self.data = data
        self.title = title

    def update(self, data):
        self.data = data

    def document(self):
        code = {"kind": "code", "language": self._language, "text": self._text()}
        return {"kind": "section", "title": str(self.title), "components": [code]} if self.title else code

    def _text(self):
        from json import dumps

        return self.data if isinstance(self.data, str) else dumps(plain(self.data), indent=2, ensure_ascii=False)


class YAMLViewer(JSONViewer):
    """A value as YAML; as JSON, which is YAML, where the package isn't there."""

    _language = "yaml"

    def _text(self):
        if isinstance(self.data, str):
            return self.data
        try:
            import yaml
        except ImportError:
            return super()._text()
        return yaml.safe_dump(plain(self.data), sort_keys=False, allow_unicode=True)


def _figure(plot):
    figure = plot.get_figure() if hasattr(plot, "get_figure") and not hasattr(plot, "savefig") else plot
    return _written(lambda buffer: figure.savefig(buffer, format="png"))


def _picture(image):
    return _written(lambda buffer: image.save(buffer, format="PNG"))


def _written(write):
    from io import BytesIO

    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()


def _media_type(content):
    signatures = ((b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp"))
    return next((media_type for signature, media_type in signatures if content.startswith(signature)), "image/png")
