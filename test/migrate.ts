import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

// The files share a runtime, because it starts slowly, but not its data.
await reset()
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
