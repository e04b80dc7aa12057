"""What the SDK raises in a user's step."""


class FrazilException(Exception):
    """The base of everything that Frazil raises in a step."""


class InvalidNext(FrazilException):
    """A call of self.next that says no transition."""


class MergeConflict(FrazilException):
    """Artifacts that differ between the inputs of a join."""


class MissingArtifact(FrazilException):
    """Artifacts that were asked for and that an input doesn't have."""


class UnloadableArtifact(FrazilException):
    """An artifact of an earlier step that can't be unpickled here."""


class UnpicklableArtifact(FrazilException):
    """An artifact that can't be saved."""


class InvalidParameter(FrazilException):
    """A parameter's value that isn't of its type, or is missing."""


# In tracebacks they go by the name that they are imported from.
for _class in (FrazilException, *FrazilException.__subclasses__()):
    _class.__module__ = "frazil"
