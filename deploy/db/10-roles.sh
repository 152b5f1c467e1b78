#!/bin/sh
# Runs once, when PostgreSQL's data folder is new: one role that owns the tables, one for the web servers.
set -eu
owner_password=$(cat "$OWNER_PASSWORD_FILE")
web_password=$(cat "$WEB_PASSWORD_FILE")
psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set owner="$OWNER_ROLE" --set owner_password="$owner_password" \
    --set web="$WEB_ROLE" --set web_password="$web_password" --set database="$POSTGRES_DB" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"web" LOGIN PASSWORD :'web_password';
ALTER DATABASE :"database" OWNER TO :"owner";
SQL
