#!/usr/bin/env bash
# The real pre-commit framework runs our hooks: from source, as `.pre-commit-hooks.yaml` says, and from the wheel, as the
# mirror says, with no cargo on the path. Needs git, Python 3 with venv, cargo; the folder of the wheel is named.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
wheels=$(cd "${1:?usage: run.sh FOLDER-OF-THE-WHEEL}" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit

# Rust stays where it is when the home is another.
export CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}"
export HOME="$room/home" PRE_COMMIT_HOME="$room/cache" GIT_CONFIG_NOSYSTEM=1 SEKISHO_LANG=en
export GIT_AUTHOR_NAME=World GIT_AUTHOR_EMAIL=world@example.com GIT_COMMITTER_NAME=World GIT_COMMITTER_EMAIL=world@example.com
export PATH="$room/venv/bin:$PATH"
mkdir -p "$HOME"

# A hook is installed from a repository, so what lies here becomes one.
repository() {
    mkdir -p "$2"
    tar -C "$1" --exclude=./target --exclude=./.git -cf - . | tar -xf - -C "$2"
    git -C "$2" init -q -b main
    git -C "$2" add -A
    git -C "$2" commit -qm "as it is here"
    git -C "$2" rev-parse HEAD
}

fail() {
    echo "framework: $1" >&2
    cat "$room/said" >&2 2>/dev/null || true
    exit 1
}

passes() { "$@" >"$room/said" 2>&1 || fail "this should have passed: $*"; }

is_stopped() {
    local words=$1
    shift
    if "$@" >"$room/said" 2>&1; then fail "this should have been stopped: $*"; fi
    grep -qF "$words" "$room/said" || fail "this should have said $words: $*"
}

# Goes through the life of a repository that uses the hook of `$1` at revision `$2`.
live_with() {
    local work
    work=$(mktemp -d "$room/work.XXXXXX")
    cd "$work"
    git init -q -b main .
    mkdir docs
    printf 'version: 1\nlanguages: [ja]\n' >docs/sekisho.yaml
    printf 'kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n' >docs/people.yaml
    printf 'kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n' >docs/roles.yaml
    printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: sekisho\n        args: [docs]\n' "$1" "$2" >.pre-commit-config.yaml
    cp docs/people.yaml good.txt
    git add -A
    pre-commit install >/dev/null
    passes git commit -m first
    grep -q 'sekisho.*Passed' "$room/said" || fail "the hook did not run"

    printf 'kind: people\ntitle: [unclosed\n' >docs/people.yaml
    git add -A
    cp good.txt docs/people.yaml
    is_stopped yaml/syntax git commit -m "index bad, work tree good"
    git add -A
    printf 'kind: people\ntitle: [unclosed\n' >docs/people.yaml
    echo more >>good.txt
    git add good.txt
    passes git commit -m "index good, work tree bad"
    is_stopped yaml/syntax git commit -am "all"
    is_stopped yaml/syntax git commit -m "one path" -- docs/people.yaml
    git checkout -q -- docs/people.yaml
    git rm -q docs/people.yaml
    is_stopped xref/unresolved git commit -m "only deletes what others refer to"
    git reset -q --hard
    passes git commit --amend --no-edit --allow-empty
    git worktree add -q "$work.linked" -b linked
    cd "$work.linked"
    printf 'kind: people\ntitle: [unclosed\n' >docs/people.yaml
    is_stopped yaml/syntax git commit -am "in a linked work tree"
}

# From source. What matters here is that the framework builds and runs it, not how fast it is, so little is optimized.
revision=$(repository "$root" "$room/source")
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0
live_with "$room/source" "$revision"
echo "framework: the hook built from source holds"

# From the wheel.
revision=$(repository "$root/packaging/pre-commit-mirror" "$room/mirror")
PATH="$room/venv/bin:/usr/local/bin:/usr/bin:/bin"
if command -v cargo >/dev/null; then
    mkdir "$room/few"
    for tool in git bash sh env sed grep cat mkdir rm cp mktemp dirname printf tar; do ln -s "$(command -v $tool)" "$room/few/$tool"; done
    PATH="$room/venv/bin:$room/few"
fi
if command -v cargo >/dev/null; then fail "cargo is still on the path"; fi
export PIP_FIND_LINKS="$wheels"
live_with "$room/mirror" "$revision"
echo "framework: the hook from the wheel holds"
