#!/bin/sh
# The cluster on this machine, to try it: deploy/ha/ha.sh help
here=$(dirname "$(readlink -f "$0")")
exec "$here/../../node_modules/.bin/node" "$here/ha.ts" "$@"
