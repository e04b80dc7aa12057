"""get_cards: the cards of a task, as HTML."""

from .._exceptions import NoCards
from ._task import Task


class Card:
    """A card that a task left. A notebook shows it."""

    def __init__(self, task, told):
        self._task = task
        self._name = told["id"]
        self.id = told["given"]
        self.type = told["type"]
        self.hash = told["hash"]

    @property
    def path(self):
        """What the store calls it; None while its task runs."""
        return None if self.hash is None else "cards/%s" % self.hash

    def get(self):
        """Its HTML: one file that needs nothing else."""
        return self._task._asked("card", id=self._name)

    def view(self):
        """Opens it in a browser."""
        import tempfile
        import webbrowser

        with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as file:
            file.write(self.get())
        webbrowser.open("file://" + file.name)

    def _repr_html_(self):
        from html import escape

        return '<iframe srcdoc="%s" style="width:100%%;height:40em;border:0"></iframe>' % escape(self.get())

    def __str__(self):
        return "<Card '%s' of %s>" % (self._name, self._task.pathspec)

    __repr__ = __str__


class CardContainer:
    """The cards of a task, in the order of its decorators."""

    def __init__(self, cards):
        self._cards = cards

    def __len__(self):
        return len(self._cards)

    def __iter__(self):
        return iter(self._cards)

    def __getitem__(self, index):
        return self._cards[index]

    def _repr_html_(self):
        return "".join(card._repr_html_() for card in self._cards)

    def __repr__(self):
        return "<CardContainer: %s>" % ", ".join(map(str, self._cards))


def get_cards(task, id=None, type=None, follow_resumed=True):
    """The cards of a task or of its pathspec; those of an id or a type only, when one is given. Raises NoCards when it has none at all."""
    task = Task(task, _namespace_check=False) if isinstance(task, str) else task
    cards = [Card(task, told) for told in task._asked("cards")]
    if not cards:
        raise NoCards("Card not found for pathspec %s" % task.pathspec)
    return CardContainer([card for card in cards if id in (None, card.id) and type in (None, card.type)])
