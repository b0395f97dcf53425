import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

const countShops = async () =>
  (await env.DB.prepare('select count(*) as n from shops').first<{ n: number }>())?.n

// The files share a runtime, because it starts slowly, but not its data. A reset while the previous file still has work in the
// database has now and then left every row in place.
do {
  await reset()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
} while ((await countShops()) !== 0)
