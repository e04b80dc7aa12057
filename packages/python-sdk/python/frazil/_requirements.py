"""Reads the packages that a requirements.txt or a pyproject.toml lists, for `Config(..., parser=requirements_txt_parser)`."""

import re

from ._exceptions import BadRequirement

# The common part of PEP 508: a name, extras, and versions or an address. Markers are told apart, to be refused.
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[\w\s,.-]*)\])?\s*"
    r"(?:@\s*(?P<url>\S+)|\(?(?P<versions>(?:\s*(?:~=|===?|!=|<=?|>=?)\s*[\w.*+!-]+\s*,?)*)\)?)\s*(?:;(?P<marker>.*))?"
)
_COMMENT = re.compile(r"(^|\s+)#.*$")


def requirements_txt_parser(content):
    """`{"packages": {name: version}, "python": version or None}` of a requirements.txt. Raises BadRequirement for what it can't say so."""
    lines = (_COMMENT.sub("", line).strip() for line in content.splitlines())
    return _collect([line for line in lines if line and line != "-e file:."], None)


def pyproject_toml_parser(content):
    """The same of the `[project]` of a pyproject.toml."""
    from ._syntaxes import parse_toml

    project = parse_toml(content).get("project", {})
    python = project.get("requires-python")
    return _collect(project.get("dependencies", []), python and _pinned(python))


def _collect(requirements, python):
    packages = {}
    for requirement in requirements:
        found = _REQUIREMENT.fullmatch(requirement.strip())
        if found is None:
            raise BadRequirement("%r is no requirement of a package" % requirement)
        if found["marker"] is not None:
            raise BadRequirement("%r depends on where it is installed: name it in @pypi of the steps that need it" % requirement)
        versions = _pinned(found["versions"] or "")
        if found["name"].lower() != "python":
            packages[_key(found)] = versions
        elif python is not None:
            raise BadRequirement("%r is a second version of Python" % requirement)
        else:
            python = versions or None
    return {"packages": packages, "python": python}


def _key(found):
    extras = ",".join(sorted(extra.strip() for extra in found["extras"].split(","))) if found["extras"] else ""
    return found["name"] + (extras and "[%s]" % extras) + ("@" + found["url"] if found["url"] else "")


def _pinned(versions):
    """`==1.0` as `1.0`, which is how @pypi pins; a range stays as it is."""
    text = ",".join(part.replace(" ", "") for part in versions.strip().rstrip(",").split(","))
    return text.lstrip("=") if text.startswith("==") and "," not in text else text
