#!/usr/bin/env bash
# The long matrix: every test on SQLite and on PostgreSQL, the journeys, then the tests marked long.
set -euo pipefail
date -u +'%F %T UTC'
git log -1 --format='commit %h %s'
echo '== SQLite'
MINGCHA_DATABASE='' .venv/bin/pytest -n 2 -q -m 'not browser and not long'
echo '== PostgreSQL'
system/with_postgres.sh .venv/bin/pytest -n 2 -q -m 'not browser and not long'
echo '== Chromium'
MINGCHA_DATABASE='' .venv/bin/pytest -q -m 'browser and not long'
system/with_postgres.sh .venv/bin/pytest -q -m 'browser and postgres and not long'
echo '== long'
MINGCHA_DATABASE='' .venv/bin/pytest -q -m long
system/with_postgres.sh .venv/bin/pytest -q -m 'long and postgres'
