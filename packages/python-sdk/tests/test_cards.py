"""What @card leaves of a task."""

import textwrap

from harness import TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): self.r = getattr(self, 'alpha', None)\n"


class CardTest(TaskTest):
    def cards(self, body, decorators="@card", inputs=(), head=""):
        source = head + "\n" + decorators + "\n" + STEP.format(textwrap.indent(textwrap.dedent(body), "    ").strip())
        return self.run_task(self.flow(source), "start", inputs)

    def sections(self, document):
        return {section["title"]: section["components"] for section in document["components"] if section["kind"] == "section"}

    def test_the_default_card_shows_parameters_and_artifacts(self):
        inputs = [{"old": self.blob(list(range(1000)))}]
        document = self.ok(self.cards("self.x = {'a': list(range(50))}", "@card", inputs, "p = Parameter('p', default=2)")).cards["default"]
        sections = self.sections(document)
        self.assertEqual(document["title"], "F/7/start/3")
        self.assertEqual(sections["Parameters"], [{"kind": "keyvalue", "rows": [["p", "2"]]}])
        self.assertIn("19, ... 50 in all]}", sections["x"][1]["text"])
        self.assertIn("from an earlier step", sections["old"][0]["text"])
        self.assertNotIn("p", sections)

    def test_frames_arrays_and_awkward_values(self):
        body = """
            class Frame:
                columns = ['a', 'b']; shape = (1234, 2)
                def __init__(self, n=1234): self.n = n
                def head(self, n): return Frame(n)
                def itertuples(self, name=None): return ((i, i * 2, 'x' * 500) for i in range(self.n))
                index = None
                def __reduce__(self): return (int, ())
            class Bad:
                def __repr__(self): raise ValueError
                def __reduce__(self): return (int, ())
                @property
                def columns(self): raise ValueError
            self.frame = Frame(); self.bad = Bad(); self.text = 'y' * 10**6; self.deep = [[[[[1]]]]]
        """
        sections = self.sections(self.ok(self.cards(body)).cards["default"])
        table = sections["frame"][-1]
        self.assertEqual((table["columns"], len(table["rows"]), table["note"]), (["", "a", "b"], 10, "10 of 1,234 rows, 2 columns"))
        self.assertEqual((table["rows"][1][:2], len(table["rows"][1][2])), (["1", "2"], 200))
        self.assertIn("repr raises", sections["bad"][-1]["text"])
        self.assertLessEqual(len(sections["text"][-1]["text"]), 2000)
        self.assertIn("list of 1 items", sections["deep"][-1]["text"])

    def test_components(self):
        body = """
            from metaflow.cards import Markdown, Table, Image, Artifact
            current.card.append(Markdown('# Hi'))
            current.card['b'].append(Table([[1, Markdown('m')]], headers=['h', 'i']))
            current.card['b'].append(Image(b'\\xff\\xd8', label='l'))
            current.card['b'].extend([Artifact([1], name='n'), 3])
            current.card['b'].append(Image('text'))
        """
        result = self.ok(self.cards(body, "@card\n@card(id='b', type='blank')\n@card"))
        self.assertEqual({*result.cards}, {"default", "b", "default-2"})
        self.assertEqual(result.cards["default"]["components"][0], {"kind": "markdown", "text": "# Hi"})
        table, image, artifact, text, error = result.cards["b"]["components"]
        self.assertEqual(table, {"kind": "table", "columns": ["h", "i"], "rows": [["1", "m"]], "note": ""})
        self.assertEqual((image["mediaType"], image["base64"], image["label"]), ("image/jpeg", "/9g=", "l"))
        self.assertEqual((artifact["title"], text["text"], error["kind"]), ("n", "3", "error"))

    def test_without_a_card_appending_says_so_and_does_nothing(self):
        result = self.cards("current.card.append('x'); current.card.append('y')", "")
        self.assertEqual((result.cards, result.done, result.stderr.count("no such @card")), ({}, True, 1))
