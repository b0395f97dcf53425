import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

// The files share a runtime, which is dear to start, and not what the last one left in it.
await reset()
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
