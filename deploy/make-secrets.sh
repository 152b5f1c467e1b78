#!/bin/sh
# Makes the secrets of an installation in deploy/secrets (or the folder given), once. Never overwrites one.
set -eu
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
# Only the owner gets into the folder; the files are readable since the containers' users are other ones.
chmod 700 "$folder"

make() {
    if [ ! -s "$folder/$1" ]; then
        printf '%s' "$2" >"$folder/$1"
        chmod 444 "$folder/$1"
    fi
}

random() {
    od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'
}

make secret_key "$(random)$(random)"
make postgres_password "$(random)"
make owner_password "$(random)"
make web_password "$(random)"
make owner_database_url "postgres://kontaktlaege_owner:$(cat "$folder/owner_password")@db:5432/kontaktlaege"
make web_database_url "postgres://kontaktlaege_web:$(cat "$folder/web_password")@db:5432/kontaktlaege"
# Yours to write, if the mail server asks for one.
[ -e "$folder/email_password" ] || { : >"$folder/email_password" && chmod 444 "$folder/email_password"; }
