"""Why a file can't be read as a flow."""


class Unreadable(Exception):
    """All that is wrong; each problem has a kind, the file (relative to the flow's folder), a line, and details."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems


def unreadable(kind, file, line, **details):
    """One problem, as an exception."""
    return Unreadable([problem(kind, file, line, **details)])


def problem(kind, file, line, **details):
    """One problem."""
    return {"kind": kind, "file": file, "line": line, "details": details}
