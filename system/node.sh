#!/usr/bin/env bash
# node.sh VENV FRONTEND: `npm ci` by the lock file. Where no npm is installed, Node comes as a Python package into VENV.
set -euo pipefail
venv=$(cd "${1:?virtual environment}" && pwd)
frontend=${2:?folder}
if ! command -v npm >/dev/null; then
  "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r requirements/node.txt
  PATH="$venv/bin:$PATH"
fi
cd "$frontend"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
