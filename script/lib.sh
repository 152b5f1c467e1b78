# Shared by the commands in this folder. They only find a Python; the logic is in script/stack/.
# shellcheck shell=sh

root=$(cd "$(dirname "$0")/.." && pwd)
