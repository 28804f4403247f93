#!/bin/sh
# A PostgreSQL of the tests' own, in the folder DIR and reachable only through a socket there. It ends when standard input does:
# whoever holds the other end of that pipe can be killed in any way and leaves nothing behind.
# usage: postgres.sh DIR
set -eu
dir=$1
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
as=
if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=postgres --regid=postgres --init-groups"; chown postgres "$dir"; fi
chmod 700 "$dir"
cd "$dir"
# shellcheck disable=SC2086 # $as is a command with its arguments
$as "$bin/initdb" -D data -A trust -U cop --no-sync -E UTF8 --locale=C.UTF-8 > initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
# Nothing here has to survive a power cut, so nothing is synced.
$as "$bin/postgres" -D data -c listen_addresses= -c "unix_socket_directories=$dir" -c max_connections=300 \
  -c fsync=off -c full_page_writes=off -c log_min_messages=warning > log 2>&1 < /dev/null &
server=$!
trap 'kill -INT $server 2>/dev/null; wait $server 2>/dev/null; cd /; rm -rf "$dir"' EXIT
until $as "$bin/pg_isready" -q -h "$dir"; do
  kill -0 $server 2>/dev/null || { cat log >&2; exit 1; }
  sleep 0.05
done
echo ready
cat > /dev/null
