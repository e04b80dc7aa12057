"""What cards and components are derived from, those of users included."""


class MetaflowCard:
    """A kind of card, named by `type`: `@card(type=...)`. `render(task)` gives HTML, a component or a list of components."""

    RELOAD_POLICY_NEVER = "never"
    RELOAD_POLICY_ALWAYS = "always"
    RELOAD_POLICY_ONCHANGE = "onchange"
    RELOAD_POLICY_TOKEN = "[METAFLOW_RELOAD_TOKEN]"

    type = None
    ALLOW_USER_COMPONENTS = False
    RUNTIME_UPDATABLE = False
    RELOAD_POLICY = RELOAD_POLICY_NEVER
    scope = "task"
    runtime_data = None

    def __init__(self, options=None, components=None, graph=None, flow=None):
        pass

    def _get_mustache(self):
        """Mustache templates: `_get_mustache().render(template, values)`."""
        from . import mustache

        return mustache

    def render(self, task):
        """The content of the card of a task whose step has run."""
        raise NotImplementedError("a card has a method render(task)")

    def render_runtime(self, task, data):
        """The content of the card while its step runs, for cards that are RUNTIME_UPDATABLE."""
        raise NotImplementedError("a card that is RUNTIME_UPDATABLE has a method render_runtime(task, data)")

    def refresh(self, task, data):
        """What the function `metaflow_card_update` of the page gets while the step runs, as JSON; nothing for None."""

    def reload_content_token(self, task, data):
        """Not called: what changed is found by comparing."""
        return "content-token"


class MetaflowCardComponent:
    """A part of a card. `render()` gives HTML, another component or a list of components."""

    REALTIME_UPDATABLE = False
    _component_id = None

    @property
    def component_id(self):
        """The name that `current.card.components[...]` knows it by."""
        return self._component_id

    @component_id.setter
    def component_id(self, value):
        if not isinstance(value, str):
            raise TypeError("Component ID must be a string")
        self._component_id = value

    def update(self, *_arguments, **_options):
        """Changes what it shows."""
        from .warn import warn

        warn("%s has no update(): nothing is changed" % type(self).__name__)

    def render(self):
        """What it shows."""
        return self


def with_default_component_id(render):
    """Decorates the `render` of a component that asks for its id: it has one."""

    def named(self, *arguments, **options):
        if self.component_id is None:
            self.component_id = "%s_%d" % (type(self).__name__.lower(), id(self))
        return render(self, *arguments, **options)

    return named


def render_safely(render):
    """Decorates the `render` of a component, and changes nothing: what it raises is shown on the card anyhow."""
    return render


class DefaultCard(MetaflowCard):
    """Parameters, what was appended, artifacts."""

    type = "default"
    ALLOW_USER_COMPONENTS = True
    RUNTIME_UPDATABLE = True


class BlankCard(MetaflowCard):
    """What was appended, and nothing else."""

    type = "blank"
    ALLOW_USER_COMPONENTS = True
    RUNTIME_UPDATABLE = True


class ErrorCard(MetaflowCard):
    """What went wrong, when something did."""

    type = "error"


class TaskSpecCard(MetaflowCard):
    """The name of the task, for tests."""

    type = "taskspec_card"

    def render(self, task):
        """The pathspec."""
        return task.pathspec


BUILT_IN = {kind.type: kind for kind in (DefaultCard, BlankCard, ErrorCard, TaskSpecCard)}
BUILT_IN["default_json"] = DefaultCard
