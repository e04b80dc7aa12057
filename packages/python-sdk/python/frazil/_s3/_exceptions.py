"""What S3 raises."""

from .._exceptions import FrazilException


class MetaflowS3Exception(FrazilException):
    """Something that a bucket, or the way there, did not do."""


class MetaflowS3NotFound(FrazilException):
    """An object, a bucket or a file that isn't there."""


class MetaflowS3AccessDenied(FrazilException):
    """Something that the credentials don't allow."""


class MetaflowS3InvalidRange(FrazilException):
    """A part that an object doesn't have."""


class MetaflowS3InvalidObject(FrazilException):
    """A value that can't be stored as an object."""


class MetaflowS3URLException(FrazilException):
    """An address that is none, or is missing."""


class MetaflowS3InsufficientDiskSpace(FrazilException):
    """A disk without room for what is downloaded."""


_OF_CODES = {
    "s3.missing": MetaflowS3NotFound,
    "s3.bucket-missing": MetaflowS3NotFound,
    "s3.denied": MetaflowS3AccessDenied,
    "s3.bad-range": MetaflowS3InvalidRange,
    "s3.bad-url": MetaflowS3URLException,
    "s3.bad-object-url": MetaflowS3URLException,
    "disk.full": MetaflowS3InsufficientDiskSpace,
}
# What the tool says of its own disk is of no use here.
_HINTS = {"disk.full": "Free some room, or let S3(tmproot=) name a folder on a larger disk."}


def exception_of(error):
    """The exception for something that the tool says is wrong."""
    problem = getattr(error, "problem", None)
    if problem is None:
        return MetaflowS3Exception(str(error))
    message = "%s %s" % (problem["message"], _HINTS.get(problem["code"], problem["hint"]))
    return _OF_CODES.get(problem["code"], MetaflowS3Exception)(message.strip())
