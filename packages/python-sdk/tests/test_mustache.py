"""Templates of cards."""

import sys
import unittest

from harness import SDK

sys.path.insert(0, SDK)
from frazil._cards.mustache import render  # noqa: E402


class MustacheTest(unittest.TestCase):
    def test_what_templates_have(self):
        values = {"x": "<b>", "l": [1, 2], "d": {"e": 5}, "rows": [{"k": 1}, {"k": None}]}
        for template, text in (
            ("{{x}} {{{x}}} {{& x}} {{! no }}{{nothing}}{{d.e}}", "&lt;b&gt; <b> <b> 5"),
            ("{{#l}}<{{.}}>{{/l}}{{^none}}none{{/none}}{{^l}}no{{/l}}", "<1><2>none"),
            ("{{#d}}{{e}}{{x}}{{/d}}{{#none}}{{#l}}no{{/l}}{{/none}}", "5&lt;b&gt;"),
            ("a\n  {{#rows}}\n- {{k}}\n{{/rows}}\nz", "a\n- 1\n- \nz"),
        ):
            self.assertEqual(render(template, values), text)
        for template in ("{{#a}}", "{{/a}}", "{{#a}}{{/b}}"):
            self.assertRaises(ValueError, render, template, values)


if __name__ == "__main__":
    unittest.main()
