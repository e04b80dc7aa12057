"""The tasks of a foreach that a join joins, in a file."""

from .._wire import loads

_POSITION_BYTES = 6


def pathspecs_before(task):
    """The pathspecs of the tasks before one, given what its process was told."""
    run = task["spin"]["run"] if task.get("spin") else task["run"]
    entries = Listed(task["listed"]) if task.get("listed") else task["inputs"]
    return ["%s/%s/%s/%s" % (task["flow"], run, entry["step"], entry["task"]) for entry in entries]


class Listed:
    """A sequence of what the tasks left, each read when it is looked at: there may be 100,000 of them."""

    def __init__(self, listed):
        self._count = listed["count"]
        self._lines = open(listed["file"], "rb")
        self._positions = open(listed["file"] + ".positions", "rb")

    def __len__(self):
        return self._count

    def __getitem__(self, number):
        if number >= self._count:
            raise IndexError(number)
        self._positions.seek(number * _POSITION_BYTES)
        self._lines.seek(int.from_bytes(self._positions.read(_POSITION_BYTES), "little"))
        return loads(self._lines.readline().decode())
