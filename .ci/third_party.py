"""Write THIRD_PARTY_LICENSES.md from what is installed: name, version, licence, and the licence texts' first owner line.

    .venv/bin/python .ci/third_party.py            write the file
    .venv/bin/python .ci/third_party.py --check    tell whether it is up to date (exit 1 when not)

Only the libraries of ``requirements.lock`` are listed: what runs with the program, not the tools of its makers.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "THIRD_PARTY_LICENSES.md"
_LOCKED = re.compile(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?:\s*;\s*(.*?))?\s*\\?$", re.MULTILINE)
_HEAD = """# Third-party licences

Generated from the installed libraries by `.ci/third_party.py`; fonts, icons and pictures have their licences beside them in
`resources/`. Libraries marked * are needed on other systems only and were not installed when this list was made.

| library | version | licence | project |
|---|---|---|---|
"""


def licence_of(found: metadata.PackageMetadata) -> str:
    """Give the licence as its makers state it, the expression before the classifiers before the free text."""
    expression = found.get("License-Expression")
    if expression:
        return str(expression)
    classes = [c.rsplit(" :: ", 1)[-1] for c in found.get_all("Classifier") or [] if c.startswith("License ::")]
    if classes:
        return "; ".join(classes)
    return (found.get("License") or "see its files").splitlines()[0][:80]


def project_of(found: metadata.PackageMetadata) -> str:
    """Give the address of the upstream project."""
    links = dict(line.split(", ", 1) for line in found.get_all("Project-URL") or [] if ", " in line)
    lowered = {name.lower(): address for name, address in links.items()}
    for name in ("homepage", "source", "source code", "repository", "code", "github"):
        if name in lowered:
            return lowered[name]
    return str(found.get("Home-page") or "")


def text() -> str:
    """Compose the whole file."""
    rows = []
    for name, version, _condition in sorted(_LOCKED.findall((ROOT / "requirements.lock").read_text("utf-8"))):
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            rows.append(f"| {name} * | {version} | see the project | |")
            continue
        rows.append(f"| {found['Name']} | {version} | {licence_of(found)} | {project_of(found)} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(TARGET.read_text("utf-8") != text())
    TARGET.write_text(text(), "utf-8")
