#!/bin/sh
# Runs the command that is given, or serves, once the settings have been checked. WORKERS and THREADS size the server.
set -eu

if [ "$#" -gt 0 ]; then
    exec "$@"
fi

python manage.py check --deploy
exec gunicorn federation.config.wsgi \
    --bind 0.0.0.0:8000 \
    --worker-class gthread --workers "${WORKERS:-2}" --threads "${THREADS:-4}" \
    --worker-tmp-dir /dev/shm --no-control-socket
