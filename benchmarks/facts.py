"""Make sound facts in any number, the same ones every time, of the size and the kinds that people write.

One file holds the cast; each of the others an episode of 200 records (episode.py). Every file is written as it is made,
by as many processes as there are cores where there are many; the bytes do not depend on that. The texts of the articles
that are quoted are written where they are asked for.

    python benchmarks/facts.py FOLDER RECORDS [--texts]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from episode import EPISODE, STATEMENTS, cast, episode
from machine import cores

MANY = 20_000  #: records from which on several processes write them


def write(folder: Path, records: int, texts: bool = False) -> tuple[Path, Path]:
    """Write exactly so many records, and the texts that they quote if asked to, below a folder; return both folders."""
    facts, quoted = folder / "facts", folder / "texts"
    facts.mkdir(parents=True, exist_ok=True)
    quoted.mkdir(exist_ok=True)
    (facts / "cast.yaml").write_text(_text(cast()), encoding="utf-8")
    make = partial(_write, facts, quoted if texts else None)
    numbers, statements = zip(*parts(records), strict=True)
    if records < MANY:
        list(map(make, numbers, statements))
    else:
        with ProcessPoolExecutor(cores()) as pool:
            list(pool.map(make, numbers, statements, chunksize=16))
    return facts, quoted


def parts(records: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each episode and how many statements it has; the last one has what is over."""
    if records < EPISODE:
        raise ValueError(f"{records} records are fewer than an episode has; make {EPISODE} or more")
    episodes, over = divmod(records, EPISODE)
    for number in range(episodes):
        fewer = sum(map(len, cast().values())) if number == 0 else 0
        more = over if number == episodes - 1 else 0
        yield number, STATEMENTS - fewer + more


def _write(facts: Path, texts: Path | None, number: int, statements: int) -> None:
    one = episode(number, statements)
    (facts / f"episode-{number + 1:03}.yaml").write_text(_text(one.records), encoding="utf-8")
    for index in one.texts if texts else ():
        assert texts is not None
        (texts / f"{one.id('article', index)}.txt").write_text(one.article(index), encoding="utf-8")


def _text(records: dict[str, list[str]]) -> str:
    return "\n".join(f"{section}:\n{''.join(found)}" for section, found in records.items())


if __name__ == "__main__":
    written = write(Path(sys.argv[1]), int(sys.argv[2]), texts="--texts" in sys.argv[3:])
    print(*written)
