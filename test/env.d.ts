import type { D1Migration } from 'cloudflare:test'
import type { Env as WorkerEnv } from '../worker/env.ts'

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      ADMIN_TOKEN: string
      PEOPLE_SEQUENCES: string
      POLICY_GROUPS: string
      POLICY_CUSTOMERS: string
      SHOP_LIVES: string
      SHOP_SEED: string
      AGENT_CALLS: string
      API_CALLS: string
      TRIGGER_CUSTOMERS: string
      TRIGGER_SEED: string
      TRIGGER_ROUNDS: string
      TRIGGER_BURST: string
      TEST_DB: D1Database
      TEST_MIGRATIONS: D1Migration[]
    }
    interface GlobalProps {
      mainModule: typeof import('../worker/index.ts')
    }
  }
}
