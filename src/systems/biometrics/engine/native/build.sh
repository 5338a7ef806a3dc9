#!/bin/sh
# Builds kernels.wasm and filter.wasm from their C sources (Debian: apt-get install clang lld). The same compiler gives the same bytes.
# Built with Debian clang 14.0.6; another version gives other bytes of the same meaning.
set -eu
cd "$(dirname "$0")"
out=${1:-.}
build() {
  name=$1; shift
  clang --target=wasm32 -O3 -msimd128 -mbulk-memory -ffreestanding -fno-builtin -nostdlib -ffp-contract=off -Wall -Werror \
    -Wl,--no-entry -Wl,--import-memory "$@" -Wl,--strip-all -Wl,-z,stack-size=32768 -o "$out/$name.wasm" "$name.c"
}
build kernels
[ ! -f filter.c ] || build filter -Wl,--shared-memory -Wl,--max-memory=4294967296 -matomics
