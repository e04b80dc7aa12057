"""Runs a step with the user's step decorators around it, the outermost first."""

from .._exceptions import FrazilException


def call(state, function, arguments):
    """Runs a step's function, or what its decorators put in its place."""
    run = _Run(state, function, arguments)
    run.before()
    error = run.inside()
    error = run.after(error)
    if error is not None:
        raise error
    run.go_on()


class _Run:
    def __init__(self, state, function, arguments):
        self._state = state
        self._function = function
        self._arguments = arguments
        self._entered = []
        self._instead = None
        # The arguments of self.next, or True for those that the step has; None when the step says it itself.
        self._next = None
        self._has_raised = False

    def before(self):
        inputs = self._arguments[0] if self._arguments else None
        for wrapper in reversed(self._function._frazil_wrappers):
            self._instead = wrapper.pre_step(self._state.task["step"], self._state.flow, inputs)
            self._entered.append(wrapper)
            if wrapper.skip_step or wrapper.skip_step == {}:
                self._next = wrapper.skip_step or True
                return
            if self._instead is not None:
                return

    def inside(self):
        if self._next is not None:
            return None
        function = self._function if self._instead is None else self._instead
        try:
            given = function(self._state.flow, *self._arguments)
        except Exception as error:
            self._has_raised = True
            return error
        if self._instead is not None:
            # What runs instead of a step need not know what comes after it.
            self._next = given or (self._state.transition is None) or None
        return None

    def after(self, error):
        for wrapper in reversed(self._entered):
            try:
                result = wrapper.post_step(self._state.task["step"], self._state.flow, error)
            except Exception as raised:
                result = raised
            if isinstance(result, tuple) and len(result) == 2:
                error, following = result
                self._next = self._next if following is None else following
            elif result is None or isinstance(result, Exception):
                error = result
            else:
                raise FrazilException("post_step of %s gives %r, which is no exception" % (type(wrapper).__name__, result))
        return error

    def go_on(self):
        if self._next in (None, False) and not self._has_raised:
            return
        following = self._state.task["next"]
        if following["kind"] == "end":
            return
        self._state.transition = None
        flow = self._state.flow
        options = self._next if isinstance(self._next, dict) else {}
        if following["kind"] == "switch":
            flow.next({_value(case["value"]): getattr(flow, case["target"]) for case in following["cases"]}, condition=following["condition"])
            return
        names = following["targets"] if "targets" in following else [following["target"]]
        if following["kind"] == "gang" and not options:
            raise FrazilException("step '%s' is left out, but it says how many tasks follow: give num_parallel" % self._state.task["step"])
        if following["kind"] == "foreach" and not options:
            options = {"foreach": following["variable"]}
        flow.next(*(getattr(flow, name) for name in names), **options)


def _value(text):
    from ast import literal_eval

    return literal_eval(text)
