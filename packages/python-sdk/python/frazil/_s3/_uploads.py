"""What is written to buckets: files of this machine, and values that become files for it."""

import os
from io import BufferedIOBase, RawIOBase

from ._exceptions import MetaflowS3InvalidObject, MetaflowS3NotFound
from ._transfer import ask_for_each
from ._values import USER_METADATA, S3PutObject


def write_value(value, path, key, is_from_start):
    """Writes a value to a file: text, bytes, or an opened file, from where it is or from its start."""
    if isinstance(value, (RawIOBase, BufferedIOBase)):
        _copy(value, path, key, is_from_start)
        return
    if not isinstance(value, (str, bytes, bytearray, memoryview)):
        raise MetaflowS3InvalidObject("%s can't be stored for %r: give text, bytes or a file opened as bytes" % (type(value).__name__, key))
    with open(path, "wb") as file:
        file.write(value.encode("utf-8") if isinstance(value, str) else value)


def _copy(value, path, key, is_from_start):
    import shutil

    if not (value.readable() and value.seekable()):
        raise MetaflowS3InvalidObject("what is given for %r can't be read, or not from its start" % (key,))
    if is_from_start:
        value.seek(0)
    with open(path, "wb") as file:
        shutil.copyfileobj(value, file, 1024 * 1024)


def existing(path):
    """A file's whole path."""
    path = os.path.realpath(os.fspath(path))
    if not os.path.exists(path):
        raise MetaflowS3NotFound("There is no file %s" % path)
    return path


def pair_of(given, field):
    """The key and the value or path of a pair, or of an S3PutObject."""
    return (given.key, getattr(given, field)) if isinstance(given, S3PutObject) else (given[0], given[1])


def described(url, path, given, encryption):
    """An upload as the tool wants it."""
    upload = {"url": url, "path": path}
    content_type, metadata = getattr(given, "content_type", None), getattr(given, "metadata", None)
    encryption = getattr(given, "encryption", None) or encryption
    if content_type:
        upload["contentType"] = content_type
    if encryption:
        upload["encryption"] = encryption
    if metadata:
        import json

        upload["metadata"] = {USER_METADATA: json.dumps(metadata)}
    return upload


def send(uploads, overwrite):
    """Writes objects; gives whether each was written."""
    return ask_for_each("s3-put", "objects", uploads, replace=overwrite)
