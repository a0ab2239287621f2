"""The whole gate, in order; ``start.py test`` runs it. Standard library only.

python tests/gate.py            everything
python tests/gate.py lint unit  the named steps
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import start  # noqa: E402
from tests.postgres import Postgres  # noqa: E402

PYTHON = sys.executable
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
# Found examples are kept as tests of their own, so that a gate passes or fails for what was changed, not by chance.
_SAME_EXAMPLES = ("--hypothesis-profile=gate",)


def call(*words: str, python: str = PYTHON, **extra: str) -> bool:
    """Run a module of the environment from the checkout; tell whether it was content."""
    env = {**start.environment(), "QT_QPA_PLATFORM": "offscreen", **extra}
    return subprocess.run([python, "-m", *words], cwd=ROOT, env=env, check=False).returncode == 0


def lint() -> bool:
    """Format, lint, import contracts, types."""
    ok = call("ruff", "format", "--check", "--quiet", ".")
    ok = call("ruff", "check", "--quiet", ".") and ok
    ok = _lint_imports() and ok
    return call("mypy") and ok


def _lint_imports() -> bool:
    tool = Path(PYTHON).with_name("lint-imports" + (".exe" if start.WINDOWS else ""))
    done = subprocess.run([str(tool)], cwd=ROOT, env=start.environment(), check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-6000:])
    return done.returncode == 0


def tests() -> bool:
    """All tests, on SQLite and on a real PostgreSQL."""
    with Postgres.started() as server:
        if server is None:
            print("skipped: no PostgreSQL", flush=True)
            if IN_CI:
                return False
        extra = {"TRAINER_TEST_POSTGRES": server.url} if server else {}
        return call("pytest", "-W", "error", "-q", "-n", "2", "--dist", "loadfile", *_SAME_EXAMPLES, **extra)


def covered() -> bool:
    """Every branch of the rooms whose mistakes would be argued about in an appeal."""
    rooms = ("kernel", "sittings", "grading", "certificates")
    watched = [f"--cov=trainer.domain.{room}" for room in rooms]
    places = [f"tests/unit/domain/{room}" for room in rooms]
    report = ("--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered")
    return call(
        "pytest",
        "-W",
        "error",
        "-q",
        "-p",
        "no:xdist",
        "-p",
        "no:pytest-qt",
        *_SAME_EXAMPLES,
        *places,
        *watched,
        *report,
    )


def without_qt() -> bool:
    """The domain, services and command line in a second environment that has no Qt."""
    folder = ROOT / ".venv-noqt"
    start.make_environment(folder, start.DEV_LOCK)
    python = str(start.venv_python(folder))
    probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('PySide6') is not None)"
    if subprocess.run([python, "-c", probe], check=False).returncode:
        print("The second environment has Qt in it; delete .venv-noqt and try again.")
        return False
    places = ("tests/unit", "tests/integration", "tests/walks")
    # Generated examples were tried in the first environment; Qt has no part in them.
    once = ("-m", "not hypothesis")
    return call("pytest", "-W", "error", "-q", "-n", "2", "-p", "no:pytest-qt", *once, *places, python=python)


def content() -> bool:
    """The shipped lessons and questions."""
    with tempfile.TemporaryDirectory() as home:
        checked = call("trainer", "--home", home, "course", "check")
        return call("trainer", "--home", home, "bank", "check") and checked


def tour() -> bool:
    """The main job through the real windows."""
    with tempfile.TemporaryDirectory() as out:
        return call("trainer", "tour", "--out", out, "--lang", "both")


STEPS: dict[str, Callable[[], bool]] = {
    "lint": lint,
    "tests": tests,
    "covered": covered,
    "without-qt": without_qt,
    "content": content,
    "tour": tour,
}


def main(wanted: list[str]) -> int:
    """Run the steps and say which failed."""
    failed = []
    names = wanted or list(STEPS)
    for name in names:
        began = time.monotonic()
        print(f"== {name}: {STEPS[name].__doc__}", flush=True)
        ok = STEPS[name]()
        print(f"== {name}: {'passed' if ok else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
        if not ok:
            failed.append(name)
    print(f"gate: {len(names) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
