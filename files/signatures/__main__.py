"""The process that reads: limits and moment as arguments, the PDF on stdin, the facts as JSON on stdout.

With `roots FOLDER` as arguments it reads the issuers' certificates only, and says on stdout what is wrong with them.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path

from files.signatures.apart import CANNOT_READ, ROOTS, WRONG_ROOTS
from files.signatures.facts import Unreadable


def main(seconds: str, megabytes: str, at: str, folder: str) -> int:
    """Read, write the facts, and return how it went."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
    # Loaded here, under the limits, and in this process only.
    from files.signatures.certificates import roots_in
    from files.signatures.read import read_signatures

    try:
        roots = roots_in(Path(folder)) if folder else []
    except (ValueError, OSError):
        return WRONG_ROOTS
    try:
        facts = read_signatures(sys.stdin.buffer, roots=roots, at=datetime.fromisoformat(at))
    except Unreadable:
        return CANNOT_READ
    sys.stdout.write(json.dumps([fact.as_plain() for fact in facts]))
    return 0


def look_at_roots(folder: str) -> int:
    """Read the certificates in the folder, and return how it went."""
    from files.signatures.certificates import roots_in

    try:
        roots_in(Path(folder))
    except (ValueError, OSError) as wrong:
        sys.stdout.write(str(wrong))
        return WRONG_ROOTS
    return 0


if __name__ == "__main__":
    sys.exit(look_at_roots(sys.argv[2]) if sys.argv[1] == ROOTS else main(*sys.argv[1:]))
