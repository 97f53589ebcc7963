#!/usr/bin/env bash
# Builds the wheel into the folder that is named, installs it into a fresh virtual environment, and uses it there.
# Needs cargo, Python 3 with venv, and a package index for maturin.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:?usage: build.sh FOLDER}
mkdir -p "$out"
out=$(cd "$out" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

python3 -m venv "$room/build"
"$room/build/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
options=()
if [ "$(uname -s)" = Linux ]; then
    # As packaging/static.sh builds it: without a library of the system the wheel fits every Linux.
    options=(--target "$(uname -m)-unknown-linux-gnu")
    flags='-C target-feature=+crt-static --cfg getrandom_backend="linux_getrandom"'
    export RUSTFLAGS="$flags ${RUSTFLAGS:-}"
fi
(cd "$here" && "$room/build/bin/maturin" build --release "${options[@]}" --out "$out")

python3 -m venv "$room/user"
"$room/user/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$out" sekisho
# Nothing of Rust is on the path of whoever installs the wheel.
use() { env -i PATH="$room/user/bin:/usr/bin:/bin" HOME="$room" "$@"; }
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
test "$(use sekisho --version)" = "sekisho $version"
use sekisho check --today 2026-11-24 "$root/examples/model-csirt" | tail -n 1
if use sekisho check --quiet --today 2026-11-24 "$root/examples/broken-csirt/loose-papers" >/dev/null; then
    echo "the installed command finds nothing in a broken example" >&2
    exit 1
fi
echo "the wheel is built, installed and used: $(basename "$out"/sekisho-*.whl)"
