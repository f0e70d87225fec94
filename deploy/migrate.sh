#!/bin/sh
# Brings every schema to its newest version, each as the role that owns it. May be run again, and by
# two at once: they take turns. The event log has tables only where it is the bus.
set -eu
cd "$(dirname "$0")/.."

for service in roster election audit reporting; do
  alembic --name "$service" upgrade head
done

case "$HUANJIE_EVENTS_URL" in
  postgresql*) alembic --name event_log upgrade head ;;
esac
