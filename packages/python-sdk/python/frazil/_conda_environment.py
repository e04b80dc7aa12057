"""Reads the packages that an environment.yml of conda lists, for `Config(..., parser=conda_environment_yml_parser)`."""

import re

from ._exceptions import BadRequirement

_COMMENT = re.compile(r"(^|\s+)#.*$")
_PACKAGE = re.compile(r"(?P<name>(?:[\w.-]+::)?[\w.-]+)\s*(?P<versions>[=<>!~].*)?")


def conda_environment_yml_parser(content):
    """`{"packages": {name: version}, "python": version or None}` of the `dependencies:`. Raises BadRequirement for what it can't say so."""
    packages, python = {}, None
    for line in _dependencies(content):
        found = _PACKAGE.fullmatch(line)
        if found is None:
            raise BadRequirement("%r is no package of conda" % line)
        versions = (found["versions"] or "").strip().lstrip("=").strip()
        if found["name"].lower() != "python":
            packages[found["name"]] = versions
        elif python and versions:
            raise BadRequirement("%r is a second version of Python" % line)
        else:
            python = versions or python
    return {"packages": packages, "python": python}


def _dependencies(content):
    """The items below `dependencies:`, without quotes and comments."""
    is_inside = False
    for raw in content.splitlines():
        line = _COMMENT.sub("", raw).strip()
        if is_inside and line.startswith("-"):
            yield line[1:].strip().strip("'\"")
        elif line:
            is_inside = line == "dependencies:"
