"""What of Metaflow Frazil doesn't have: it can be imported, and says what to do instead when it is used."""

from ._exceptions import FrazilException, UnsupportedName

# Names that flows import from `metaflow` itself, and what to do without them.
UNUSABLE = {
    "R": "Write the flow in Python.",
    "airflow_external_task_sensor": "Use @trigger_on_finish.",
    "airflow_s3_key_sensor": "Start the run when the file is there.",
    "pytorch_parallel": "Use @parallel, and start torchrun in the step.",
    "system_context": "",
}
_HARMLESS = ("is_step", "is_start_step", "is_end_step")


def unusable(name):
    """What stands for a name that Frazil doesn't have. An exception is one that is never raised."""
    last = name.rpartition(".")[2]
    if last.endswith(("Exception", "Error")):
        return type(last, (FrazilException,), {"__module__": "frazil"})
    return _Unusable(name, UNUSABLE.get(last, ""))


class _Unusable:
    def __init__(self, name, advice):
        self._name = name
        self._advice = advice

    def _refuse(self, *_arguments, **_options):
        raise UnsupportedName(self._name, self._advice)

    def __getattr__(self, name):
        # What is asked of every attribute of a module or a flow isn't a use of it.
        if name.startswith(("__", "frazil_")) or name in _HARMLESS:
            raise AttributeError(name)
        self._refuse()

    __call__ = __mro_entries__ = __enter__ = __iter__ = __getitem__ = __str__ = __format__ = __fspath__ = _refuse
    __add__ = __radd__ = __mod__ = __truediv__ = __rtruediv__ = __int__ = __bool__ = _refuse
