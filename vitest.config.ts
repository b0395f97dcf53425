import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_SEND_METRICS ??= 'false'

/** The folder is the step of the path, the suffix the place: plain Node, workerd with D1, Chromium, or a runtime that is killed. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // The files share a world: one for each would cost two thirds of their time.
      { test: { name: 'unit', include: ['test/**/*.unit.test.ts'], isolate: false } },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(path.join(import.meta.dirname, 'schema/migrations')),
                ADMIN_TOKEN: 'operator-token-of-the-tests',
                MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters',
                FEED_HOSTS: '127.0.0.1',
              },
              // Bound as a further database by the test of several databases.
              d1Databases: { TEST_DB: 'pairwell-1' },
              // Under names of their own, so that only the test of the queue goes through it.
              queueProducers: { TEST_BEACONS: { queueName: 'pairwell-beacons' } },
              queueConsumers: { 'pairwell-beacons': { maxBatchSize: 100, maxBatchTimeout: 1 } },
              ratelimits: {
                TEST_BEACON_RATE: { namespace_id: '1002', simple: { limit: 20, period: 60 as const } },
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          isolate: false,
          include: ['test/**/*.worker.test.ts'],
          setupFiles: ['./test/migrate.ts'],
          globalSetup: ['./test/ingest/feeds/feed-server.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'page',
          isolate: false,
          include: ['test/**/*.page.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // They wait more than they work.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'process',
          include: ['test/**/*.process.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
