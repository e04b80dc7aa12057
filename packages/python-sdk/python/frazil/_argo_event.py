"""Events that start flows with `@trigger`, sent to the webhook of Argo Events."""

import json
import os
import sys

from ._exceptions import FrazilException

_VARIABLES = ("METAFLOW_ARGO_EVENTS_WEBHOOK_URL", "FRAZIL_EVENTS_URL")
_TRIES = 5
# Seconds: a task isn't kept waiting for an answer for ever.
_PATIENCE = 60


class ArgoEventException(FrazilException):
    """An event that could not be sent."""


class ArgoEvent:
    """An event. `payload` gives parameters of the flows that it starts their values; `url` is the webhook's, when no variable says it."""

    def __init__(self, name, url=None, payload=None, access_token=None):
        self._name = name() if callable(name) else name
        if not isinstance(self._name, str):
            raise ArgoEventException("The name of an event is a text, not %r" % (self._name,))
        self._url = url or next((os.environ[each] for each in _VARIABLES if os.environ.get(each)), None)
        self._payload = dict(payload or {})
        self._access_token = access_token

    def add_to_payload(self, key, value):
        """Adds a text to the payload."""
        self._payload[key] = str(value)
        return self

    def safe_publish(self, payload=None, ignore_errors=True):
        """Sends it from a task on Argo Workflows; elsewhere it is only said that nothing was sent."""
        return self.publish(payload, force=False, ignore_errors=ignore_errors)

    def publish(self, payload=None, force=True, ignore_errors=True):
        """Sends it, and gives its id. What goes wrong is told on stderr, or raised as ArgoEventException."""
        if not force and os.environ.get("FRAZIL_ENGINE") != "argo":
            return self._not_sent("was not published: publish(...) does so outside of Argo Workflows", None, ignore_errors)
        if self._url is None:
            return self._not_sent("has nowhere to go: set %s to the URL of the webhook" % _VARIABLES[0], None, ignore_errors)
        given = self._described({**self._payload, **(payload or {})})
        try:
            _send(self._url, {"name": self._name, "payload": given}, self._access_token)
        except (OSError, ValueError) as error:
            return self._not_sent("could not be published: %s" % error, error, ignore_errors)
        print("Argo Event (%s) published." % self._name, file=sys.stderr)
        return given["id"]

    def _described(self, payload):
        import time
        import uuid

        now = time.time()
        day = time.strftime("%Y%m%d", time.gmtime(now))
        return {"name": self._name, "id": str(uuid.uuid4()), "timestamp": int(now), "utc_date": day, "generated-by-metaflow": True, **payload}

    def _not_sent(self, problem, cause, ignore_errors):
        message = "Argo Event (%s) %s" % (self._name, problem)
        if not ignore_errors:
            raise ArgoEventException(message) from cause
        print(message, file=sys.stderr)
        return None


def _send(url, event, access_token):
    import time
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    headers = {"Content-Type": "application/json"}
    if access_token:
        headers["Authorization"] = "Bearer " + access_token
    request = Request(url, method="POST", headers=headers, data=json.dumps(event).encode("utf-8"))
    for attempt in range(_TRIES):
        try:
            with urlopen(request, timeout=_PATIENCE):
                return
        except HTTPError:
            # Asking again would get the same answer.
            raise
        except OSError:
            if attempt + 1 == _TRIES:
                raise
            time.sleep(2**attempt / 4)
