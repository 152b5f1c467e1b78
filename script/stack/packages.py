"""What only the machine's package manager can give. Standard library only."""

import os
import shutil
import subprocess

from script.stack.say import give_up, step


def apt_get_install(*packages: str, why: str) -> None:
    """Install as root; anyone else is told the command in one line."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    apt_get = shutil.which("apt-get")
    if not apt_get:
        give_up(f"{why} Installér {packages[0]} med maskinens pakkehåndtering, og prøv igen.")
    if os.geteuid() != 0:
        give_up(f"{why} Kør: sudo {' '.join(command)}")
    with step(f"Installerer {packages[0]}"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt_get, "update", "-q"], capture_output=True, check=False, env=env)
        done = subprocess.run([apt_get, *command[1:]], capture_output=True, text=True, check=False, env=env)
        if done.returncode:
            give_up(f"{why} Det gik ikke at installere den. Kør: {' '.join(command)}")
