# syntax=docker/dockerfile:1
# Every image of the system:
#   docker build --target service --build-arg SERVICE=ngos .     (beneficiaries, ngos, care-homes, microfinance)
#   docker build --target gateway .
#   docker build --target stack .                                (databases and sample data: jobs that end)
# What runs is owned by root and run by `node`, so a process cannot change its own code.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS manifests
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY packages/subgraph-kit/package.json packages/subgraph-kit/
COPY services/beneficiaries/package.json services/beneficiaries/
COPY services/ngos/package.json services/ngos/
COPY services/care-homes/package.json services/care-homes/
COPY services/microfinance/package.json services/microfinance/
COPY gateway/package.json gateway/
COPY clients/sdk/package.json clients/sdk/
COPY clients/tadamon/package.json clients/tadamon/
COPY stack/package.json stack/

FROM manifests AS build
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY tsconfig.json tsconfig.base.json ./
COPY packages packages
COPY services services
COPY gateway gateway
COPY clients clients
COPY stack stack
RUN npx tsc -b

# Optional packages are those of the embedded PostgreSQL, which no image needs.
FROM manifests AS service
ARG SERVICE
RUN --mount=type=cache,target=/root/.npm \
    test -n "${SERVICE}" && \
    npm ci --omit=dev --omit=optional --ignore-scripts --workspace="services/${SERVICE}"
COPY --from=build /app/packages/subgraph-kit/dist packages/subgraph-kit/dist
COPY --from=build /app/services/${SERVICE}/dist services/${SERVICE}/dist
# Where workbooks lie while they are read: on a disk, for they are large.
RUN mkdir -p /var/tmp/lists && chown node:node /var/tmp/lists
ENV NODE_ENV=production NODE_OPTIONS=--max-old-space-size=512 HOST=0.0.0.0 PORT=4000
EXPOSE 4000
USER node
WORKDIR /app/services/${SERVICE}
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]

FROM manifests AS gateway
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --workspace=gateway
COPY --from=build /app/packages/subgraph-kit/dist packages/subgraph-kit/dist
COPY --from=build /app/gateway/dist gateway/dist
COPY gateway/explorer gateway/explorer
COPY supergraph supergraph
COPY journeys journeys
ENV NODE_ENV=production NODE_OPTIONS="--max-old-space-size=768 --max-semi-space-size=64" HOST=0.0.0.0 PORT=4000
EXPOSE 4000
USER node
WORKDIR /app/gateway
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]

FROM manifests AS stack
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --workspace=stack
COPY --from=build /app/packages/subgraph-kit/dist packages/subgraph-kit/dist
COPY --from=build /app/stack/dist stack/dist
ENV NODE_ENV=production
USER node
WORKDIR /app/stack
HEALTHCHECK NONE
CMD ["node", "dist/bootstrap.js"]
