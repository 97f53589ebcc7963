#!/usr/bin/env bash
# Runs the static binary as the image would: alone in a folder that is the root of its file system, as another user.
# Needs root and the chroot of coreutils; the archive of packaging/static.sh is named.
set -euo pipefail
archive=${1:?usage: try.sh ARCHIVE}
root=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
tar -xzf "$archive" -C "$room" ./sekisho
cp -r "$root/examples/model-csirt" "$room/work"
cp -r "$root/examples/broken-csirt/loose-papers" "$room/broken"
chown -R 65532:65532 "$room/work" "$room/broken"
chroot=$(PATH="$PATH:/usr/sbin:/sbin" command -v chroot)
as_other() { env -i "$chroot" --userspec=65532:65532 "$room" /sekisho "$@"; }
as_other --version
as_other check --today 2026-11-24 /work | tail -n 1
status=0
as_other check --quiet --today 2026-11-24 /broken >/dev/null || status=$?
test "$status" -eq 1
echo "container: the static binary runs alone and as another user"
