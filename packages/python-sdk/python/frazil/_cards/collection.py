"""`current.card`: the cards of the step that runs."""

from _thread import allocate_lock

from .._load import import_own
from .card import Card
from .warn import warn


class Cards:
    """The cards of a step. What is appended goes to its only card, or to the one without an id, or to the one to customize."""

    def __init__(self):
        self.declared = []
        self._state = None
        self._default = None
        self._lock = allocate_lock()

    def declare(self, decorators, state=None):
        """Takes the attributes of the step's @card decorators."""
        self._state = state
        for attributes in decorators:
            self.declared.append(Card(attributes, self._free_id(attributes), self._refresh))
        self._default = self._editable()

    @property
    def components(self):
        """What was appended, as a list that knows its components by id as well."""
        return self._chosen().components

    def append(self, component, id=None):
        """Appends a component; `current.card.components[id]` gives it back."""
        self._chosen().append(component, id=id)

    def extend(self, components):
        """Appends components."""
        self._chosen().extend(components)

    def clear(self):
        """Takes all components off."""
        self._chosen().clear()

    def refresh(self, *arguments, **options):
        """Makes the card seen as it is now, while the step runs."""
        self._chosen().refresh(*arguments, **options)

    def get(self, type=None):
        """The cards of a type; all without one."""
        return [card for card in self.declared if type is None or card.type == type]

    def __getitem__(self, id):
        for card in self.declared:
            if id in (card.wanted_id, card.id):
                return card
        warn("current.card[%r]: the step has no such @card; nothing is shown" % (id,))
        return Card({}, "")

    def __setitem__(self, id, components):
        if not isinstance(components, list):
            warn("current.card[%r] takes a list of components" % (id,))
            return
        card = self[id]
        card.clear()
        card.extend(components)

    def __contains__(self, id):
        return any(id in (card.wanted_id, card.id) for card in self.declared)

    def __iter__(self):
        return iter(self.declared)

    def __len__(self):
        return len(self.declared)

    def send(self, state, exception=None):
        """Sends every card's document to the supervisor, at the end of the step."""
        delivery = import_own("frazil._cards.delivery")
        with self._lock:
            for card in self.declared:
                card.is_over = True
                delivery.send(state, card, exception)

    def _refresh(self, card):
        if self._state is not None:
            with self._lock:
                if not card.is_over:
                    import_own("frazil._cards.delivery").send_live(self._state, card)

    def _chosen(self):
        if self._default is not None:
            return self._default
        ids = ", ".join(repr(card.wanted_id) for card in self.declared if card.wanted_id)
        way_out = "; name one, as in current.card[...]: %s" % ids if ids else ""
        warn("current.card: no card of the step takes components by itself%s" % way_out)
        return Card({}, "")

    def _editable(self):
        editable = [card for card in self.declared if card.is_editable]
        if len(editable) == 1:
            return editable[0]
        marked = [card for card in editable if card.customize]
        if len(marked) == 1:
            return marked[0]
        return next((card for card in editable if card.wanted_id is None), None)

    def _free_id(self, attributes):
        wanted = str(attributes.get("id") or attributes.get("type") or "default")
        taken = [card.id for card in self.declared]
        if attributes.get("id") and wanted in taken:
            warn("two cards of the step have the id '%s'" % wanted)
        number, name = 1, wanted
        while name in taken:
            number += 1
            name = "%s-%d" % (wanted, number)
        return name
