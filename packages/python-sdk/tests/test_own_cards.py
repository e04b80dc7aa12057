"""Cards of the users' own."""

import textwrap

from harness import TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): self.r = getattr(self, 'alpha', None)\n"


class OwnCardTest(TaskTest):
    def test_cards_of_the_users_own(self):
        head = """
from metaflow.cards import MetaflowCard, MetaflowCardComponent, Markdown
class Page(MetaflowCard):
    type = 'page'
    def __init__(self, options={}): self.options = options
    def render(self, task): return '<h1>%s %s %s</h1>' % (self.options['a'], task.data.x, task['x'].data + len(list(task)))
class Parts(MetaflowCard):
    type = 'parts'
    ALLOW_USER_COMPONENTS = RUNTIME_UPDATABLE = True
    def __init__(self, components=(), **rest): self.components = components
    def render(self, task): return [Markdown(task.pathspec), *self.components, ''.join(self.components)]
    def render_runtime(self, task, data): return Markdown('%s %s %s' % (data['user']['n'], task.finished, data['render_seq']))
class Bad(MetaflowCard):
    type = 'bad'
    def render(self, task): return {}['k']
class Slow(MetaflowCard):
    type = 'slow'
    def render(self, task):
        while True: pass
class Own(MetaflowCardComponent):
    def render(self): return '<b>own</b>'
"""
        decorators = """
@card(type='page', options={'a': 'o'})
@card(type='parts', id='p')
@card(type='bad', id='b')
@card(type='bad', id='c', save_errors=False)
@card(type='slow', id='s', timeout=0.2)
@card(type='nowhere', id='n')
@card(type='ext', id='x')
@card(type='all', id='y')
"""
        import os

        folder = os.path.join(self.folder, "metaflow_extensions", "mine", "plugins", "cards", "ext")
        os.makedirs(folder)
        self.write(
            "from metaflow.cards import MetaflowCard\nclass Ext(MetaflowCard):\n    type = 'ext'\n    def render(self, task): return 'ext'\nCARDS = [Ext]",
            os.path.join(folder, "__init__.py"),
        )
        self.write("from .ext import Ext\nclass All(Ext):\n    type = 'all'\nCARDS = [All]", os.path.join(os.path.dirname(folder), "__init__.py"))
        body = "self.x = 3\ncurrent.card['p'].append(Own())\ncurrent.card['b'].append('no')\ncurrent.card['p'].refresh({'n': 7})"
        step = decorators + STEP.format(textwrap.indent(textwrap.dedent(body), "    ").strip())
        path = self.write("from metaflow import *\n" + head + "class F(FlowSpec):\n" + textwrap.indent(step, "    "))
        result = self.run_task(path, "start")
        self.assertTrue(result.done, result.exception)
        self.assertEqual(result.cards["page"]["html"], "<h1>o 3 4</h1>")
        parts = [(part["kind"], part.get("html") or part["text"]) for part in result.cards["p"]["components"]]
        self.assertEqual(parts, [("markdown", "F/7/start/3"), ("html", "<b>own</b>"), ("text", "<b>own</b>")])
        self.assertEqual(result.live[0]["components"], [{"kind": "markdown", "text": "7 False 1"}])
        self.assertEqual([result.cards[name]["html"] for name in "xy"], ["ext", "ext"])
        self.assertNotIn("c", result.cards)
        for name, words in (("b", "KeyError: 'k'"), ("s", "TimeoutError"), ("n", "no card of type 'nowhere'")):
            self.assertIn(words, result.cards[name]["components"][0]["text"])
        for words in ("a card of type 'bad' takes no components", "the card 'b' can't be made: KeyError", "the card 's' can't be made"):
            self.assertIn(words, result.stderr)

    def test_a_card_of_the_users_own_changes_while_the_step_runs(self):
        head = """
from metaflow.cards import MetaflowCard, MetaflowCardComponent
class Count(MetaflowCardComponent):
    REALTIME_UPDATABLE = True
    def __init__(self, n): self.n = n
    def update(self, n): self.n = n
    def render(self): return str(self.n)
class Live(MetaflowCard):
    type = 'live'
    ALLOW_USER_COMPONENTS = RUNTIME_UPDATABLE = True
    def page(self, data):
        template = '<p>{{title}}{{#known}}, {{.}}{{/known}}</p>'
        return self._get_mustache().render(template, {'title': data['user'].get('title', ''), 'known': sorted(data['components'].items())})
    def render(self, task): return self.page(self.runtime_data) + self.runtime_data['mode']
    def render_runtime(self, task, data): return self.page(data) + data['mode']
    def refresh(self, task, data): return {'all': data['user'], 'as': data['mode']}
"""
        body = (
            "current.card.append(Count(1), id='c'); current.card.refresh({'title': '</script>'}); current.card.components['c'].update(2)\n"
            "current.card.refresh({'title': {1}}, force=True); current.card.refresh({'title': 'end'})"
        )
        step = "@card(type='live')\n" + STEP.format(textwrap.indent(body, "    ").strip())
        path = self.write("from metaflow import *\n" + head + "class F(FlowSpec):\n" + textwrap.indent(step, "    "))
        result = self.run_task(path, "start")
        self.assertTrue(result.done, result.exception)
        page, script = result.live[0]["html"].split("render_runtime")
        self.assertEqual(page, "<p>&lt;/script&gt;, (&#x27;c&#x27;, &#x27;1&#x27;)</p>")
        self.assertIn('metaflow_card_update({"all": {"title": "\\u003c/script>"}, "as": "refresh"})', script)
        self.assertIn("<p>, (&#x27;c&#x27;, &#x27;2&#x27;)</p>", result.live[1]["html"])
        self.assertIn("what current.card.refresh of the card 'live' got is no JSON", result.stderr)
        self.assertEqual(result.cards["live"]["html"], "<p>end, (&#x27;c&#x27;, &#x27;2&#x27;)</p>render")
