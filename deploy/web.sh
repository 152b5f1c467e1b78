#!/bin/sh
# What the web container runs: refuse settings that are wrong together, then serve.
set -eu
python manage.py check --deploy --database default --fail-level ERROR
exec gunicorn kontaktlaege.wsgi
