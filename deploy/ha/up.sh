#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/ha.sh" up
