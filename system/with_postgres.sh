#!/usr/bin/env bash
# with_postgres.sh COMMAND…: run it beside a PostgreSQL of its own, which is stopped and removed afterwards.
# Unix socket only, in a folder nobody else may enter; UTF-8 ctype, which Chinese search needs; no fsync: nothing is kept.
set -euo pipefail
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || true
[ -x "${bin:-}/initdb" ] || { echo 'PostgreSQL is missing: make system' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/mingcha-pg.XXXXXX")
as=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  as=(setpriv --reuid postgres --regid postgres --init-groups env HOME="$work")
  chown postgres "$work"
fi
server() { (cd "$work" && "${as[@]}" "$bin/$1" "${@:2}"); }
finish() {
  server pg_ctl stop -D "$work/data" -m immediate -s >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

server initdb -D "$work/data" -U mingcha --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$work/initdb.log"
options="-k $work -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
server pg_ctl start -D "$work/data" -l "$work/server.log" -w -s -o "$options" || { cat "$work/server.log" >&2; exit 1; }
server createdb -h "$work" -U mingcha mingcha
MINGCHA_DATABASE="postgresql://mingcha@/mingcha?host=$work" "$@"
