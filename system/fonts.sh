#!/usr/bin/env bash
# fonts.sh [--check]: the free fonts of official documents (仿宋 楷体 黑体 宋体), and the font names that lead to them.
# Debian ships them inside the large package texlive-lang-chinese; only the four font files are taken out of it.
# As root; running it again changes nothing. --check: exit 0 when everything is in place, install nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=/usr/local/share/fonts/mingcha
names=/etc/fonts/conf.d/64-mingcha-gongwen.conf
wanted=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Regular.otf)

have_files() {
  local file
  for file in "${wanted[@]}"; do [ -s "$folder/$file" ] || return 1; done
}
in_place() { have_files && cmp -s "$here/fonts-gongwen.conf" "$names"; }

if in_place; then exit 0; fi
if [ "${1:-}" = --check ]; then echo "fonts are missing in $folder" >&2; exit 1; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! have_files; then
  chown _apt "$work" # apt downloads as a user of its own
  (cd "$work" && apt-get download -qq texlive-lang-chinese)
  dpkg-deb --fsys-tarfile "$work"/texlive-lang-chinese_*.deb |
    tar -x -C "$work" --wildcards --strip-components=9 "${wanted[@]/#/*/fandol/}"
  install -d -m 755 "$folder"
  for file in "${wanted[@]}"; do install -m 644 "$work/$file" "$folder/$file"; done
fi
install -D -m 644 "$here/fonts-gongwen.conf" "$names"
fc-cache "$folder"
in_place
