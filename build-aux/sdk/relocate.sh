#!/bin/sh
# relocate.sh - write the place where this sysroot is now into its meson cross file.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
ini=$here/x86_64-w64-mingw32.ini
# Quoted for meson's string, then for sed.
dir=$(printf '%s' "$here" | sed "s/[\\\\']/\\\\&/g" | sed 's/[\\&|]/\\&/g')
tmp=$(mktemp "$here/.cross.XXXXXX")
sed "s|^sysroot = .*|sysroot = '$dir'|" "$ini" >"$tmp"
# An unchanged file keeps its time stamp: meson would configure anew.
if cmp -s "$tmp" "$ini"; then rm "$tmp"; else chmod 644 "$tmp"; mv "$tmp" "$ini"; fi
