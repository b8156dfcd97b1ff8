#!/usr/bin/env bash
# small_files.sh FILE…: name every file over 500 kB; a repository is no place for them.
set -euo pipefail
large=$(for file in "$@"; do if [ -f "$file" ]; then find "$file" -size +500k; fi; done)
[ -z "$large" ] || { echo "$large"; exit 1; }
