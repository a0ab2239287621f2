"""Start of the window against an empty PySide6 window: first paint, usable sign-in page, memory.

Each start is a process of its own, the two kinds take turns, the medians are compared. A home with the demonstration's
units is made first, so that names can be found. Bytecode is compiled by one start of each kind that is not counted, into a
folder of its own (set-up does the same for an installed program).

    python benchmarks/start_up.py [--rounds 11] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What issue and design promise: multiples of the empty window's first paint.
FIRST_PAINT_AT_MOST = 2.0
USABLE_AT_MOST = 5.0

_EMPTY = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
class Watch(QObject):
    done = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.done:
            self.done = True
            QTimer.singleShot(0, finish)
        return False
def finish():
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    rss = next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
    print(json.dumps({"painted_at": time.time(), "rss_kb": rss}))
    app.quit()
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make_home(home)
        empty: list[dict[str, float]] = []
        ours: list[dict[str, float]] = []
        ours_command = [sys.executable, "-m", "trainer", "--home", str(home)]
        for number in range(given.rounds + 1):
            bare, full = start([sys.executable, "-c", _EMPTY], home), start(ours_command, home)
            if number:
                empty.append(bare)
                ours.append(full)
    report = {
        "empty_window_s": median(empty, "painted_s"),
        "first_paint_s": median(ours, "painted_s"),
        "usable_s": median(ours, "usable_s"),
        "empty_rss_mb": median(empty, "rss_mb"),
        "rss_mb": median(ours, "rss_mb"),
        "rounds": given.rounds,
    }
    report["first_paint_ratio"] = round(report["first_paint_s"] / report["empty_window_s"], 2)
    report["usable_ratio"] = round(report["usable_s"] / report["empty_window_s"], 2)
    report["ok"] = report["first_paint_ratio"] <= FIRST_PAINT_AT_MOST and report["usable_ratio"] <= USABLE_AT_MOST
    if given.json:
        print(json.dumps(report, indent=2))
    else:
        print(f"empty PySide6 window, first paint  {report['empty_window_s']:.3f} s   {report['empty_rss_mb']:.0f} MB")
        print(
            f"our window, first paint            {report['first_paint_s']:.3f} s   x {report['first_paint_ratio']:.2f}"
        )
        print(f"our sign-in page, usable           {report['usable_s']:.3f} s   x {report['usable_ratio']:.2f}")
        print(f"memory at that point               {report['rss_mb']:.0f} MB")
    return 0 if report["ok"] else 1


def make_home(home: Path) -> None:
    """Make an office with a unit and people in it, and let the seat remember the unit."""
    sys.path.insert(0, str(ROOT))
    from trainer.bootstrap import open_office
    from trainer.domain.people.roles import PROGRAM
    from trainer.services import demo
    from trainer.services.overviews import people
    from trainer.services.seat import Seat, write_seat

    office = open_office(home)
    demo.load_demo(office, PROGRAM)
    unit = next(unit for unit in people.sign_in_units(office) if unit.own_count)
    office.database.close()
    write_seat(home, Seat(window={"unit": unit.id}))


def start(command: list[str], home: Path) -> dict[str, float]:
    """Start one process and read its marks."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "TRAINER_START_MARKS": "1",
        "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.time()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    marks = json.loads(done.stdout.splitlines()[-1])
    read = {"painted_s": marks["painted_at"] - begun, "rss_mb": marks["rss_kb"] / 1024}
    if "usable_at" in marks:
        read["usable_s"] = marks["usable_at"] - begun
    return read


def median(rows: list[dict[str, float]], key: str) -> float:
    return round(statistics.median(row[key] for row in rows), 4)


if __name__ == "__main__":
    sys.exit(main())
