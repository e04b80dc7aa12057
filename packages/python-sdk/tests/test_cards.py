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
        self.assertEqual(table, {"kind": "table", "columns": ["h", "i"], "rows": [["1", {"kind": "markdown", "text": "m"}]], "note": ""})
        self.assertEqual((image["mediaType"], image["base64"], image["label"]), ("image/jpeg", "/9g=", "l"))
        self.assertEqual((artifact["title"], text["text"], error["kind"]), ("n", "3", "error"))

    def test_a_step_that_raises_leaves_its_cards_with_the_traceback(self):
        body = "self.x = 1; current.card.append('so far'); raise ValueError('tripped')"
        result = self.cards(body, "@card\n@card(type='error', id='e')\n@card(type='blank', id='b')")
        self.failed(result, "ValueError", "tripped")
        error, text, section = result.cards["default"]["components"]
        self.assertEqual((error["title"], text["text"], section["title"]), ("ValueError: tripped", "so far", "x"))
        self.assertIn("flow.py", error["text"])
        self.assertEqual([len(result.cards[name]["components"]) for name in ("e", "b")], [1, 1])
        self.assertEqual(result.frames[-1], "failed")

    def test_all_components(self):
        body = """
            from metaflow.cards import (Artifact, Error, EventsTimeline, Image, JSONViewer, Markdown, ProgressBar, PythonCode, Table,
                                        ValueBox, VegaChart, YAMLViewer)
            class Figure:
                def savefig(self, buffer, format): buffer.write(b'figure')
            class Axes:
                def get_figure(self): return Figure()
            class Picture:
                def save(self, buffer, format): buffer.write(b'GIF8')
            class Altair:
                def to_dict(self): return {'mark': 'bar', 'nan': float('nan'), 'deep': {1: (2, object)}}
            bar = ProgressBar(max=10, label='l', unit='u'); bar.update(3, metadata='m')
            box = ValueBox('t', 1234567, theme='success'); box.update(value=0.123456789, change_indicator='up')
            line = EventsTimeline('t', max_events=1)
            line.update({'a': 1}); line.update({'b': 2, 'timestamp': 0}, style_theme='error', priority='high', payloads={'p': Markdown('x')}, finished=True)
            picture = Image.from_matplotlib(Axes(), 'l'); picture.update(Picture(), 'm')
            chart = VegaChart.from_altair_chart(Altair()); chart.update(None)
            error = None
            try: 1 / 0
            except ZeroDivisionError as e: error = Error(e)
            current.card.extend([bar, box, line, picture, Image.from_pil_image(Picture()), chart, error, PythonCode(code_string='x = 1'),
                PythonCode(), JSONViewer({'a': [1]}, title='j'), YAMLViewer('a: 1'), VegaChart(3), Markdown('  # a\\n  b'), Error('e', 't')])
            code = PythonCode(self.start)
            current.card.append(code)
            current.card.append(Table([[bar, 1]], headers=['a', 2]))
        """
        shown = self.ok(self.cards(body, "@card(type='blank')")).cards["blank"]["components"]
        bar, box, line, picture, _, chart, error, code, broken, viewer, yaml, bad, text, plain, source, table = shown
        self.assertEqual(bar, {"kind": "progress", "value": 3.0, "max": 10.0, "label": "l", "unit": "u", "detail": "m"})
        self.assertEqual((box["value"], box["change"], box["theme"]), ("0.123457", "up", "success"))
        self.assertEqual((line["note"], line["events"][0]["time"]), ("2 events, the latest 1 shown, finished", "1970-01-01T00:00:00Z"))
        self.assertEqual((picture["mediaType"], picture["label"]), ("image/gif", "m"))
        self.assertEqual((chart["spec"]["nan"], chart["spec"]["deep"]["1"][0]), (None, 2))
        self.assertIn("ZeroDivisionError", error["title"])
        self.assertEqual((code["text"], broken["kind"], bad["kind"], yaml["language"]), ("x = 1", "error", "error", "yaml"))
        self.assertEqual((viewer["title"], text["text"], plain["title"]), ("j", "# a\nb", "t"))
        self.assertIn("def start(self)", source["text"])
        self.assertEqual(table["rows"][0][0]["kind"], "progress")

    def test_components_of_users(self):
        body = """
            from metaflow.cards import Markdown
            from metaflow.plugins.cards.card_modules.components import UserComponent, render_safely, with_default_component_id
            class Title(UserComponent):
                @with_default_component_id
                @render_safely
                def render(self):
                    return Markdown(self.component_id.partition('_')[0])
            current.card.append(Title(), id='t_1')
            self.alone = Title().render().text
        """
        result = self.ok(self.cards(body))
        self.assertEqual([part["text"] for part in result.cards["default"]["components"][:1]], ["t"])
        self.assertEqual(result.value("alone"), "title")

    def test_components_by_id(self):
        body = """
            from metaflow.cards import Markdown
            current.card.append(Markdown('a'), id='one')
            current.card.components['one'].update('b')
            current.card.components['two'] = Markdown('c')
            current.card.components['nothing'].update('d')
            current.card['x'] = [Markdown('e')]
            self.n = [len(current.card.components), current.card.components['two'].text, current.card.get('blank')[0].id, 'x' in current.card]
            del current.card.components['two']
        """
        result = self.cards(body, "@card\n@card(id='x', type='blank')")
        self.assertEqual([part["text"] for part in result.cards["default"]["components"][:1]], ["b"])
        self.assertEqual(result.value("n"), [2, "c", "x", True])
        self.assertEqual(result.cards["x"]["components"], [{"kind": "markdown", "text": "e"}])
        self.assertIn("no component 'nothing'", result.stderr)

    def test_which_card_takes_what_is_appended(self):
        result = self.cards("current.card.append('a')", "@card(id='a')\n@card(id='b')")
        self.assertIn("name one, as in current.card[...]: 'a', 'b'", result.stderr)
        result = self.ok(self.cards("current.card.append('a')", "@card(type='blank', id='a')\n@card(type='blank', id='b', customize=True)"))
        self.assertEqual([len(result.cards[name]["components"]) for name in "ab"], [0, 1])
        result = self.cards("pass", "@card(id='a')\n@card(id='a')")
        self.assertIn("two cards of the step have the id 'a'", result.stderr)
        self.assertEqual({*result.cards}, {"a", "a-2"})

    def test_refresh_shows_the_card_while_the_step_runs(self):
        body = """
            import time
            from metaflow.cards import ProgressBar
            bar = ProgressBar(max=1000)
            current.card.append(bar)
            for i in range(1000): bar.update(i); current.card.refresh()
            bar.update(1000); current.card.refresh(force=True)
            bar.update(5); current.card.refresh(); time.sleep(1.3)
        """
        result = self.ok(self.cards(body))
        values = [document["components"][0]["value"] for document in result.live]
        self.assertEqual((values[0], values[-1]), (0.0, 5.0))
        self.assertLess(len(values), 6)
        self.assertIn(1000.0, values)
        self.assertEqual(result.cards["default"]["components"][0]["value"], 5.0)

    def test_names_of_metaflow(self):
        body = "import metaflow.cards as c; self.n = [name for name in c.__all__ if not hasattr(c, name)]; c.DefaultCard"
        self.assertEqual(self.ok(self.cards(body)).value("n"), [])
