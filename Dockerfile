# The portal's image: web, worker, beat and migrate all run from it (docker-compose.yml).

# What the pages serve from npm. Node itself stays out of the image.
FROM node:24-bookworm-slim AS face
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    GUNICORN_CMD_ARGS="--bind=0.0.0.0:8000 --workers=2 --threads=4 --worker-tmp-dir=/dev/shm --no-control-socket --access-logfile=- --logger-class=kontaktlaege.access_log.AccessLogger"
# Pango draws the letters in PDFs; which of Debian's versions is the base image's to say.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin portal
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY manage.py ./
COPY kontaktlaege kontaktlaege
COPY ui ui
COPY audit audit
COPY accounts accounts
COPY projects projects
COPY checklists checklists
COPY agreements agreements
COPY documents documents
COPY files files
COPY outbox outbox
COPY playbook playbook
COPY templates templates
COPY static static
COPY deploy deploy
# Settings are read at every start, so the build gives the required ones a value that works nowhere.
RUN --mount=type=bind,from=face,source=/app/node_modules,target=/app/node_modules \
    SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build EMAIL_HOST=build FILES_FOLDER=/files/kept DEFAULT_FROM_EMAIL=build@build.example \
    DATABASE_URL=postgres://build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput
RUN mkdir -p /files/kept /files/on-the-way && chown -R portal /files
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "deploy/healthcheck.py", "/sundhed/"]
CMD ["sh", "deploy/web.sh"]
