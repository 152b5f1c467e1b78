"""`python script/stack COMMAND …`: one entry for all commands."""

import importlib
import sys
from pathlib import Path

COMMANDS = ("setup", "demo", "checks", "local_services", "lock", "bench")


def main() -> int:
    """Run the command's module and turn its plain refusals into one line."""
    # This folder must not be on the path: its redis.py would hide the package of that name.
    sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)
    from script.stack.say import GiveUp, Stopped, say

    name = sys.argv[1]
    if name not in COMMANDS:
        say(f"Ukendt kommando {name}.")
        return 2
    try:
        code: int = importlib.import_module(f"script.stack.{name}").main(sys.argv[2:])
    except Stopped:
        say("Stoppet.")
        return 130
    except GiveUp as refusal:
        say(f"Fejl: {refusal}")
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
