"""What is asked of S3, and what it gives."""

import os
from collections import namedtuple

# A part of an object: `length` bytes from `offset`, all that follow when it is None, the last ones when it is negative.
S3GetObject = namedtuple("S3GetObject", "key offset length")

# An object to write: put_many takes `value`, put_files `path`.
S3PutObject = namedtuple("S3PutObject", "key value path content_type encryption metadata", defaults=(None,) * 5)

# Which part of an object was downloaded.
RangeInfo = namedtuple("RangeInfo", "total_size request_offset request_length", defaults=(0, -1))

# The name under which metadata is stored, as JSON.
USER_METADATA = "metaflow-user-attributes"


class S3Object:
    """An object in a bucket, or a place where one could be; with a file of this machine when it was downloaded."""

    def __init__(
        self, prefix, url, path, size=None, content_type=None, metadata=None, range_info=None, last_modified=None, encryption=None
    ):
        self._url = url
        self._path = path
        self._size = os.stat(path).st_size if path else size
        self._content_type = content_type
        self._metadata = _user_metadata(metadata)
        self._range_info = range_info
        self._last_modified = last_modified
        self._encryption = encryption
        self._prefix = None if prefix == url else prefix
        self._key = url if self._prefix is None else url[len(prefix.rstrip("/")) + 1 :].rstrip("/")

    @property
    def exists(self):
        """Whether there is an object of this name."""
        return self._size is not None

    @property
    def downloaded(self):
        """Whether it is in a file of this machine: then it has `path`, `blob` and `text`."""
        return bool(self._path)

    @property
    def url(self):
        """Where it is, as `s3://BUCKET/KEY`."""
        return self._url

    @property
    def prefix(self):
        """The prefix that its key goes on from; None when the key is the whole address."""
        return self._prefix

    @property
    def key(self):
        """Its name below the prefix; the whole address when there is no prefix."""
        return self._key

    @property
    def path(self):
        """The file with its content, which goes away with the S3 that brought it; None when it wasn't downloaded."""
        return self._path

    @property
    def blob(self):
        """Its content as bytes; None when it wasn't downloaded."""
        if not self._path:
            return None
        with open(self._path, "rb") as file:
            return file.read()

    @property
    def text(self):
        """Its content as text in UTF-8; None when it wasn't downloaded."""
        blob = self.blob
        return None if blob is None else blob.decode("utf-8", errors="replace")

    @property
    def size(self):
        """Its size in bytes, of a part what was downloaded; None when there is no such object."""
        return self._size

    @property
    def has_info(self):
        """Whether `content_type`, `metadata`, `range_info` or `encryption` is known."""
        return any(each is not None for each in (self._content_type, self._metadata, self._range_info, self._encryption))

    @property
    def content_type(self):
        """Its type, such as `text/csv`; None when that isn't known."""
        return self._content_type

    @property
    def metadata(self):
        """What was stored with it as `metadata`; None when there is none."""
        return self._metadata

    @property
    def range_info(self):
        """Which part of it was downloaded, and how large the whole is; None when that isn't known."""
        return self._range_info

    @property
    def encryption(self):
        """How it is encrypted where it lies; None when that isn't known."""
        return self._encryption

    @property
    def last_modified(self):
        """When it was written, in seconds since 1970; None when that isn't known."""
        return self._last_modified

    def __str__(self):
        if not self.exists:
            return "<S3Object %s, which isn't there>" % self._url
        return "<S3Object %s, %d bytes%s>" % (self._url, self._size, " in a file" if self._path else "")

    __repr__ = __str__


def _user_metadata(metadata):
    text = (metadata or {}).get(USER_METADATA)
    if text is None:
        return None
    import json

    return json.loads(text)
