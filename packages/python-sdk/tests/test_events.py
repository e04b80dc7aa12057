"""Events: what started a run, and what starts others."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from harness import TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): pass\n"
EVENTS = [
    {"type": "event", "name": "snow", "id": "a1", "timestamp": 1700000000},
    {"type": "run", "name": "frazil.lake.done", "id": "Lake/argo-lake-x", "timestamp": 1700000100},
    {"type": "event", "name": "wind"},
]


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((self.path, self.headers.get("Authorization"), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


class EventsTest(TaskTest):
    def start(self, body, **changes):
        return self.run_task(self.flow(STEP.format(body)), "start", **changes)

    def test_a_run_that_nothing_started(self):
        self.ok(self.start("assert not hasattr(current, 'trigger') and 'trigger' not in current"))

    def test_what_started_a_run(self):
        body = (
            "t = current.trigger; self.r = [tuple(e) for e in t]; assert t.event.type == 'run' and [*t.events] == [*t];"
            "assert t['snow'].id == 'a1' and 'hail' not in t; from metaflow.events import Trigger; assert isinstance(t, Trigger)"
        )
        result = self.ok(self.start(body, triggers=[EVENTS[0], {**EVENTS[1], "id": ""}, EVENTS[2]]))
        names = [(name, kind, stamp and stamp.timestamp()) for name, _, stamp, kind in result.value("r")]
        self.assertEqual(names, [("frazil.lake.done", "run", 1700000100), ("snow", "event", 1700000000), ("wind", "event", None)])

    def told(self, result):
        """A step that is done and says something on stderr."""
        self.assertEqual((result.done, result.exit), (True, 0), result.stderr)
        return result

    def hook(self, status=200):
        server = HTTPServer(("127.0.0.1", 0), Hook)
        server.got, server.status = [], status
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server, "http://127.0.0.1:%d/event" % server.server_port

    def test_an_event_is_sent(self):
        server, url = self.hook()
        event = "ArgoEvent(lambda: 'snow', %r, {'depth': 3}, access_token='t').add_to_payload('wind', 4)" % url
        result = self.told(self.start("from metaflow.integrations import ArgoEvent; self.r = %s.publish({'ice': True})" % event))
        ((path, authorization, body),) = server.got
        payload = body["payload"]
        self.assertEqual((path, authorization, body["name"]), ("/event", "Bearer t", "snow"))
        self.assertEqual(payload["id"], result.value("r"))
        self.assertEqual({key: payload[key] for key in ("name", "depth", "wind", "ice")}, {"name": "snow", "depth": 3, "wind": "4", "ice": True})
        self.assertRegex(payload["utc_date"], r"^\d{8}$")
        self.assertIsInstance(payload["timestamp"], int)

    def test_an_event_is_sent_safely_on_argo_alone(self):
        server, url = self.hook()
        body = "import os; from metaflow.integrations import ArgoEvent as A; os.environ['FRAZIL_ENGINE'] = %r; self.r = A('snow', %r).safe_publish()"
        result = self.told(self.start(body % ("sfn", url)))
        self.assertEqual((result.value("r"), server.got), (None, []))
        self.assertIn("was not published", result.stderr)
        self.told(self.start(body % ("argo", url)))
        self.assertEqual(len(server.got), 1)

    def test_an_event_that_can_not_be_sent(self):
        _, url = self.hook(403)
        head = "from metaflow.integrations import ArgoEvent; "
        result = self.told(self.start(head + "self.r = ArgoEvent('snow', %r).publish()" % url))
        self.assertIsNone(result.value("r"))
        self.assertIn("could not be published: HTTP Error 403", result.stderr)
        raised = "frazil._argo_event.ArgoEventException"
        self.failed(self.start(head + "ArgoEvent('snow').publish(ignore_errors=False)"), raised, "METAFLOW_ARGO_EVENTS_WEBHOOK_URL")
        self.failed(self.start(head + "ArgoEvent('snow', 'nowhere').publish(ignore_errors=False)"), raised, "unknown url type")
        self.failed(self.start(head + "ArgoEvent(3)"), raised, "a text, not 3")

    def test_names_of_events_that_are_a_branchs_own(self):
        head = "from metaflow import *\n@trigger(events=[namespaced_event_name('a'), {'name': namespaced_event_name('b'), 'parameters': ['p']}])\nclass F(FlowSpec):\n"
        source = head + "    p = Parameter('p')\n    @step\n    def start(self): self.next(self.end)\n    @step\n    def end(self): pass\n"
        for given in ({}, {"deploy": True, "username": "ada"}):
            (decorator,) = self.read(source, **given)["flow"]["decorators"]
            self.assertEqual(decorator["attributes"], {"events": [{"namespaced": "a"}, {"name": {"namespaced": "b"}, "parameters": ["p"]}]})
        server, url = self.hook()
        body = "from metaflow.integrations import ArgoEvent; ArgoEvent(namespaced_event_name('a'), %r).publish()" % url
        self.told(self.start(body))
        self.told(self.start(body, project={"name": "ice", "branch": "test.b/c", "production": False}))
        self.assertEqual([each["name"] for _, _, each in server.got], ["mfns.a", "mfns.ice.test.bc.a"])
        self.failed(self.start("namespaced_event_name(3)"), "ValueError", "a text, not 3")
