"""Remember between starts what the content files say, so that an ordinary start parses none of them.

A note per folder lies in the cache: the list of its files with size and time of change (the stamp), and what was made of
them. When the stamp is still true, the note is; when not, everything is read again and the note replaced. The note is
never trusted for anything but speed: a damaged or missing one is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from trainer.domain.courses.lesson import Course, KnowledgePoint, LessonOutline, ScreenKind, ScreenOutline
from trainer.platform import paths

# Raised when the form of the notes changes.
_FORM = 1
_READ = (".yaml", ".yml", ".md")

_T = TypeVar("_T")
_stamped: dict[tuple[str, Path], tuple[str, Any]] = {}


def stamp(root: Path) -> str:
    """Describe the state of a folder's content files by name, size and time of change; opens no file."""
    whole = hashlib.sha256(f"{_FORM}:{root}".encode())
    for name, size, changed in sorted(_files(root, root)):
        whole.update(f"\n{name}:{size}:{changed}".encode())
    return whole.hexdigest()


def bank_digest(root: Path) -> str:
    """Digest the contents of all question files below a folder: 64 hex digits; empty where the folder is missing."""
    if not root.is_dir():
        return ""
    return _noted("bank", root, _digest, str, str)


def courses(root: Path, *, is_own: bool = False) -> tuple[Course, ...]:
    """Give the courses below a folder without their text; what cannot be read is left out (see ``course check``)."""
    if not root.is_dir():
        return ()
    return _noted(
        "own" if is_own else "courses",
        root,
        lambda folder: _read_courses(folder, is_own=is_own),
        lambda made: [_course_document(course, root) for course in made],
        lambda document: tuple(_course(one, root) for one in document),
    )


def _noted(
    name: str, root: Path, make: Callable[[Path], _T], write: Callable[[_T], Any], read: Callable[[Any], _T]
) -> _T:
    now = stamp(root)
    known = _stamped.get((name, root))
    if known is not None and known[0] == now:
        remembered: _T = known[1]
        return remembered
    file = paths.cache_dir() / f"content-{name}-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}.json"
    value: _T
    try:
        document = json.loads(file.read_text("utf-8"))
        if document["stamp"] != now:
            raise ValueError
        value = read(document["value"])
    except (OSError, ValueError, KeyError, TypeError):
        value = make(root)
        _keep(file, {"stamp": now, "value": write(value)})
    _stamped[name, root] = (now, value)
    return value


def _keep(file: Path, document: Any) -> None:
    # Speed only: a cache that cannot be written is no reason to stop.
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(document, out, ensure_ascii=False)
        Path(name).replace(file)
    except OSError:
        return


def _files(folder: Path, root: Path) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = Path(entry.path)
                if entry.is_dir():
                    yield from _files(path, root)
                elif path.suffix.lower() in _READ:
                    status = entry.stat()
                    yield path.relative_to(root).as_posix(), status.st_size, status.st_mtime_ns
    except OSError:
        return


def _digest(root: Path) -> str:
    from trainer.adapters.content.question_files import question_paths

    whole = hashlib.sha256()
    for path in question_paths(root):
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        whole.update(f"{path.relative_to(root).as_posix()}\n{len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def _read_courses(root: Path, *, is_own: bool) -> tuple[Course, ...]:
    from trainer.adapters.content.lesson_files import course_folders, read_course

    found = (read_course(folder, root, is_own=is_own).course for folder in course_folders(root))
    return tuple(course for course in found if course is not None)


def _course_document(course: Course, root: Path) -> dict[str, Any]:
    document = asdict(course)
    for lesson in document["lessons"]:
        lesson["hours"] = str(lesson["hours"])
        lesson["file"] = Path(lesson["file"]).relative_to(root).as_posix()
    return document


def _course(document: dict[str, Any], root: Path) -> Course:
    return Course(**{**document, "lessons": tuple(_outline(lesson, root) for lesson in document["lessons"])})


def _outline(document: dict[str, Any], root: Path) -> LessonOutline:
    return LessonOutline(
        **{
            **document,
            "hours": Fraction(document["hours"]),
            "file": root / document["file"],
            "objectives_zh": tuple(document["objectives_zh"]),
            "objectives_en": tuple(document["objectives_en"]),
            "sources": tuple(document["sources"]),
            "questions": tuple(document["questions"]),
            "knowledge_points": tuple(KnowledgePoint(**point) for point in document["knowledge_points"]),
            "screens": tuple(
                ScreenOutline(**{**screen, "kind": ScreenKind(screen["kind"])}) for screen in document["screens"]
            ),
        }
    )
