"""Pickles on their way to and from the store: hashed while they are written, verified when they are read."""

import os

from _pickle import Pickler, Unpickler
from _pickle import loads as _unpickle

try:
    from _sha2 import sha256 as _small_sha256
except ImportError:
    try:
        from _sha256 import sha256 as _small_sha256
    except ImportError:
        from hashlib import sha256 as _small_sha256

PAYLOAD_LIMIT = 65536
# The highest that every supported Python reads: steps of one flow may run on several.
_PROTOCOL = 5


class Pickle:
    """A pickled value: `payload` when it is small, else `file` in the scratch folder; one of them is None."""

    __slots__ = ("digest", "file", "payload", "size")

    def __init__(self, digest, size, payload, file):
        self.digest = digest
        self.size = size
        self.payload = payload
        self.file = file

    def send(self, channel, header):
        """Sends the frame of this pickle."""
        header["digest"] = self.digest
        header["size"] = self.size
        header["file"] = self.file
        channel.send(header, self.payload or b"")

    def discard(self):
        """Removes the scratch file of a pickle that isn't sent."""
        if self.file is not None:
            os.unlink(self.file)


def pickle(value, path):
    """Pickles a value; one that is large goes to `path`, never held in memory as a whole."""
    sink = _Sink(path)
    try:
        Pickler(sink, _PROTOCOL).dump(value)
        return sink.finish()
    except BaseException:
        sink.abandon()
        raise


def unpickle(file, digest):
    """The value of a file, after its digest was verified."""
    with open(file, "rb", 0) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= PAYLOAD_LIMIT:
            content = stream.read()
            _verify(_small_sha256(content), digest, file)
            return _unpickle(content)
        _verify(_hashed(stream), digest, file)
    # Read again, straight to where the value wants it: what is mapped would be held twice.
    with open(file, "rb") as stream:
        return Unpickler(stream).load()


def _hashed(stream):
    from hashlib import sha256

    hasher, buffer = sha256(), bytearray(1 << 20)
    view = memoryview(buffer)
    while True:
        size = stream.readinto(buffer)
        if not size:
            return hasher
        hasher.update(view[:size])


def _verify(hasher, digest, file):
    found = "sha256:" + hasher.hexdigest()
    if found != digest:
        raise OSError("%s is damaged: it should be %s, but is %s" % (file, digest, found))


class _Sink:
    """What a pickler writes to: memory at first, a file from PAYLOAD_LIMIT on."""

    def __init__(self, path):
        self._path = path
        self._parts = []
        self._size = 0
        self._file = None

    def write(self, data):
        # A large buffer of protocol 5 arrives as it is in memory, whatever its shape.
        data = data if isinstance(data, bytes) else memoryview(data).cast("B") if not _is_pickle_buffer(data) else data.raw()
        self._size += len(data)
        if self._file is not None:
            self._spill(data)
        else:
            self._parts.append(data)
            if self._size > PAYLOAD_LIMIT:
                self._open()
        return len(data)

    def finish(self):
        if self._file is not None:
            self._file.close()
            return Pickle("sha256:" + self._hasher.hexdigest(), self._size, None, self._path)
        payload = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        return Pickle("sha256:" + _small_sha256(payload).hexdigest(), self._size, payload, None)

    def abandon(self):
        if self._file is not None:
            try:
                self._file.close()
            finally:
                os.unlink(self._path)

    def _open(self):
        from hashlib import sha256

        self._hasher = sha256()
        self._file = open(self._path, "wb")
        for part in self._parts:
            self._spill(part)
        self._parts = []

    def _spill(self, data):
        self._hasher.update(data)
        self._file.write(data)


def _is_pickle_buffer(data):
    return type(data).__name__ == "PickleBuffer"
