# Shared by the commands in this folder. They only find a Python; the logic is in script/stack/.
# shellcheck shell=sh

root=$(cd "$(dirname "$0")/.." && pwd)

# The checkout's own Python, or any of 3.11 or newer that can make one.
find_python() {
    for wanted in "import ensurepip, venv" "pass"; do
        for python in "$root/.venv/bin/python" python3 python3.14 python3.13 python3.12 python3.11; do
            if "$python" -c "$wanted; import sys; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
                echo "$python"
                return
            fi
        done
    done
    echo "Fejl: Python 3.11 eller nyere mangler. Kør: sudo apt-get install python3 python3-venv" >&2
    return 1
}

# Packages as locked, installed once.
setup() {
    python=$(find_python) || exit 1
    "$python" "$root/script/stack" setup
}
