"""One card of a step, and the list of its components."""

from _thread import start_new_thread
from time import monotonic, sleep, time

from .._load import import_own
from .warn import warn

# A step may refresh in its innermost loop; what is seen changes no oftener than this, in seconds.
_INTERVAL = 1.0


class Card:
    """A card, named by an id."""

    def __init__(self, attributes, id, send=None):
        self.id = id
        self.wanted_id = attributes.get("id")
        self.type = attributes.get("type") or "default"
        self.options = attributes.get("options") or {}
        self.timeout = attributes.get("timeout")
        self.save_errors = attributes.get("save_errors", True)
        self.customize = attributes.get("customize", False)
        self.is_over = False
        self.last_sent = None
        self.data = None
        self.times_shown = 0
        self._interval = max(_INTERVAL, float(attributes.get("refresh_interval") or 0))
        self._components = Components()
        self._send = send
        self._next = 0.0
        self._is_waiting = False

    @property
    def is_editable(self):
        """Whether what is appended to it is shown."""
        kind = import_own("frazil._cards.registry").card_class(self.type)
        return kind is not None and kind.ALLOW_USER_COMPONENTS

    @property
    def components(self):
        """What was appended, as a list that knows its components by id as well."""
        return self._components

    def append(self, component, id=None):
        """Appends a component."""
        if self._send is not None and not self.is_editable:
            warn("a card of type '%s' takes no components" % self.type)
            return
        self._components.append(component, id=id)

    def extend(self, components):
        """Appends components."""
        for component in components:
            self.append(component)

    def clear(self):
        """Takes all components off."""
        self._components.clear()

    def refresh(self, data=None, force=False):
        """Makes the card seen as it is now; soon, when it was seen a moment ago."""
        if self._send is None or self.is_over:
            return
        self.data = data
        wait = 0 if force else self._next - monotonic()
        if wait <= 0:
            self._show()
        elif not self._is_waiting:
            self._is_waiting = True
            start_new_thread(self._show_later, (wait,))

    def __iter__(self):
        return iter(self._components)

    def _show(self):
        self._next = monotonic() + self._interval
        self.times_shown += 1
        self._send(self)

    def _show_later(self, wait):
        sleep(wait)
        self._is_waiting = False
        try:
            self._show()
        except BaseException:
            # The step's own thread finds out that the supervisor has gone.
            return


class Components:
    """A list of components that knows them by id as well."""

    def __init__(self):
        self._entries = []
        self._count = 0
        self.changed_at = time()

    def append(self, component, id=None):
        """Appends a component under an id."""
        self.changed_at = time()
        self._count += 1
        name = id or getattr(component, "component_id", None) or "%s_%d" % (type(component).__name__.lower(), self._count)
        if hasattr(component, "component_id"):
            component.component_id = name
        self._entries.append((name, component))

    def extend(self, components):
        """Appends components."""
        for component in components:
            self.append(component)

    def clear(self):
        """Takes all off."""
        self.changed_at = time()
        self._entries.clear()

    def keys(self):
        """The ids."""
        return [name for name, _ in self._entries]

    def values(self):
        """The components."""
        return [component for _, component in self._entries]

    def __getitem__(self, key):
        if isinstance(key, (int, slice)):
            return self.values()[key]
        for name, component in reversed(self._entries):
            if name == key:
                return component
        warn("there is no component %r; what is done with it is not seen" % (key,))
        return _Missing()

    def items(self):
        """The components with their ids."""
        return list(self._entries)

    def __setitem__(self, key, component):
        self.changed_at = time()
        names = self.keys()
        if isinstance(key, int):
            self._entries[key] = (names[key], component)
        elif key in names:
            self._entries[names.index(key)] = (key, component)
        else:
            self.append(component, id=key)

    def __delitem__(self, key):
        self.changed_at = time()
        del self._entries[key if isinstance(key, int) else self.keys().index(key)]

    def __contains__(self, key):
        return key in self.keys()

    def __iter__(self):
        return iter(self.values())

    def __len__(self):
        return len(self._entries)


class _Missing:
    def update(self, *_arguments, **_options):
        """Nothing: there is no such component."""
