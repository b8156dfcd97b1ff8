#!/usr/bin/env bash
# Print (as root: run) the one line that brings the system packages and fonts which test and demo need.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
packages=$(awk '!/^#/ && NF {printf "%s ", $1}' "$here/packages.txt")
line="apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages% }"
[ -x "$here/fonts.sh" ] && line+=" && $here/fonts.sh"
echo "$line"
if [ "$(id -u)" -eq 0 ]; then DEBIAN_FRONTEND=noninteractive bash -euo pipefail -c "$line" >&2; fi
