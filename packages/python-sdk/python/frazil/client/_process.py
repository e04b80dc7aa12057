"""The command line tool as a child process that is watched."""

import os
import shutil
import sys
import tempfile
import threading
from subprocess import DEVNULL, PIPE, Popen

from ._connection import tool_command


class Watched:
    """A command of the tool at work: its output is kept, and shown when that is asked for."""

    def __init__(self, words, variables, folder, is_shown, file_option=None):
        self.folder = tempfile.mkdtemp(prefix="frazil-runner-")
        self.has_timed_out = False
        settings = dict(variables, FRAZIL_PYTHON=sys.executable, FRAZIL_PROGRAM="python")
        named = [] if file_option is None else ["%s=%s" % (file_option, self.path("run"))]
        self.process = Popen(tool_command() + words + named, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=settings, cwd=folder)
        self._threads = [self._follow(stream, is_shown) for stream in ("stdout", "stderr")]

    def path(self, stream):
        """The file that has what it wrote so far."""
        return os.path.join(self.folder, stream)

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

    def stop(self):
        """Ends it as Ctrl-C does, and waits."""
        import signal

        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    def clean(self):
        """Ends it and removes what it wrote."""
        self.stop()
        for thread in self._threads:
            thread.join()
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
