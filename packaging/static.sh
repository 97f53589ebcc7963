#!/usr/bin/env bash
# Builds a binary for Linux that needs no library of the system, and packs it as a release has it: an archive, and its checksum.
# Needs cargo and a C compiler with the static C library (libc6-dev). Writes into the folder that is named.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:?usage: static.sh FOLDER}
mkdir -p "$out"
out=$(cd "$out" && pwd)
machine=$(uname -m)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
target="$machine-unknown-linux-gnu"
target_dir=${CARGO_TARGET_DIR:-$root/target}
# Random numbers come from the system call: where there is no /dev, nothing else is there.
flags='-C target-feature=+crt-static --cfg getrandom_backend="linux_getrandom"'
(cd "$root" && RUSTFLAGS="$flags ${RUSTFLAGS:-}" cargo build --locked --release --target "$target")
binary="$target_dir/$target/release/sekisho"
if ldd "$binary" 2>/dev/null | grep -q '=>'; then
    echo "the binary is not static" >&2
    exit 1
fi
archive="sekisho-$version-$machine-unknown-linux.tar.gz"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cp "$binary" "$root/README.md" "$root/README.ja.md" "$room" 2>/dev/null || cp "$binary" "$root/README.md" "$room"
# The same bytes for the same binary: names in order, no owner, no time of this machine.
tar -C "$room" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2020-01-01 00:00Z' -cf - . | gzip -n >"$out/$archive"
(cd "$out" && sha256sum "$archive" >"$archive.sha256")
echo "built $out/$archive"
