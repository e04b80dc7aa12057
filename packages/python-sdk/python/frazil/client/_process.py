"""The command line tool as a child process that is watched."""

import os
import shutil
import sys
import tempfile
import threading
from subprocess import DEVNULL, PIPE, Popen

from .._exceptions import CommandFailed, WrongArguments
from ._connection import tool_command


# The tool's exit code for words that no command takes.
_WRONG_WORDS = 2


class Watched:
    """A command of the tool at work: its output is kept, and shown when that is asked for; `id_file` gets the id of its run."""

    def __init__(self, words, variables, folder, is_shown, id_file=None):
        self.folder = tempfile.mkdtemp(prefix="frazil-runner-")
        self.has_timed_out = False
        self._run = None
        settings = dict(variables, FRAZIL_PYTHON=sys.executable, FRAZIL_PROGRAM="python")
        self._id_file = None if id_file is None else os.path.join(folder, id_file or self.path("run"))
        if id_file and os.path.exists(self._id_file):
            # It has the id of another run.
            os.remove(self._id_file)
        named = [] if id_file is None else ["--run-id-file=" + self._id_file]
        self.command = tool_command() + words + named
        self.process = Popen(self.command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=settings, cwd=folder)
        self._threads = [self._follow(stream, is_shown) for stream in ("stdout", "stderr")]

    def path(self, stream):
        """The file that has what it wrote so far."""
        return os.path.join(self.folder, stream)

    @property
    def log_files(self):
        """The files of both streams, by name."""
        return {stream: self.path(stream) for stream in ("stdout", "stderr")}

    def failure(self, reason):
        """Why it failed, as an exception to raise."""
        return (WrongArguments if self.process.returncode == _WRONG_WORDS else CommandFailed)(reason)

    def run(self):
        """The id of its run, also when the folder is gone; None as long as there is none."""
        if self._run is None and self._id_file is not None and os.path.exists(self._id_file):
            with open(self._id_file) as file:
                self._run = file.read().strip() or None
        return self._run

    def text(self, stream):
        """What it wrote so far."""
        with open(self.path(stream), encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait(self, timeout=None):
        """Waits for its end; after so many seconds it is ended."""
        from subprocess import TimeoutExpired

        try:
            self.process.wait(timeout)
        except TimeoutExpired:
            self.has_timed_out = True
            self.stop()
        for thread in self._threads:
            thread.join()
        return self.process.returncode

    def stop(self, timeout=None):
        """Ends it as Ctrl-C does, and waits; what is still at work after so many seconds is killed."""
        import signal
        from subprocess import TimeoutExpired

        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout)
            except TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def kill(self, termination_timeout=2):
        """Ends it within so many seconds."""
        self.stop(termination_timeout)

    def clean(self):
        """Ends it and removes what it wrote."""
        self.stop()
        for thread in self._threads:
            thread.join()
        self.run()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _follow(self, stream, is_shown):
        open(self.path(stream), "wb").close()
        thread = threading.Thread(target=self._copy, args=(stream, is_shown), daemon=True)
        thread.start()
        return thread

    def _copy(self, stream, is_shown):
        with getattr(self.process, stream) as source, open(self.path(stream), "ab", 0) as file:
            for line in source:
                file.write(line)
                if is_shown:
                    shown = getattr(sys, stream)
                    shown.write(line.decode(errors="replace"))
                    shown.flush()


def existing_flow(path, folder):
    """The absolute path of a flow's file. Raises FileNotFoundError."""
    found = os.path.abspath(os.path.join(folder or "", path))
    if not os.path.exists(found):
        raise FileNotFoundError("There is no flow at %s" % found)
    return found


def options_of(values, repeated=()):
    """Keyword arguments as options of the command line."""
    import json

    words = []
    for name, value in values.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False and name in _FLAGS:
            continue
        if name in _PAIRS:
            for key, each in value.items() if isinstance(value, dict) else value:
                words += [option, key, each if isinstance(each, str) else json.dumps(each)]
        elif name in repeated:
            words += ["%s=%s" % (repeated[name], each) for each in ([value] if isinstance(value, str) else value)]
        elif value is True and name in _FLAGS:
            words.append(option)
        elif isinstance(value, bool):
            words.append("%s=%s" % (option, "true" if value else "false"))
        else:
            words.append("%s=%s" % (option, json.dumps(value) if isinstance(value, (dict, list, tuple)) else value))
    return words


# An option, a name and a value each: a dictionary, or a list of pairs.
_PAIRS = frozenset(("config", "config_value"))
_FLAGS = frozenset(
    (
        "quiet pylint debug strict frozen authorize dry_run only_json only_yaml diff notify_on_error notify_on_success production shared_store"
        " allow_image_tags deferrable is_paused_upon_creation assign_public_ip iam persist skip_decorators running succeeded failed timed_out aborted"
    ).split()
)
