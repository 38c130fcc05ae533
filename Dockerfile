# Chalkline in a container: the platforms' doors on port 3978, everything it remembers in /data.
FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY tsconfig.json ./
COPY src src
COPY cards cards
COPY manifests manifests
COPY data data
# Learned here, so that no container has to at its start.
RUN node --import tsx src/cli/learn.ts
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/healthz`).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that it is the one to hear SIGTERM.
CMD ["node", "--max-semi-space-size=4", "--import", "tsx", "src/main.ts"]
