#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: the roles of the services with their passwords.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set roster_password="$ROSTER_PASSWORD" \
  --set election_password="$ELECTION_PASSWORD" \
  --set audit_password="$AUDIT_PASSWORD" \
  --set reporting_password="$REPORTING_PASSWORD" \
  --set event_log_password="$EVENT_LOG_PASSWORD" \
  --file "${ROLES_FILE:-/huanjie/roles.sql}"
