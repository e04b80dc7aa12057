"""Keyword arguments of Runner and Deployer as options of the command line."""

import sys
import unittest

from harness import SDK

sys.path.insert(0, SDK)


class OptionsTest(unittest.TestCase):
    def test_values_flags_lists_and_pairs(self):
        from frazil.client._process import options_of

        words = options_of(
            {
                "alpha": 0.5,
                "my_name": "x y",
                "big": True,
                "items": [1],
                "none": None,
                "quiet": True,
                "pylint": False,
                "tags": ["a", "b"],
                "config": [("c", "c.json")],
                "config_value": {"d": {"k": 1}},
            },
            {"tags": "--tag"},
        )
        expected = ["--alpha=0.5", "--my-name=x y", "--big=true", "--items=[1]", "--quiet", "--tag=a", "--tag=b"]
        self.assertEqual(words, [*expected, "--config", "c", "c.json", "--config-value", "d", '{"k": 1}'])
