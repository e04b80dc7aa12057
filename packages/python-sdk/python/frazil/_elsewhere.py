"""Modules of this machine that an environment doesn't have: those that the flow's decorators are from."""

import os
import sys


def look_elsewhere(text):
    """Has the modules found that a JSON object names, with their folders or files, wherever the environment has none of the name."""
    from json import loads

    sys.meta_path.append(_Elsewhere(loads(text)))


class _Elsewhere:
    def __init__(self, places):
        self._places = places

    def find_spec(self, name, path=None, target=None):
        from importlib.machinery import ModuleSpec
        from importlib.util import spec_from_file_location

        place = self._places.get(name)
        if place is None or not os.path.isdir(place):
            return place and spec_from_file_location(name, place)
        first = os.path.join(place, "__init__.py")
        if os.path.exists(first):
            return spec_from_file_location(name, first, submodule_search_locations=[place])
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [place]
        return spec
