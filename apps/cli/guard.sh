#!/bin/sh
# Runs a command that must not outlive its starter: when standard input closes (the starter ended, even by SIGKILL),
# the command gets SIGNAL, and after GRACE seconds whatever is left of its process group gets SIGKILL.
# usage: sh -c "$(cat guard.sh)" guard SIGNAL GRACE COMMAND...      (as the leader of a process group of its own)
signal=$1
grace=$2
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  trap '' INT TERM HUP
  cat <&3 >/dev/null
  kill -s "$signal" "$child" 2>/dev/null
  tries=$((grace * 10))
  while [ "$tries" -gt 0 ] && kill -0 "$child" 2>/dev/null; do
    sleep 0.1
    tries=$((tries - 1))
  done
  kill -s KILL 0
) &
exec 3<&-
trap 'kill -s "$signal" "$child" 2>/dev/null' INT TERM HUP
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" 2>/dev/null || exit "$code"
done
