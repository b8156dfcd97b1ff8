#!/usr/bin/env bash
# check.sh demo|test: name every missing system package. As root the missing ones are installed; otherwise exit 1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
purpose=${1:?demo or test}

found() { # a command, or a path pattern
  case "$1" in
    /*) compgen -G "$1" >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing() {
  while read -r package needed_by sign; do
    case "$package" in '' | '#'*) continue ;; esac
    if [ "$purpose" = demo ] && [ "$needed_by" = test ]; then continue; fi
    found "$sign" || echo "$package"
  done <"$here/packages.txt"
  if [ -x "$here/fonts.sh" ] && ! "$here/fonts.sh" --check >/dev/null 2>&1; then echo "fonts (system/fonts.sh)"; fi
}

lacking=$(missing)
[ -n "$lacking" ] || exit 0
printf 'Missing on this machine:\n%s\n' "$(sed 's/^/  /' <<<"$lacking")" >&2
if [ "$(id -u)" -ne 0 ]; then
  echo 'Run `make system` (as root it installs them; otherwise it prints the line to run).' >&2
  exit 1
fi
"$here/install.sh"
lacking=$(missing)
[ -z "$lacking" ] || { printf 'Still missing after make system:\n%s\n' "$lacking" >&2; exit 1; }
