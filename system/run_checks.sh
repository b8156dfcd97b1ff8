#!/usr/bin/env bash
# What `make check` runs. Every check runs, even after one failed, so one run names everything.
set -uo pipefail
bin=.venv/bin
failed=()
run() { # NAME COMMAND…
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    printf '  ok      %s\n' "$name"
  else
    printf '  FAILED  %s\n%s\n' "$name" "$(tail -n 40 <<<"$output")"
    failed+=("$name")
  fi
}
templates() { git ls-files -z '*.html' | xargs -0 -r "$bin/djade" --target-version 5.2 --check; }
upgraded() { git ls-files -z 'src/*.py' | xargs -0 -r "$bin/django-upgrade" --target-version 5.2 --check; }
migrations() { MINGCHA_DATABASE='' DJANGO_SETTINGS_MODULE=mingcha.config.test_settings "$bin/django-admin" makemigrations --check --dry-run; }
system_checks() { MINGCHA_DATABASE='' DJANGO_SETTINGS_MODULE=mingcha.config.test_settings "$bin/django-admin" check --fail-level WARNING; }
spelling() { "$bin/typos" --config pyproject.toml; }

run 'ruff format' "$bin/ruff" format --check --output-format concise .
run 'ruff check' "$bin/ruff" check --output-format concise .
run 'import contracts' "$bin/lint-imports"
run 'mypy strict' "$bin/mypy"
run 'migrations' migrations
run 'django check' system_checks
run 'spelling' spelling
run 'templates (djade)' templates
run 'django-upgrade' upgraded
if [ ${#failed[@]} -gt 0 ]; then
  printf 'make check: %s of the checks failed: %s\n' "${#failed[@]}" "${failed[*]}"
  exit 1
fi
