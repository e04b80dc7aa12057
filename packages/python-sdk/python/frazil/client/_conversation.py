"""A conversation with a child process, a JSON object a line: many threads ask at once, and each gets its own answer."""

import json
import os
import threading
from subprocess import PIPE, Popen
from tempfile import TemporaryFile


class Conversation:
    """A child process that answers questions; only the process that started it may ask."""

    def __init__(self, command, variables):
        self.owner = os.getpid()
        self._errors = TemporaryFile()
        # Ctrl-C is not for it: it is told when to end.
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=self._errors, env=variables, start_new_session=True)
        self._writing = threading.Lock()
        self._changed = threading.Condition()
        self._answers = {}
        self._count = 0
        # Whoever waits reads, for all; the others wait for news.
        self._is_read = False
        self._is_over = False

    def exchange(self, question):
        """The answer to a question; None when the process ended without one."""
        number = self._send(question)
        self._until(lambda: number in self._answers)
        return self._answers.pop(number, None)

    def complaint(self):
        """What the process wrote to its standard error."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace").strip()

    def close(self):
        """Ends the process: what it is about to do is given up."""
        if self.owner != os.getpid():
            return
        # Processes that were forked off this one hold its standard input open: the end is said.
        if self._writing.acquire(timeout=2):
            self._write(b"\n")
            self._close_input()
            self._writing.release()
        else:
            self._process.kill()
        self._until(lambda: False)
        self._process.wait()

    def _send(self, question):
        with self._writing:
            self._count += 1
            number = self._count
            self._write(json.dumps(dict(question, number=number)).encode() + b"\n")
        return number

    def _write(self, line):
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except (OSError, ValueError):
            # It ended: whoever reads finds that out.
            pass

    def _close_input(self):
        try:
            self._process.stdin.close()
        except OSError:
            pass

    def _until(self, is_there):
        with self._changed:
            while not is_there() and not self._is_over:
                if self._is_read:
                    self._changed.wait()
                else:
                    self._read()

    def _read(self):
        self._is_read = True
        self._changed.release()
        line = b""
        try:
            line = self._process.stdout.readline()
        except (OSError, ValueError):
            pass
        finally:
            self._changed.acquire()
            self._is_read = False
            self._changed.notify_all()
        if not line.endswith(b"\n"):
            self._is_over = True
            return
        try:
            answer = json.loads(line.decode())
        except ValueError:
            # The rest of a line whose reader was interrupted.
            return
        self._answers[answer.get("number")] = answer
