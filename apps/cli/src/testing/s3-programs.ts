import { RAISES } from './raises.ts';

/** A flow that keeps objects beside its run, and reads them back in other steps, many at once. */
export const S3_FLOW = `from concurrent.futures import ThreadPoolExecutor

from metaflow import S3, FlowSpec, current, step


class BucketFlow(FlowSpec):
    @step
    def start(self):
        with S3(run=self) as s3:
            self.url = s3.put("notes/first", "deep ice", metadata={"depth": 7})
            self.written = s3.put_many([("notes/%d" % n, b"x" * n) for n in range(20)])
        self.numbers = [3, 5]
        self.next(self.read, foreach="numbers")

    @step
    def read(self):
        with S3(run=self) as s3:
            self.size = s3.get("notes/%d" % self.input).size
            with ThreadPoolExecutor(8) as threads:
                self.sizes = [one.size for one in threads.map(s3.get, ["notes/%d" % n for n in range(20)])]
        self.next(self.end_of_it)

    @step
    def end_of_it(self, inputs):
        self.merge_artifacts(inputs, exclude=["size"])
        print(sorted(each.size for each in inputs), self.sizes == list(range(20)))
        self.next(self.end)

    @step
    def end(self):
        with S3() as s3:
            first = s3.get(self.url)
            print(first.text, first.metadata, self.url.endswith("/data/BucketFlow/%s/notes/first" % current.run_id))
        print(len(S3(run=self).list_recursive(["notes"])))


if __name__ == "__main__":
    BucketFlow()
`;

/** Uses all that S3 has: \`use_s3.py BUCKET RUN\`. Says that all is well when it is. */
export const S3_PROGRAM = `import io
import os
import sys

from metaflow import S3, Run
from metaflow.plugins.datatools.s3 import (
    MetaflowS3AccessDenied, MetaflowS3Exception, MetaflowS3InvalidObject, MetaflowS3InvalidRange, MetaflowS3NotFound,
    MetaflowS3URLException, S3GetObject, S3PutObject,
)

bucket, run = sys.argv[1:]
root = "s3://%s/from a program/%s" % (bucket, os.path.basename(os.getcwd()))


${RAISES}


with S3(s3root=root) as s3:
    assert s3.put("a/0.txt", "zer\\xf6", content_type="text/x", metadata={"n": [1, "\\xe4"]}) == root + "/a/0.txt"
    assert s3.put("a/0.txt", "other", overwrite=False) == root + "/a/0.txt"
    given = io.BytesIO(b"one")
    given.read()
    s3.put("a/b/1.txt", given)
    assert not given.closed
    with open("big", "wb") as file:
        file.write(os.urandom(20 << 20))
    assert s3.put_files([("a/c/big", "big"), S3PutObject("ab/2", path="big", content_type="text/y")]) == [
        ("a/c/big", root + "/a/c/big"), ("ab/2", root + "/ab/2")]
    assert s3.put_many([("a/0.txt", b""), S3PutObject("e", value=b"", metadata={"k": "v"})], overwrite=False) == [("e", root + "/e")]

    first = s3.get("a/0.txt")
    assert (first.text, first.key, first.prefix, first.url) == ("zer\\xf6", "a/0.txt", root, root + "/a/0.txt")
    assert (first.size, first.exists, first.downloaded, first.has_info) == (5, True, True, True)
    assert (first.content_type, first.metadata, first.range_info) == ("text/x", {"n": [1, "\\xe4"]}, (5, 0, 5))
    assert first.last_modified > 1e9 and os.path.dirname(first.path).startswith(os.getcwd())
    bare = s3.get("a/0.txt", return_info=False)
    assert bare.blob == "zer\\xf6".encode() and not bare.has_info
    info = s3.info("a/0.txt")
    assert (info.size, info.exists, info.downloaded, info.content_type, info.path, info.blob) == (5, True, False, "text/x", None, None)
    assert [each.exists for each in s3.info_many(["none", "e"], return_missing=True)] == [False, True]
    assert [each.size for each in s3.get_many(["e", "none", "a/b/1.txt"], return_missing=True)] == [0, None, 3]
    parts = s3.get_many([S3GetObject("a/0.txt", 1, 2), S3GetObject("a/0.txt", 2, None), S3GetObject("a/0.txt", None, -1), "a/b/1.txt"])
    assert [each.blob for each in parts] == [b"er", b"r\\xc3\\xb6", b"\\xb6", b"one"] and parts[0].range_info == (5, 1, 2)

    assert [(each.key, each.exists) for each in s3.list_paths(["a"])] == [("0.txt", True), ("b", False), ("c", False)]
    assert [each.key for each in s3.list_paths()] == ["e", "a", "ab"]
    assert [each.key for each in s3.list_recursive(["a"])] == ["0.txt", "b/1.txt", "c/big"]
    assert [each.key for each in s3.list_recursive()] == ["a/0.txt", "a/b/1.txt", "a/c/big", "ab/2", "e"]
    assert [each.key for each in s3.get_recursive(["a/"])] == ["0.txt", "b/1.txt", "c/big"]
    everything = s3.get_all(return_info=True)
    assert [each.key for each in everything] == [each.key for each in s3.list_recursive()] and everything[4].metadata == {"k": "v"}
    with open("big", "rb") as file:
        assert everything[2].blob == file.read() == everything[3].blob
    paths = [each.path for each in everything]

    assert "none" in raises(MetaflowS3NotFound, lambda: s3.get("none"))
    raises(MetaflowS3NotFound, lambda: s3.info("none"))
    raises(MetaflowS3NotFound, lambda: s3.get_many(["e", "none"]))
    raises(MetaflowS3InvalidRange, lambda: s3.get(S3GetObject("e", 5, 1)))
    raises(MetaflowS3InvalidObject, lambda: s3.put("x", 5))
    raises(MetaflowS3URLException, lambda: s3.get("s3://ice/x"))
    raises(MetaflowS3Exception, lambda: S3(s3root=root, encryption="rot13").put("x", "x"))
    raises(MetaflowS3NotFound, lambda: S3().list_paths(["s3://no-such-bucket-here/a"]))

assert not any(os.path.exists(path) for path in paths)
with S3(run=Run(run)) as s3:
    assert s3.get("notes/first").text == "deep ice" and len(s3.get_all()) == 21
os.environ["AWS_SECRET_ACCESS_KEY"] = "of somebody else"
from metaflow import default_metadata

default_metadata()
denied = raises(MetaflowS3AccessDenied, lambda: S3().get(root + "/e"))
assert root + "/e" in denied and "of somebody else" not in denied
print("all is well")
`;

/** Is interrupted while a server doesn't answer, and leaves nothing behind. Says that all is well when it is. */
export const INTERRUPTED_PROGRAM = `import os
import signal
import socket
import threading

silent = socket.create_server(("127.0.0.1", 0))
os.environ["FRAZIL_S3_ENDPOINT"] = "http://127.0.0.1:%d" % silent.getsockname()[1]

from metaflow import S3
from frazil.client._connection import connection


def interrupt():
    silent.accept()
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=interrupt, daemon=True).start()
with S3() as s3:
    try:
        s3.get("s3://ice/never")
        raise AssertionError("it came")
    except KeyboardInterrupt:
        pass
assert connection()._conversation is None
try:
    os.waitpid(-1, os.WNOHANG)
    raise AssertionError("a child is left")
except ChildProcessError:
    pass
print("all is well")
`;
