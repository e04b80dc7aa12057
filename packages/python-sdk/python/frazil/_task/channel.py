"""Frames to and from the supervisor, over one file descriptor."""

import os
from _thread import allocate_lock

from .._wire import dumps, loads


class SupervisorGone(BaseException):
    """The supervisor hung up: nobody is left to tell."""


class Channel:
    """The connection to the supervisor. Requests of several threads take turns."""

    def __init__(self, descriptor):
        os.set_inheritable(descriptor, False)
        os.set_blocking(descriptor, True)
        self._descriptor = descriptor
        self._lock = allocate_lock()

    def send(self, header, payload=b""):
        """Sends one frame."""
        with self._lock:
            self._write(header, payload)

    def receive(self):
        """Waits for one frame; its header and payload."""
        lengths = self._read(8)
        header = self._read(int.from_bytes(lengths[:4], "big"))
        return loads(header.decode()), self._read(int.from_bytes(lengths[4:], "big"))

    def request(self, header):
        """Sends one frame and waits for the answer's header."""
        with self._lock:
            self._write(header, b"")
            return self.receive()[0]

    def _write(self, header, payload):
        text = dumps(header).encode()
        view = memoryview(b"".join((len(text).to_bytes(4, "big"), len(payload).to_bytes(4, "big"), text, payload)))
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            raise SupervisorGone() from error

    def _read(self, size):
        parts = []
        while size:
            try:
                part = os.read(self._descriptor, min(size, 1 << 20))
            except OSError as error:
                raise SupervisorGone() from error
            if not part:
                raise SupervisorGone()
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)
