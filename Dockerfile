# The bench as an image. It runs as a clone does, from its source, without what only its developers need.
FROM node:24-bookworm-slim AS install
WORKDIR /banc
# Before the source, so that a change of it downloads nothing again.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN npm install --silent --global pnpm@12.21.0 && pnpm fetch --prod
COPY . .
RUN pnpm install --offline --frozen-lockfile --prod --filter '@banc-gap/cli...'

FROM node:24-bookworm-slim
COPY --from=install /banc /banc
# A volume that is mounted there takes its owner from here; banc makes the state folder below it.
RUN mkdir /state /reports && chown node:node /state /reports
USER node
WORKDIR /home/node
ENV BANC_STATE=/state/bench
# Every service has a control port on the loopback address of its container.
HEALTHCHECK --interval=2s --timeout=2s --retries=30 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:14499/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--conditions=source", "/banc/packages/cli/src/main.ts"]
CMD ["--help"]
