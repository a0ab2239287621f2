"""Read a content file as text, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

from trainer.domain.kernel.findings import Finding, Severity

# Far above any lesson or question file; a larger one is not what it says it is.
MAX_BYTES = 4_000_000


def read_text(path: Path, label: str) -> str | Finding:
    """Read a UTF-8 file (with or without a byte-order mark), line ends made alike.

    Args:
        path: where it lies.
        label: its name for findings.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return Finding("content_file_too_large", Severity.ERROR, label, facts={"limit_mb": MAX_BYTES // 1_000_000})
        raw = path.read_bytes()
    except FileNotFoundError:
        return Finding("content_file_missing", Severity.ERROR, label)
    except OSError as error:
        return Finding("content_file_unreadable", Severity.ERROR, label, facts={"detail": error.strerror or str(error)})
    return decode(raw, label)


def decode(raw: bytes, label: str) -> str | Finding:
    """Turn bytes into text or say on which line they stop being UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Finding("content_not_utf8", Severity.ERROR, label, line)
    if "\0" in text:
        return Finding("content_not_utf8", Severity.ERROR, label, text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def label_of(path: Path, root: Path) -> str:
    """Name a file for people: below the parent of its root, with forward slashes."""
    try:
        return path.relative_to(root.parent).as_posix()
    except ValueError:
        return path.name
