"""Runs a command and prints what the operating system accounted for it and all it started, as one line of JSON.

wall is seconds until the command ended, cpu seconds of all its processes, also of those that outlived it for a moment; peak
is the largest single process's resident memory in bytes, output how many bytes it wrote to its standard output.
"""
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

PR_SET_CHILD_SUBREAPER = 36
if sys.platform == "linux":
    # Orphans become this process's children, so that their time is accounted for here.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

output = tempfile.TemporaryFile()
started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
errors = process.stderr.read()
_, status, _ = os.wait4(process.pid, 0)
wall = time.monotonic() - started
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
measured = {
    "wall": wall,
    "cpu": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    "output": os.fstat(output.fileno()).st_size,
    "exit": os.waitstatus_to_exitcode(status),
    "errors": errors.decode(errors="replace")[-2000:],
}
print(json.dumps(measured))
