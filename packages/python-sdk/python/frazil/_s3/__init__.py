"""S3 for flows: objects in buckets, which the command line tool brings and writes. Names and behaviour as in Metaflow."""

from ._client import S3
from ._exceptions import (
    MetaflowS3AccessDenied,
    MetaflowS3Exception,
    MetaflowS3InsufficientDiskSpace,
    MetaflowS3InvalidObject,
    MetaflowS3InvalidRange,
    MetaflowS3NotFound,
    MetaflowS3URLException,
)
from ._values import RangeInfo, S3GetObject, S3Object, S3PutObject

__all__ = [
    "MetaflowS3AccessDenied",
    "MetaflowS3Exception",
    "MetaflowS3InsufficientDiskSpace",
    "MetaflowS3InvalidObject",
    "MetaflowS3InvalidRange",
    "MetaflowS3NotFound",
    "MetaflowS3URLException",
    "RangeInfo",
    "S3",
    "S3GetObject",
    "S3Object",
    "S3PutObject",
]

# Where flows import them from, and where pickles find them again.
for _name in __all__:
    globals()[_name].__module__ = "metaflow.plugins.datatools.s3"
