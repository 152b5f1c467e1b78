#!/bin/sh
# What the one-shot migrate container runs, as the owner of the tables. Repeatable.
set -eu
python manage.py migrate --noinput
python manage.py grant_web_role "$WEB_ROLE"
python manage.py load_reference
python manage.py load_playbook
python manage.py bring_unit_rows
