import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_SEND_METRICS ??= 'false'

/**
 * Milliseconds after which a test, or a start of a server in a hook, counts as hung. On a machine under load a start takes
 * minutes, and a test that gives up earlier says nothing about the code.
 */
const LONGEST = 600_000

/**
 * The folder of a test is the step of the path that it tests, the suffix of its name where it runs: `unit` in Node,
 * `worker` in workerd with D1, `process` beside a runtime that the test kills. `page` tests run in Chromium, under
 * Playwright (playwright.config.ts).
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.unit.test.ts'],
          // The files share one module graph: loading it anew for each would take two thirds of the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
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
                WEBHOOK_HOSTS: '127.0.0.1',
                // More of them run in `npm run bench -- people`.
                PEOPLE_SEQUENCES: process.env.PEOPLE_SEQUENCES ?? '10',
                // More of them run in `npm run bench -- policy`.
                POLICY_GROUPS: process.env.POLICY_GROUPS ?? '1',
                POLICY_CUSTOMERS: process.env.POLICY_CUSTOMERS ?? '5',
                // More of them live in `npm run bench -- faults`.
                SHOP_LIVES: process.env.SHOP_LIVES ?? '4',
                SHOP_SEED: process.env.SHOP_SEED ?? '1',
                // More of them are made in `npm run bench -- agents`.
                AGENT_CALLS: process.env.AGENT_CALLS ?? '300',
                // More of them are made in `npm run bench -- api`.
                API_CALLS: process.env.API_CALLS ?? '400',
                // More of them happen in `npm run bench -- triggers`.
                TRIGGER_CUSTOMERS: process.env.TRIGGER_CUSTOMERS ?? '6',
                TRIGGER_SEED: process.env.TRIGGER_SEED ?? '7',
                TRIGGER_ROUNDS: process.env.TRIGGER_ROUNDS ?? '80',
                TRIGGER_BURST: process.env.TRIGGER_BURST ?? '8',
              },
              // Bound as a further database by the test of several databases.
              d1Databases: { TEST_DB: 'pairwell-1' },
              // Under names of their own, so that only the test of the queue uses it.
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
          globalSetup: ['./test/ingest/feeds/feed-server.ts', './test/alerts/receiver.ts'],
          testTimeout: 120_000,
          hookTimeout: LONGEST,
        },
      },
      {
        test: {
          name: 'process',
          include: ['test/**/*.process.test.ts'],
          testTimeout: LONGEST,
          hookTimeout: LONGEST,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
