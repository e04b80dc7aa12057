"""The code package of a deployed run."""

from tempfile import TemporaryDirectory


class MetaflowCode:
    """The files of a flow's folder as they were when the flow was deployed."""

    def __init__(self, told, store, info):
        self._file = told["file"]
        self._path = "%s/%s" % (store.rstrip("/"), told["key"])
        self._info = dict(info, script=told["script"])
        self._tarball = None

    @property
    def path(self):
        """Where the package is in the store."""
        return self._path

    @property
    def info(self):
        """What is known of it: the flow's file, what the run ran on, whose it is."""
        return self._info

    @property
    def script_name(self):
        """The name of the flow's file in it."""
        return self._info["script"]

    @property
    def tarball(self):
        """Its files as a tarfile.TarFile."""
        if self._tarball is None:
            self._tarball = self._opened()
        return self._tarball

    @property
    def flowspec(self):
        """The text of the flow's file."""
        with self._opened() as tar, tar.extractfile(self.script_name) as file:
            return file.read().decode("utf-8")

    def extract(self):
        """A TemporaryDirectory with its files: they go away with it."""
        folder = TemporaryDirectory(prefix="frazil-code-")
        with self._opened() as tar:
            # It was verified, and holds plain files alone.
            tar.extractall(folder.name)
        return folder

    def _opened(self):
        import tarfile

        tar = tarfile.open(self._file)
        tar.extraction_filter = getattr(tarfile, "data_filter", None)
        return tar

    def __str__(self):
        return "<MetaflowCode: %s>" % self.script_name

    __repr__ = __str__
