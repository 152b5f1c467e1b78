"""The table of script/bench, as it stands in docs/performance.md. In English, like the documents."""

from dataclasses import dataclass

from script.stack.bench_client import Measured
from script.stack.bench_large import Large, Way
from script.stack.bench_memory import Memory

MISSED = " **misses**"


@dataclass(frozen=True)
class Aim:
    """The most a row may take: times the bare page's median, or milliseconds."""

    times: float | None = None
    ms: float | None = None

    def __str__(self) -> str:
        return f"≤ {self.times:g} ×" if self.times else f"≤ {self.ms:g} ms"

    def holds(self, row: Measured) -> bool:
        """Is the row within it?"""
        return row.ratio <= self.times if self.times else row.median <= (self.ms or 0)


AIMS = {"list": Aim(times=3), "page": Aim(times=2), "write": Aim(times=1.8), "start": Aim(ms=500)}
TAIL = 1.5  # p95, times the median
WEB_MB, STACK_MB = 125, 600
# By how much a web process may grow for one file, whatever its size.
GROWN_MB = 40


def table_of(rows: list[Measured], memory: Memory, large: Large, starts: list[float]) -> str:
    """Everything measured, in Markdown; what misses its aim says so."""
    heads = [
        "",
        "median ms",
        "p95 ms",
        "p95 / median",
        "queries",
        "kB",
        "bare page ms",
        "× bare page",
        "aim",
        "own time ×",
    ]
    lines = [_line(heads), _line(["---", *["---:"] * (len(heads) - 1)])]
    lines += [_line(_cells(row)) for row in rows]
    return "\n".join([*lines, "", *_facts(memory, large, starts)])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Measured) -> list[str]:
    aim, tail = AIMS[row.kind], row.p95 / row.median
    return [
        row.label,
        f"{row.median:.1f}",
        f"{row.p95:.1f}",
        f"{tail:.2f}{MISSED if tail > TAIL else ''}",
        str(row.queries),
        f"{row.kilobytes:.1f}",
        f"{row.bare:.1f}",
        f"{row.ratio:.2f}",
        f"{aim}{'' if aim.holds(row) else MISSED}",
        f"{row.own_ratio:.2f}",
    ]


def _facts(memory: Memory, large: Large, starts: list[float]) -> list[str]:
    lines = [
        f"- A web process (PSS): {_megabytes(memory.web_process, WEB_MB)}",
        f"- The whole stack (web, worker, beat, PostgreSQL, Redis): {_megabytes(memory.stack, STACK_MB)}",
    ]
    ways = {"up": large.up, "down": large.down}
    lines += [f"- A file of {large.megabytes:.0f} MB {name}: {_way(way)}" for name, way in ways.items()]
    if starts:
        first, following = starts
        lines.append(f"- script/demo: first start {first:.1f} s, next start {following:.1f} s")
    return lines


def _way(way: Way) -> str:
    missed = MISSED if way.grown > GROWN_MB else ""
    return f"{way.seconds:.1f} s, a web process grew {way.grown:.0f} MB (aim ≤ {GROWN_MB} MB){missed}"


def _megabytes(size: float | None, most: int) -> str:
    if size is None:
        return "not told by this system"
    return f"{size:.0f} MB (aim ≤ {most} MB){MISSED if size > most else ''}"
