#!/usr/bin/env python3
"""The two commands: ``python3 start.py`` runs the program, ``python3 start.py test`` passes its tests.

Standard library only, no shell, for Linux, Windows and macOS. Makes ``.venv`` beside itself and installs the locked
dependencies once; a stamp tells whether that is still true, so that a second start touches neither network nor disk.
Checks the system libraries that Qt needs and installs them on a Debian-like system where it may, else prints the command.

    python3 start.py                 open the window (without a display: the tour, off-screen)
    python3 start.py setup           set up and stop
    python3 start.py test            set up and run the whole gate
    python3 start.py bench [NAME]    set up and run the benchmarks
    python3 start.py NOUN VERB ...   anything else goes to the program's command line
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
BENCH_LOCK = ROOT / "requirements-bench.lock"

# What PySide6 loads from the system on Debian 12: the first line for every window, the second for an X display.
QT_PACKAGES = [
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
]


def say(text: str) -> None:
    """Tell the person at the terminal something; standard output belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> None:
    """Say what is wrong and what to do, and end."""
    say(text)
    raise SystemExit(4)


def venv_python(folder: Path) -> Path:
    """Give the interpreter of an environment."""
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def environment() -> dict[str, str]:
    """Give the environment in which the program runs."""
    env = dict(os.environ)
    env["PYTHONPATH"] = str(ROOT)
    env["PYTHONUTF8"] = "1"
    env["QT_API"] = "pyside6"
    env.pop("PYTHONHOME", None)
    return env


def is_root() -> bool:
    """Tell whether packages of the system may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str], why: str) -> bool:
    """Install Debian packages where that is allowed, else say the command and give False."""
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        return False
    if not is_root():
        say(f"{why}\nPlease run once:\n    sudo {command}")
        return False
    say(f"{why} Installing them from Debian's packages.")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "env": env}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
    done = subprocess.run(command.split(), check=False, **quiet)  # type: ignore[call-overload]
    if done.returncode:
        say(f"That did not work. Please run once:\n    {command}")
    return done.returncode == 0


def stamp_of(*locks: Path) -> str:
    """Give the state of the locked dependencies and of the interpreter as one digest."""
    digest = hashlib.sha256(f"{sys.version}|{platform.machine()}|{ROOT}".encode())
    for lock in locks:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def make_environment(folder: Path, *locks: Path, finish: Callable[[], None] | None = None) -> bool:
    """Bring an environment to the locked state; give False when it was so already.

    ``finish`` is what else belongs to the set-up; the stamp is written after it, so that a set-up that stopped half-way is
    taken up again by the next start.
    """
    stamp = folder / "stamp"
    wanted = stamp_of(*locks)
    if stamp.is_file() and stamp.read_text("ascii") == wanted and venv_python(folder).exists():
        return False
    say(f"Setting up {folder.name} (once; about a minute with a network) ...")
    stamp.unlink(missing_ok=True)
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"python3.{sys.version_info.minor}-venv"
        if not apt_install([version], "This Python lacks the module that makes environments."):
            stop("Python's venv module is missing. Install it and start again.")
    if not venv_python(folder).exists():
        shutil.rmtree(folder, ignore_errors=True)
        if subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False).returncode:
            venv.create(folder, with_pip=True)
    for lock in locks:
        install(folder, lock)
    if finish is not None:
        finish()
    stamp.write_text(wanted, "ascii")
    return True


def install(folder: Path, lock: Path) -> None:
    """Install what a lock names, checked by hash; from the folder ``wheels`` where there is one."""
    command = [str(venv_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheels = ROOT / "wheels"
    if wheels.is_dir():
        command += ["--no-index", "--find-links", str(wheels)]
    if subprocess.run([*command, "--require-hashes", "-r", str(lock)], check=False, env=_pip_env()).returncode:
        stop(
            "The libraries could not be installed. Without a network, put their wheel files into a folder "
            f"named 'wheels' beside start.py ({ROOT}) and start again."
        )


def _pip_env() -> dict[str, str]:
    # pip must compile bytecode even where the surrounding environment switched that off: starting is three times slower
    # without it.
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def check_qt() -> None:
    """See that Qt loads; install or name the system libraries that it lacks."""
    probe = [str(venv_python(VENV)), "-c", "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport"]
    first = subprocess.run(probe, check=False, capture_output=True, text=True)
    if first.returncode == 0 and not _lacks_x_libraries():
        return
    if apt_install(QT_PACKAGES, "The window needs some libraries of the system.") and (
        subprocess.run(probe, check=False, capture_output=True).returncode == 0
    ):
        return
    if first.returncode:
        stop(f"Qt could not be loaded: {first.stderr.strip().splitlines()[-1] if first.stderr else 'unknown reason'}")


def _lacks_x_libraries() -> bool:
    if not sys.platform.startswith("linux") or not has_display():
        return False
    from ctypes.util import find_library

    return find_library("xcb-cursor") is None


def prepare() -> None:
    """Compile the program's own bytecode, sentences and content index, so that every start is quick."""
    python = str(venv_python(VENV))
    subprocess.run([python, "-m", "compileall", "-q", str(ROOT / "trainer")], check=False, env=environment())
    subprocess.run([python, "-c", "from trainer.bootstrap import prepare; prepare()"], check=False, env=environment())


def has_display() -> bool:
    """Tell whether a window could be seen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def set_up(*, for_tests: bool = False) -> None:
    """Make everything ready; does nothing the second time."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told so
        stop("Python 3.11 or newer is needed; this is " + platform.python_version() + ".")
    # The test tools go in on top of the program's libraries; a plain start is content with either state.
    dev_stamp = stamp_of(LOCK, DEV_LOCK)
    stamp = VENV / "stamp"
    if not for_tests and stamp.is_file() and stamp.read_text("ascii") == dev_stamp and venv_python(VENV).exists():
        return
    make_environment(VENV, *((LOCK, DEV_LOCK) if for_tests else (LOCK,)), finish=finish_set_up)


def finish_set_up() -> None:
    """See that Qt loads, and compile what every start would otherwise compile."""
    check_qt()
    prepare()


def run(command: list[str]) -> int:
    """Run a command of the environment in the program's environment."""
    return subprocess.run(command, check=False, env=environment()).returncode


def main(words: list[str]) -> int:
    """Carry out what was asked; give the exit code."""
    python = str(venv_python(VENV))
    if words[:1] == ["setup"]:
        set_up()
        return 0
    if words[:1] == ["test"]:
        set_up(for_tests=True)
        return run([python, str(ROOT / "tests" / "gate.py"), *words[1:]])
    if words[:1] == ["bench"]:
        set_up(for_tests=True)
        install(VENV, BENCH_LOCK)
        return run([python, "-m", "benchmarks", *words[1:]])
    set_up()
    if not words and not has_display():
        say("There is no display here, so no window can open. Running the tour off-screen instead.")
        words = ["tour", "--out", str(Path.cwd() / "tour")]
    command = [python, "-m", "trainer", *words]
    if WINDOWS:
        return run(command)
    os.execve(python, command, environment())
    return 4


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
