"""Run the benchmarks: ``python -m benchmarks [NAME...]``; without names all of them but the long ones.

Each runs in a process of its own, so that none inherits another one's memory or caches. Prints one table for each and ends
with 1 when a limit was passed.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
# Minutes to hours; run by name only.
APART = ("kills",)
ALL_AT_MOST_S = 600
_HEAD = ("figure", "value", "yardstick", "ratio", "limit", "")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(every())}")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    unknown = [name for name in given.names if name not in every()]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(every())}")
    if given.one:
        print(json.dumps(importlib.import_module(f"benchmarks.{given.names[0]}").run(), ensure_ascii=False))
        return 0
    began = time.monotonic()
    passed = True
    documents = []
    for name in given.names or [name for name in every() if name not in APART]:
        ok, document = _one(name, quiet=given.json)
        passed &= ok
        documents.append(document)
    took_s = time.monotonic() - began
    if given.json:
        print(json.dumps({"passed": passed, "seconds": round(took_s), "benchmarks": documents}, ensure_ascii=False))
    else:
        print(f"benchmarks: {'all within their limits' if passed else 'LIMITS PASSED'}, {took_s:.0f} s")
        if not given.names and took_s > ALL_AT_MOST_S:
            print(f"together they should take no more than {ALL_AT_MOST_S} s")
    return 0 if passed else 1


def every() -> list[str]:
    """Name all benchmarks."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))


def within(row: dict[str, Any]) -> bool:
    """Tell whether a row keeps its limit; a row without one always does."""
    limit = row.get("limit")
    if limit is None:
        return True
    measured = row["value"] if row.get("ratio") is None or row.get("limit_on") == "value" else row["ratio"]
    return bool(measured <= limit)


def table(rows: list[dict[str, Any]]) -> str:
    """Lay rows out in columns."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(_HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    unit = row.get("unit", "")
    yardstick = row.get("yardstick") or ""
    if yardstick and row.get("yardstick_value") is not None:
        yardstick = f"{yardstick}: {row['yardstick_value']:,.3g} {unit}"
    ratio = row.get("ratio")
    limit = row.get("limit")
    on_value = ratio is None or row.get("limit_on") == "value"
    return (
        row["figure"],
        f"{row['value']:,.4g} {unit}",
        yardstick,
        "" if ratio is None else f"{ratio:.2f}x",
        "" if limit is None else f"{limit:g} {unit}" if on_value else f"{limit:g}x",
        "" if limit is None else "ok" if within(row) else "TOO MUCH",
    )


def _one(name: str, *, quiet: bool) -> tuple[bool, dict[str, Any]]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    if not _has_run(name):
        if not quiet:
            print(f"== {name}", flush=True)
        done = subprocess.run(
            [sys.executable, str(FOLDER / f"{name}.py")],
            env=env,
            cwd=ROOT,
            check=False,
            capture_output=quiet,
            text=True,
        )
        if not quiet:
            print(flush=True)
        return done.returncode == 0, {"name": name, "output": done.stdout, "passed": done.returncode == 0}
    command = [sys.executable, "-m", "benchmarks", "--one", name]
    done = subprocess.run(command, env=env, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"== {name}: failed to run", file=sys.stderr, flush=True)
        return False, {"name": name, "passed": False}
    document: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    document["passed"] = all(within(row) for row in document["rows"])
    if not quiet:
        print(f"== {document['name']}\n{table(document['rows'])}\n", flush=True)
    return document["passed"], document


def _has_run(name: str) -> bool:
    # Found without importing: a benchmark's own imports belong to its own process.
    parsed = ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in parsed.body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
