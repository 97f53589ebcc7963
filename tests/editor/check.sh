#!/bin/sh
# Validates the examples and the full fixtures as an editor does, with the schemas that the program prints for editors.
# Needs Node.js, npm and cargo. Names of files or folders, if given, stand in place of the default ones.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
cp "$here/package.json" "$here/check.mjs" "$folder"
(cd "$folder" && npm install --no-audit --no-fund --ignore-scripts --loglevel=error >&2)
mkdir "$folder/schemas"
(
    cd "$root"
    cargo build --locked --quiet
    for schema in schemas/*.schema.json; do
        kind=$(basename "$schema" .schema.json)
        case $kind in
            common | report | status) ;;
            *) "${CARGO_TARGET_DIR:-target}/debug/sekisho" schema "$kind" >"$folder/schemas/$kind.schema.json" ;;
        esac
    done
)
if [ "$#" -eq 0 ]; then
    set -- "$root/tests/fixtures/full"
    # The broken examples are broken on purpose.
    for example in "$root"/examples/*/; do
        case $example in
            */broken-csirt/ | */\*/) ;;
            *) set -- "$@" "$example" ;;
        esac
    done
fi
node "$folder/check.mjs" "$folder/schemas" "$@"
