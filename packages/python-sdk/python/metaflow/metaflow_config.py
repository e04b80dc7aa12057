"""Settings, under the names that existing flows import: METAFLOW_NAME in the environment says NAME. Others fail where they are used."""

import os

_STORE = os.environ.get("FRAZIL_STORE") or ""
_IS_S3 = _STORE.startswith("s3://")
_ELSEWHERE = {
    "DATASTORE_SYSROOT_LOCAL": None if _IS_S3 else _STORE or None,
    "DATASTORE_SYSROOT_S3": _STORE if _IS_S3 else None,
    "DATATOOLS_S3ROOT": os.environ.get("FRAZIL_S3_ROOT") or (_STORE.rstrip("/") + "/data" if _IS_S3 else None),
    "DEFAULT_DATASTORE": "s3" if _IS_S3 else "local",
    "DEFAULT_ENVIRONMENT": "local",
    "DEFAULT_METADATA": "local",
    "KUBERNETES_NAMESPACE": os.environ.get("FRAZIL_KUBERNETES_NAMESPACE") or "default",
    "KUBERNETES_SERVICE_ACCOUNT": os.environ.get("FRAZIL_KUBERNETES_SERVICE_ACCOUNT"),
    "S3_ENDPOINT_URL": os.environ.get("FRAZIL_S3_ENDPOINT"),
    "TEMPDIR": ".",
    "USER": os.environ.get("USER"),
}


def from_conf(name, default=None, validate_fn=None):
    """The value of METAFLOW_NAME, of the type of the default; else the default."""
    value = os.environ.get("METAFLOW_" + name)
    if value is None:
        return default
    if isinstance(default, bool):
        return value.lower() not in ("0", "false", "")
    return type(default)(value) if isinstance(default, (int, float)) else value


def __getattr__(name):
    if name in _ELSEWHERE or "METAFLOW_" + name in os.environ:
        return from_conf(name, _ELSEWHERE.get(name))
    from frazil._submodules import find_elsewhere

    return find_elsewhere(__name__, name)
