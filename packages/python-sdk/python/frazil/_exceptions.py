"""What the SDK raises in a user's step."""


# The exit code of a process that isn't to be tried again.
EXIT_NOT_TRIED_AGAIN = 202


class FrazilException(Exception):
    """The base of everything that Frazil raises in a step, and of what flows raise as Metaflow's: with a text, and the line that it is about."""

    headline = "Flow failed"
    # Of those whose own __init__ doesn't call this one.
    message, line_no, source_file = "", None, None

    def __init__(self, msg="", lineno=None, source_file=None):
        super().__init__(msg)
        self.message = msg
        self.line_no = lineno
        self.source_file = source_file

    def __str__(self):
        place = "line %s" % self.line_no if self.line_no else self.source_file
        text = str(self.message) if self.message else super().__str__()
        return "%s: %s" % (place, text) if place else text


class InvalidNext(FrazilException):
    """A call of self.next that says no transition."""


class _OfArtifacts:
    """What is said of artifacts: their names are `artifact_names`."""

    def __init__(self, msg="", unhandled=()):
        super().__init__(msg)
        self.artifact_names = list(unhandled)


class MergeConflict(_OfArtifacts, FrazilException):
    """Artifacts that differ between the inputs of a join."""


class MissingArtifact(_OfArtifacts, FrazilException):
    """Artifacts that were asked for and that no input has."""


class UnloadableArtifact(FrazilException):
    """An artifact of an earlier step that can't be unpickled here."""


class UnpicklableArtifact(FrazilException):
    """An artifact that can't be saved."""


class UnusableArtifacts(FrazilException):
    """A module with artifacts for a step that is spun, which can't be imported or has none."""


class InvalidParameter(FrazilException):
    """A parameter's value that isn't of its type, or is missing."""


class NotTriedAgain(FrazilException):
    """A step that ended with the exit code which says that another attempt is of no use."""


class CaughtFailure(FrazilException):
    """A task that failed without an exception, and that @catch lets go on."""

    known_as = "metaflow.plugins.catch_decorator.FailureHandledByCatch"


class TimeoutException(FrazilException):
    """A step that took longer than its @timeout, where @catch lets it go on."""

    known_as = "metaflow.plugins.timeout_decorator.TimeoutException"


class CaughtException(Exception):
    """What @catch leaves of an exception: its text, the name of its type, and where it came from, whatever is installed."""

    def __init__(self, exception=None, type=None, stacktrace=None):
        super().__init__(exception)
        self.exception = exception
        self.type = type
        self.stacktrace = stacktrace

    def __reduce__(self):
        return CaughtException, (self.exception, self.type, self.stacktrace)

    def __repr__(self):
        return str(self)

    def __str__(self):
        return self.stacktrace or "%s: %s" % (self.type, self.exception)


class UnsupportedName(FrazilException):
    """A use of something that Metaflow has and Frazil hasn't."""

    def __init__(self, name, advice=""):
        super().__init__("%s isn't supported by Frazil%s" % (name, advice and ". %s" % advice))
        self.name = name
        self.advice = advice

    def __reduce__(self):
        return UnsupportedName, (self.name, self.advice)


class CommandFailed(FrazilException, RuntimeError):
    """A command of a Runner or Deployer that failed: a run that didn't start, a step that was spun, a deployment."""


class WrongArguments(FrazilException, ValueError):
    """Arguments of a Runner or Deployer that no command takes."""


class BadRequirement(FrazilException, ValueError):
    """A line in a file of packages that is no requirement, or none that steps can have."""

    headline = "Value error"


class NotFound(FrazilException):
    """Something that isn't in the store."""


class NoCards(FrazilException):
    """A task that has no cards at all."""


class NamespaceMismatch(FrazilException):
    """Something that isn't in the namespace."""

    def __init__(self, namespace):
        super().__init__("Object not in namespace '%s'" % namespace)
        self.namespace = namespace

    def __reduce__(self):
        return NamespaceMismatch, (self.namespace,)


class InvalidPathspec(FrazilException):
    """A pathspec that names something else than was asked for."""


class TaggingError(FrazilException):
    """Tags that can't be added or removed."""


# In tracebacks they go by the name that they are imported from.
for _class in (CaughtException, FrazilException, *FrazilException.__subclasses__()):
    _class.__module__ = "frazil"
