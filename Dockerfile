# Layer in one image: production packages, the built pages and server, and the operator's commands.
# docker build -t layer .
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY patches ./patches
# Workspaces need their manifests for npm ci; the rest of them comes with the sources.
COPY sdk*/package.json ./sdk/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf .next/cache

FROM node:${NODE_VERSION}-bookworm-slim
ARG VERSION=dev
LABEL org.opencontainers.image.title="Layer" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="MIT"
WORKDIR /app
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  TZ=UTC \
  HOST=0.0.0.0 \
  PORT=3000 \
  LAYER_DATA_DIR=/data
COPY --from=build /app /app
# Volumes take the owner of the folder they are mounted over. Nothing else is written but to /tmp.
RUN mkdir -p /data /secrets && chown node:node /data /secrets && chmod 700 /data
# The image's user node, by number: so Kubernetes sees that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3000
# A first start may have to migrate a large database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "scripts/healthcheck.mjs"]
# Without a shell in between, so that SIGTERM reaches the server, which then lets streams end for DRAIN_SECONDS.
CMD ["node", "dist/server.mjs"]
