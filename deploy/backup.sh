#!/bin/sh
# The service `backup` of compose.yaml: a backup every day in /backup, of which thirty are kept. With `now` one
# is made at once.
set -eu

make() {
    loftet backup --overwrite "/backup/loftet-$(date +%F).tar.gz"
    find /backup -name "loftet-*.tar.gz" -mtime +30 -delete
}

if [ "${1:-}" = now ]; then
    make
    exit
fi
while :; do
    # What fails is said in the log and tried again; `loftet check` tells how old the newest is.
    [ -e "/backup/loftet-$(date +%F).tar.gz" ] || make || true
    sleep 1800
done
