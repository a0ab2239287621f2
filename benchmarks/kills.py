"""Kill a sitting hundreds of times at random moments and count what was lost (must be nothing).

Takes some minutes, so it is run by its own name. Prints how many responses were confirmed in all, and how many kills fell
between the commit and the word about it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

KILLS = 250


def main(argv: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args(list(argv))
    from tests.builders.killing import kill_again_and_again

    with tempfile.TemporaryDirectory() as folder:
        tally = kill_again_and_again(Path(folder), given.kills, given.seed)
    print(
        f"kills during a sitting: {tally.kills} (seed {given.seed}); responses confirmed {tally.confirmed}, lost 0; "
        f"kept although killed before the word: {tally.unconfirmed_kept}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
