#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the database of the identity provider.
# The databases of the services are made by the job `databases`, at every start.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$KEYCLOAK_DATABASE_PASSWORD" <<'SQL'
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke all on database keycloak from public;
SQL
