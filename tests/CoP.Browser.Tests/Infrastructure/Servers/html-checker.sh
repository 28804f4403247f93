#!/bin/sh
# The Nu HTML checker on a port of loopback; ends when standard input does.
# usage: PORT= JAR= html-checker.sh
set -eu
java -Xmx400m -Xss8m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dnu.validator.servlet.bind-address=127.0.0.1 -cp "$JAR" nu.validator.servlet.Main "$PORT" > /dev/null 2>&1 < /dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
# It listens on a socket of either family.
until grep -qi ":$(printf %04X "$PORT") 0*:0000 0A" /proc/net/tcp /proc/net/tcp6; do
  kill -0 $server 2>/dev/null || { echo "java did not start $JAR" >&2; exit 1; }
  sleep 0.1
done
echo ready
cat > /dev/null
