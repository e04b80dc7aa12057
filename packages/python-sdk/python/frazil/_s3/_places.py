"""Where objects are: the prefix of an S3, and the addresses of keys below it."""

import os

from .._current import current
from ._exceptions import MetaflowS3URLException


def root_of(bucket, prefix, run, s3root):
    """What the keys of an S3 are below; None when they are whole addresses."""
    if run is not None:
        return _root_of_run(bucket, prefix, run)
    if not s3root:
        return None
    s3root = text_of(s3root)
    if not s3root.startswith("s3://"):
        raise MetaflowS3URLException("s3root is %r. Write s3://BUCKET or s3://BUCKET/PREFIX" % s3root)
    return s3root.rstrip("/")


def text_of(address):
    """An address that may be bytes."""
    return address.decode("utf-8") if isinstance(address, bytes) else address


def url_of(root, key):
    """The address of a key, or of something that has one."""
    key = text_of(getattr(key, "key", key))
    if root is None:
        if key and key.startswith("s3://") and key[len("s3://") :].partition("/")[2]:
            return key
        instead = "S3(run=self)" if current.is_running_flow else "S3(s3root='s3://BUCKET/PREFIX')"
        raise MetaflowS3URLException("%r is no whole address. Write s3://BUCKET/KEY, or give keys to %s" % (key, instead))
    if not key:
        return root
    if key.startswith("s3://"):
        raise MetaflowS3URLException("%s is a whole address, and this S3 takes keys below %s. Use S3() for it" % (key, root))
    return root + "/" + key.lstrip("/")


def part_of(key):
    """The part that is wanted of a key: None when it is all of it."""
    offset, length = getattr(key, "offset", None), getattr(key, "length", None)
    if offset is None and length is None:
        return None
    if length is not None and length < 0:
        return {"last": -length}
    return {"offset": offset or 0} if length is None else {"offset": offset or 0, "length": length}


def _root_of_run(bucket, prefix, run):
    from .._flow import FlowSpec

    if not isinstance(run, FlowSpec):
        names = (run.parent.id, run.id)
    elif current.is_running_flow:
        names = (current.flow_name, current.run_id)
    else:
        raise MetaflowS3URLException("No flow is running here. Give S3 a run instead: S3(run=Flow('NAME').latest_run)")
    if not (bucket and prefix):
        of_all_bucket, _, of_all_prefix = _root_of_all()[len("s3://") :].partition("/")
        bucket, prefix = bucket or of_all_bucket, prefix or of_all_prefix
    return "s3://" + "/".join(part for part in (bucket, prefix.strip("/"), *names) if part)


def _root_of_all():
    for name in ("FRAZIL_S3_ROOT", "METAFLOW_DATATOOLS_S3ROOT"):
        if os.environ.get(name):
            root = os.environ[name]
            if root.startswith("s3://"):
                return root
            raise MetaflowS3URLException("%s is %r. Write s3://BUCKET or s3://BUCKET/PREFIX" % (name, root))
    from ._transfer import connection

    store = connection().ask("store")
    if store.startswith("s3://"):
        return store.rstrip("/") + "/data"
    message = "S3(run=) keeps objects beside the store, and the store is a folder: %s. Set FRAZIL_S3_ROOT=s3://BUCKET/PREFIX, or FRAZIL_STORE"
    raise MetaflowS3URLException(message % store)
