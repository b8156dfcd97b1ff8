#!/usr/bin/env bash
# venv.sh DIR: a virtual environment of Python 3.11 or newer, with pip.
set -euo pipefail
venv=${1:?directory}

python=
for name in python3.11 python3.12 python3.13 python3.14 python3; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$name; break; fi
done
[ -n "$python" ] || { echo 'Mingcha needs Python 3.11 or newer (Debian: apt-get install python3).' >&2; exit 1; }

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >&2
  else
    echo 'The venv module is missing (Debian: apt-get install python3-venv).' >&2
    exit 1
  fi
fi
"$python" -m venv "$venv"
