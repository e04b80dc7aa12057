"""What a running task knows: its inputs, its place in the foreaches, its parameters, and what of it was touched."""

import sys

from .._constants import constants_of
from .._exceptions import FrazilException, UnloadableArtifact
from .._parameters import parameters_of
from .listed import Listed
from .pickles import unpickle


class TaskState:
    """The state behind one FlowSpec instance. `inherited` holds what goes on from the inputs unless it is set or deleted."""

    def __init__(self, flow, task, channel):
        self.flow = flow
        self.task = task
        self.channel = channel
        self.transition = None
        # Whether @catch lets the task go on.
        self.is_caught = False
        # Whether its artifacts were handed over.
        self.is_committed = False
        self.is_start = task.get("isStart", task["step"] == "start")
        self.is_end = task.get("isEnd", task["step"] == "end")
        self.parameters = {parameter.attribute: parameter for parameter in parameters_of(type(flow))}
        self.configs = _configs_of(type(flow))
        self.constants = constants_of(type(flow))
        self.values = {}
        self.loaded = {}
        self.consumed = None
        # The digests of the parameters that the supervisor was told of when the step began.
        self.sent = {}
        # Artifacts that stand in for those of the tasks that are joined, by step and task: of a step that is spun.
        self.replaced = {}
        # The tasks before this one, as `inputs` of the task frame has them.
        self.entries = Listed(task["listed"]) if task.get("listed") else task["inputs"]
        self.inherited = self._inherited()
        self._items = {}
        self._joined = {}
        self._files = 0

    def load(self, name):
        """The value of an inherited artifact, now an attribute of the flow."""
        entry = self.inherited.get(name)
        if entry is None:
            raise AttributeError("Flow %s has no attribute '%s'" % (type(self.flow).__name__, name))
        value = self.loaded[name] = self.read(entry, "artifact '%s'" % name)
        self.flow.__dict__[name] = value
        return value

    def take_shadowed(self):
        """Loads the inherited artifacts whose names the flow's class has as well, or would be read from there. Its methods stay what they are."""
        own = {name for base in type(self.flow).__mro__ for name in base.__dict__}
        for name in own.intersection(self.inherited).difference(self.parameters, self.configs, self.constants):
            if not callable(getattr(type(self.flow), name)):
                self.load(name)

    def parameter(self, name):
        """The value of a parameter."""
        if name not in self.values:
            entry = self.inherited.get(name)
            if entry is None:
                raise FrazilException("parameter '%s' has no value: the run started before the flow had it" % name)
            self.values[name] = self.read(entry, "parameter '%s'" % name)
        return self.values[name]

    def read(self, entry, what):
        """The value of a blob, through the supervisor when it isn't a local file yet."""
        file = entry.get("file")
        if file is None:
            file = self.channel.request({"kind": "load", "digest": entry["digest"]})["file"]
        try:
            return unpickle(file, entry["digest"])
        except ImportError as error:
            message = "%s can't be loaded in step '%s', whose packages lack what it needs: %s" % (what, self.task["step"], error)
            raise UnloadableArtifact(message) from None
        except Exception as error:
            message = "%s can't be loaded in step '%s': %s: %s" % (what, self.task["step"], type(error).__name__, error)
            raise UnloadableArtifact(message) from error

    def index(self):
        frames = self.task["foreach"]
        return frames[-1]["index"] if frames else None

    def input(self):
        return self._item(len(self.task["foreach"]) - 1) if self.task["foreach"] else None

    def foreach_stack(self):
        return [(frame["index"], frame["count"], self._item(depth)) for depth, frame in enumerate(self.task["foreach"])]

    def joined_item(self, index):
        """An item of the foreach, or the index in the gang, that this task joins."""
        if not self.task["joined"]:
            return index
        chunk = next(chunk for chunk in self.task["joined"] if index < chunk["start"] + chunk["count"])
        if chunk["start"] not in self._joined:
            self._joined[chunk["start"]] = self.read(chunk, "the items of the foreach")
        return self._joined[chunk["start"]][index - chunk["start"]]

    def scratch_file(self):
        """A new path in the folder of this attempt."""
        self._files += 1
        return "%s/%d.pickle" % (self.task["scratch"], self._files)

    def _item(self, depth):
        if depth not in self._items:
            chunk = self.task["foreach"][depth]["chunk"]
            if chunk is None:
                # The items of a gang are the indexes of its members.
                return self.task["foreach"][depth]["index"]
            self._items[depth] = self.read(chunk, "the item of the foreach")[chunk["offset"]]
        return self._items[depth]

    def _inherited(self):
        if not self.entries:
            return {}
        artifacts = self.entries[0]["artifacts"]
        if not self.task["isJoin"]:
            return dict(artifacts)
        return {name: artifacts[name] for name in (*self.parameters, *self.configs, *self.constants) if name in artifacts}


def _configs_of(flow_class):
    """The names of the flow's configurations, which are artifacts as well; most flows have none."""
    if "frazil._config" not in sys.modules:
        return ()
    from .._config import configs_of

    return tuple(configs_of(flow_class))
