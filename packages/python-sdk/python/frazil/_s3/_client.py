"""The S3 of flows."""

import os

from .._exceptions import UnsupportedName
from ._exceptions import MetaflowS3URLException
from ._places import part_of, root_of, url_of
from ._transfer import Folder, ask_for_each, listed
from ._uploads import described, existing, pair_of, send, write_value
from ._values import RangeInfo, S3Object, S3PutObject


class S3:
    """Objects in buckets, and a folder for what is downloaded, which goes away at the end: `with S3(run=self) as s3: ...`

    Keys are below the run's prefix with `run=`, below `s3root=`, or whole addresses with neither.
    """

    TYPE = "s3"

    def __init__(self, tmproot=None, bucket=None, prefix=None, run=None, s3root=None, encryption=None, **others):
        for name, value in others.items():
            if value is not None:
                raise UnsupportedName("S3(%s=)" % name, "Variables such as AWS_PROFILE and FRAZIL_S3_ENDPOINT say how buckets are reached.")
        self._s3root = root_of(bucket, prefix, run, s3root)
        self._encryption = encryption
        self._folder = Folder(tmproot)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.close()

    def close(self):
        """Removes all that was downloaded."""
        self._folder.remove()

    def list_paths(self, keys=None):
        """What is directly below prefixes: objects, and prefixes that go on, which don't exist as objects."""
        urls = [url.rstrip("/") + "/" for url in self._urls(keys)]
        return [S3Object(urls[number], url, None, size) for number, url, size in listed(urls, False)]

    def list_recursive(self, keys=None):
        """All objects below prefixes."""
        urls = self._urls(keys)
        below = [url if url.endswith("/") else url + "/" for url in urls]
        return [S3Object(urls[number], url, None, size) for number, url, size in listed(below, True)]

    def info(self, key=None, return_missing=False):
        """What is known of an object; nothing is downloaded."""
        return self.info_many([key], return_missing)[0]

    def info_many(self, keys, return_missing=False):
        """What is known of many objects, in their order."""
        urls = self._urls(keys)
        infos = ask_for_each("s3-describe", "urls", urls, missing=_missing(return_missing))
        return [self._object(url, info) for url, info in zip(urls, infos)]

    def get(self, key=None, return_missing=False, return_info=True):
        """Downloads an object, or a part of it: an S3GetObject."""
        return self.get_many([key], return_missing, return_info)[0]

    def get_many(self, keys, return_missing=False, return_info=True):
        """Downloads many objects, or parts of them, at once; gives them in their order."""
        keys = _many(keys)
        wanted = [self._wanted(url_of(self._s3root, key), part_of(key)) for key in keys]
        found = ask_for_each("s3-get", "objects", wanted, missing=_missing(return_missing))
        return [self._downloaded(self._s3root, *each, return_info) for each in zip(wanted, found)]

    def get_recursive(self, keys, return_info=False):
        """Downloads all objects whose names begin with prefixes. Without `return_info`, their keys are what follows the prefix."""
        keys = _many(keys)
        urls = [url_of(self._s3root, key) for key in keys]
        # The root is a folder: what is beside it only begins like it.
        asked = [url if key else url.rstrip("/") + "/" for key, url in zip(keys, urls)]
        objects = listed(asked, True)
        wanted = [self._wanted(url, None) for _, url, _ in objects]
        found = ask_for_each("s3-get", "objects", wanted, missing="fail")
        prefixes = [self._s3root if return_info else urls[number] for number, _, _ in objects]
        return [self._downloaded(*each, return_info) for each in zip(prefixes, wanted, found)]

    def get_all(self, return_info=False):
        """Downloads all objects below the root."""
        if self._s3root is None:
            raise MetaflowS3URLException("get_all() needs a root. Use S3(run=self) or S3(s3root='s3://BUCKET/PREFIX')")
        return self.get_recursive([None], return_info)

    def put(self, key, obj, overwrite=True, content_type=None, metadata=None):
        """Writes text, bytes or an opened file to an object, and gives its address. One that exists stays when `overwrite` is False."""
        url = url_of(self._s3root, key)
        path = self._folder.new(url)
        try:
            write_value(obj, path, key, is_from_start=True)
            send([described(url, path, S3PutObject(key, None, None, content_type, None, metadata), self._encryption)], overwrite)
        finally:
            _remove([path])
        return url

    def put_many(self, key_objs, overwrite=True):
        """Writes many objects, pairs of key and value or S3PutObjects; gives (key, address) of those that were written."""
        uploads, paths = [], []
        try:
            for given in key_objs:
                key, value = pair_of(given, "value")
                url = url_of(self._s3root, key)
                paths.append(self._folder.new(url))
                write_value(value, paths[-1], key, is_from_start=False)
                uploads.append((key, described(url, paths[-1], given, self._encryption)))
            return _put(uploads, overwrite)
        finally:
            _remove(paths)

    def put_files(self, key_paths, overwrite=True):
        """Writes files of this machine, pairs of key and path or S3PutObjects; gives (key, address) of those that were written."""
        pairs = [(given, *pair_of(given, "path")) for given in key_paths]
        uploads = [(key, described(url_of(self._s3root, key), existing(path), given, self._encryption)) for given, key, path in pairs]
        return _put(uploads, overwrite)

    def _urls(self, keys):
        return [url_of(self._s3root, key) for key in _many([None] if keys is None else keys)]

    def _wanted(self, url, part):
        wanted = {"url": url, "path": self._folder.new(url)}
        return wanted if part is None else dict(wanted, range=part)

    def _downloaded(self, prefix, wanted, found, return_info):
        if found is None:
            return S3Object(prefix, wanted["url"], None)
        if not return_info:
            return S3Object(prefix, wanted["url"], wanted["path"])
        part = RangeInfo(found["size"], found["offset"], found["length"])
        return self._object(wanted["url"], found, prefix, wanted["path"], part)

    def _object(self, url, info, prefix=None, path=None, part=None):
        prefix = self._s3root if prefix is None else prefix
        if info is None:
            return S3Object(prefix, url, None)
        known = (info.get("contentType"), info["metadata"], part, info.get("lastModified"), info.get("encryption"))
        return S3Object(prefix, url, path, info["size"], *known)


def _many(keys):
    if isinstance(keys, (str, bytes)):
        raise MetaflowS3URLException("%r is one key. Give a list of them" % keys)
    return list(keys)


def _missing(may_be):
    return "skip" if may_be else "fail"


def _put(uploads, overwrite):
    sent = send([upload for _, upload in uploads], overwrite)
    return [(key, upload["url"]) for (key, upload), was_written in zip(uploads, sent) if was_written]


def _remove(paths):
    for path in paths:
        try:
            os.unlink(path)
        except FileNotFoundError:
            pass
