"""Card components, and `current.card` to append them to."""

import sys

from ._load import import_own
from ._wire import dumps

_LIMIT = 64 << 20


class Markdown:
    """Text in Markdown."""

    def __init__(self, text=""):
        self.text = text

    def document(self):
        return {"kind": "markdown", "text": str(self.text)}


class Table:
    """Rows of cells; a cell is shown as text."""

    def __init__(self, data=None, headers=None):
        self.data = data or []
        self.headers = headers or []

    @classmethod
    def from_dataframe(cls, dataframe=None, truncate=True):
        """The first rows of a data frame."""
        return _Preview(dataframe)

    def document(self):
        rows = [[_cell(cell) for cell in row] for row in self.data]
        return {"kind": "table", "columns": [str(header) for header in self.headers], "rows": rows, "note": ""}


class Image:
    """A picture: bytes of a PNG, JPEG, GIF or WebP file."""

    def __init__(self, src=None, label=None):
        self.src = src
        self.label = label

    @classmethod
    def from_matplotlib(cls, plot, label=None):
        """A figure, or what has one."""
        figure = plot.get_figure() if hasattr(plot, "get_figure") else plot
        return cls(_written(lambda buffer: figure.savefig(buffer, format="png")), label)

    @classmethod
    def from_pil_image(cls, pilimage, label=None):
        """A PIL image."""
        return cls(_written(lambda buffer: pilimage.save(buffer, format="PNG")), label)

    def document(self):
        from binascii import b2a_base64

        encoded = b2a_base64(self.src, newline=False).decode()
        return {"kind": "image", "mediaType": _media_type(self.src), "base64": encoded, "label": self.label or ""}


class Artifact:
    """A value, shown in short."""

    def __init__(self, artifact, name=None, compressed=True):
        self.artifact = artifact
        self.name = name

    def document(self):
        preview = import_own("frazil._task.previews").preview
        return {"kind": "section", "title": str(self.name or ""), "components": preview(self.artifact)}


class _Preview:
    def __init__(self, value):
        self.value = value

    def document(self):
        return import_own("frazil._task.previews").preview(self.value)[-1]


class Cards:
    """The cards of the step that runs; `current.card['id']` is one of them."""

    def __init__(self):
        self.declared = []
        self._warned = False

    def declare(self, decorators):
        """Takes the attributes of the step's @card decorators."""
        for attributes in decorators:
            self.declared.append(Card(attributes, self._free_id(attributes)))

    def append(self, component, id=None):
        self[id].append(component)

    def extend(self, components, id=None):
        self[id].extend(components)

    def clear(self):
        self[None].clear()

    def refresh(self, *_arguments, **_options):
        """Nothing: a card is made when its step ends."""

    def __getitem__(self, id):
        for card in self.declared:
            if id is None or card.id == id:
                return card
        if not self._warned:
            self._warned = True
            print("current.card: the step has no such @card%s; nothing is shown" % (id and "(id=%r)" % id or ""), file=sys.stderr)
        return Card({}, "")

    def send(self, state):
        """Sends every card's document to the supervisor."""
        card_document = import_own("frazil._task.card_document").card_document
        for card in self.declared:
            payload = dumps(card_document(state, card)).encode()
            if len(payload) > _LIMIT:
                print("card '%s' has %d bytes, too many to keep" % (card.id, len(payload)), file=sys.stderr)
                continue
            state.channel.send({"kind": "card", "id": card.id, "type": card.type}, payload)

    def _free_id(self, attributes):
        wanted = attributes.get("id") or attributes.get("type") or "default"
        taken = [card.id for card in self.declared]
        number, name = 1, wanted
        while name in taken:
            number += 1
            name = "%s-%d" % (wanted, number)
        return name


class Card:
    """One card: a list of components under an id."""

    def __init__(self, attributes, id):
        self.id = id
        self.type = attributes.get("type") or "default"
        self.components = []
        self.append = self.components.append
        self.extend = self.components.extend
        self.clear = self.components.clear

    def refresh(self, *_arguments, **_options):
        """Nothing: a card is made when its step ends."""


_cards = Cards()


def collector():
    """The cards of this process's task."""
    return _cards


def _cell(cell):
    return str(getattr(cell, "text", getattr(cell, "artifact", cell)))


def _written(write):
    from io import BytesIO

    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()


def _media_type(content):
    signatures = ((b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp"))
    return next((media_type for signature, media_type in signatures if content.startswith(signature)), "image/png")


__all__ = ["Artifact", "Image", "Markdown", "Table"]
