# One image for every role; docker-compose.yml says which command each service runs.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /srv/artel
# First the packages alone: this layer is built again only when the lock changes.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY . .
# Static files get their final, hashed names here. The values satisfy the production checks of this one
# command and stay in no layer.
RUN secret="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    && python manage.py compile_catalogs \
    && PRODUCTION=1 SECRET_KEY="$secret" JWT_SIGNING_KEY="$secret" ALLOWED_HOSTS=build.invalid \
       PUBLIC_URL=https://build.invalid DATABASE_URL=postgresql://build.invalid/build \
       REDIS_URL=redis://build.invalid/0 TELEGRAM_BOT_TOKEN=1:build \
       python manage.py collectstatic --noinput \
    && python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin artel
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/artel /srv/artel
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=1 \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000
WORKDIR /srv/artel
USER artel
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600", "--respawn-failed-workers", "gameproject.wsgi:application"]
