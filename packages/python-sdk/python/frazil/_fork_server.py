"""Starts tasks by forking a process in which nothing but the SDK was imported: `python -B _fork_server.py FOLDER`.

File descriptor 3 is a stream of JSON lines. To the server, one line a task:

    {"id": 1, "arguments": ["/sdk/frazil/_task/__main__.py", "/flow.py"], "directory": "/", "variables": {"HOME": "/"},
     "stdout": "/log", "stderr": "/log", "channel": "/unix/socket"}

From the server {"id": 1, "pid": 123}, and when that process ended {"id": 1, "code": 0, "signal": null} (one of the two is
null). A task's process connects to the socket `channel`, sends its id as four bytes (big endian), and from then on that
connection is the task protocol's file descriptor 3. The server ends when descriptor 3 is closed; tasks live on. It then
removes FOLDER, which holds the socket `tasks`: whoever made it may have been killed.

No module of the user's was imported at the fork and there is one thread, so that tasks start as if in a process of their own.
"""

import gc
import os
import sys

_SDK = __file__[: -len("/frazil/_fork_server.py")]
# Instead of the program's own folder, which comes first unless Python was told to leave it out.
sys.path[: not getattr(sys.flags, "safe_path", sys.flags.isolated)] = [_SDK]
sys.dont_write_bytecode = False
import _frazil_bytecode  # noqa: E402

_frazil_bytecode.keep(_SDK)
# The module `signal` makes classes of what this one has: that takes 5 ms.
import _signal as signal  # noqa: E402
import _socket  # noqa: E402
import select  # noqa: E402

# What every task needs, imported once for all of them.
import metaflow  # noqa: E402,F401
from frazil._load import import_own  # noqa: E402
from frazil._task import commit, inputs, pickles, transition  # noqa: E402,F401
from frazil._task.main import main  # noqa: E402
from frazil._wire import dumps, loads  # noqa: E402

_frazil_bytecode.leave_alone()

_CONTROL = 3
# So many tasks start before what many tasks need is imported for those that follow: it takes longer than all else here.
_FEW = 2


def _serve():
    woken, wakes = os.pipe()
    for descriptor in (woken, wakes):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    os.set_inheritable(_CONTROL, False)
    poll = select.poll()
    poll.register(_CONTROL, select.POLLIN)
    poll.register(woken, select.POLLIN)
    gc.freeze()
    running = {}
    pending = b""
    while True:
        ready = [descriptor for descriptor, _ in poll.poll()]
        if woken in ready:
            os.read(woken, 65536)
            _report_ended(running)
        if _CONTROL in ready:
            part = os.read(_CONTROL, 1 << 20)
            if not part:
                return
            *lines, pending = (pending + part).split(b"\n")
            for line in lines:
                _start(loads(line.decode()), running)


def _start(request, running):
    if request["id"] == _FEW + 1:
        _import_more()
    pid = os.fork()
    if pid == 0:
        try:
            _become_task(request)
        finally:
            os._exit(71)
    running[pid] = request["id"]
    _send({"id": request["id"], "pid": pid})


def _import_more():
    import hashlib  # noqa: F401
    import pickle  # noqa: F401

    import_own("frazil._task.failure")

    gc.freeze()


def _report_ended(running):
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        code = os.WEXITSTATUS(status) if number is None else None
        _send({"id": running.pop(pid), "code": code, "signal": None if number is None else _name_of(number)})


def _name_of(number):
    from signal import Signals

    return Signals(number).name


def _send(message):
    view = memoryview(dumps(message).encode() + b"\n")
    while view:
        view = view[os.write(_CONTROL, view) :]


def _become_task(request):
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.environ.clear()
    os.environ.update(request["variables"])
    os.chdir(request["directory"])
    for descriptor, path in ((1, request["stdout"]), (2, request["stderr"])):
        log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(log, descriptor)
        os.close(log)
    _connect(request)
    sys.argv = request["arguments"]
    main()


def _connect(request):
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect(request["channel"])
    connection.sendall(request["id"].to_bytes(4, "big"))
    os.dup2(connection.detach(), _CONTROL)


def _remove(folder):
    for remove, path in ((os.unlink, folder + "/tasks"), (os.rmdir, folder)):
        try:
            remove(path)
        except OSError:
            pass


try:
    _serve()
finally:
    _remove(sys.argv[1])
