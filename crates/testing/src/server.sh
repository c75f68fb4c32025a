# Starts PostgreSQL in a temporary folder, says "ready", and stops it when the lock file has been
# free and untouched for ten seconds. Arguments: the folder of PostgreSQL's programs, that of the
# lock files, and whether pgbouncer stands before it ("pooled"). As root they run as the user postgres,
# since both refuse root.
set -eu
programs=$1
locks=$2
pooled=${3-}
trap '' INT TERM HUP
home=$(mktemp -d /tmp/countersign-postgres.XXXXXX)
cd "$home"
as=
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$home"
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

give_up() {
  mv "$home/log" "$locks/failed.log"
  rm -rf "$home"
  echo "failed, see $locks/failed.log"
  exit 1
}

: >"$home/log"
$as "$programs/initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 \
  --locale=C.UTF-8 --no-sync >>"$home/log" 2>&1 || give_up
# Durability is tested elsewhere, on a server of its own.
cat >>"$home/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$home'
port = 5432
max_connections = 300
shared_buffers = '64MB'
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
deadlock_timeout = '200ms'
END
$as "$programs/pg_ctl" start --wait --pgdata="$home/data" --log="$home/server.log" \
  >>"$home/log" 2>&1 || give_up
if [ "$pooled" ]; then
  mkdir "$home/pooler"
  # Few connections for many clients, so that transactions of one client go over several.
  cat >"$home/pooler/pgbouncer.ini" <<END
[databases]
* = host=$home port=5432 user=postgres
[pgbouncer]
listen_addr =
listen_port = 5432
unix_socket_dir = $home/pooler
auth_type = any
pool_mode = transaction
default_pool_size = 5
max_client_conn = 1000
logfile = $home/pooler/log
pidfile = $home/pooler/pid
END
  if [ "$as" ]; then chown -R postgres "$home/pooler"; fi
  $as /usr/sbin/pgbouncer -d "$home/pooler/pgbouncer.ini" >>"$home/log" 2>&1 || give_up
fi
echo "$home" >"$locks/socket"
echo ready
exec >/dev/null

while sleep 5; do
  exec 9>>"$locks/in-use"
  idle=$(($(date +%s) - $(stat -c %Y "$locks/in-use")))
  if [ "$idle" -ge 10 ] && flock --nonblock 9; then
    if [ "$pooled" ]; then kill "$(cat "$home/pooler/pid")" 9>&- || true; fi
    $as "$programs/pg_ctl" stop --mode=immediate --pgdata="$home/data" >/dev/null 9>&- || true
    rm -rf "$home" "$locks/socket"
    exit 0
  fi
  exec 9>&-
done
