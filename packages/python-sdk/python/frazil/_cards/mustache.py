"""Mustache templates, as cards of users use them: variables, sections, inverted sections and comments."""

import re

_TAG = re.compile(r"\{\{(?:\{\s*(?P<raw>[^}]+?)\s*\}\}\}|(?P<sign>[#^/!&])?\s*(?P<name>.*?)\s*\}\})", re.DOTALL)
# A tag of a section, or a comment, that has a line for itself takes the whole line.
_ALONE = re.compile(r"^[ \t]*(\{\{[#^/!][^}]*\}\})[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def render(template="", data=None):
    """The text of a template, or of a file with one, with values of a dictionary. Raises ValueError."""
    text = template if isinstance(template, str) else template.read()
    made, _ = _section(_ALONE.sub(r"\1", text), 0, [{} if data is None else data], None)
    return made


def _section(text, begin, scopes, name):
    """What a section makes of its innermost scope, and where its text ends; a section that isn't shown has no scopes."""
    parts = []
    while True:
        tag = _TAG.search(text, begin)
        if tag is None:
            if name is not None:
                raise ValueError("the section {{#%s}} of a template has no end" % name)
            parts.append(text[begin:])
            return "".join(parts), len(text)
        parts.append(text[begin : tag.start()])
        begin = tag.end()
        sign, own = tag.group("sign"), tag.group("raw") or tag.group("name")
        if sign == "/":
            if own != name:
                raise ValueError("{{/%s}} of a template ends no section" % own)
            return "".join(parts), begin
        if sign in ("#", "^"):
            shown, begin = _shown(text, begin, scopes, (sign, own))
            parts.append(shown)
        elif sign != "!" and scopes:
            parts.append(_text(_value(scopes, own), tag.group("raw") is not None or sign == "&"))


def _shown(text, begin, scopes, section):
    """What a section shows, once in each of its scopes and nothing without any, and where its text ends."""
    made = [_section(text, begin, each, section[1]) for each in _scopes_of(section, scopes)]
    if made:
        return "".join(part for part, _ in made), made[-1][1]
    return "", _section(text, begin, [], section[1])[1]


def _scopes_of(section, scopes):
    sign, name = section
    value = _value(scopes, name) if scopes else None
    if sign == "^":
        return [scopes] if scopes and not value else []
    if not value:
        return []
    return [[*scopes, each] for each in (value if isinstance(value, (list, tuple)) else [value])]


def _value(scopes, name):
    if name == ".":
        return scopes[-1]
    first, *rest = name.split(".")
    for scope in reversed(scopes):
        found = _member(scope, first)
        if found is not None:
            for each in rest:
                found = _member(found, each)
            return found
    return None


def _member(value, name):
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


def _text(value, is_raw):
    from html import escape

    text = "" if value is None else str(value)
    return text if is_raw else escape(text)
