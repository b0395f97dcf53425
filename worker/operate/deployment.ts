import type { DeploymentView } from '../../schema/deployment.ts'
import { LANES } from '../../schema/jobs.ts'
import { currentKeyId } from '../auth/master-key.ts'
import type { Env } from '../env.ts'
import { type DatabaseState, readDatabaseState } from '../store/deployment.ts'
import { databases } from '../store/open.ts'

/** Bindings and variables without which something works less well, or not at all; see env.ts. */
const OPTIONAL = [
  ...['JOBS', 'FEED_JOBS', 'MINING_JOBS', 'TUNING_JOBS', 'ASSETS'],
  ...['EVENT_RATE', 'UNKNOWN_RATE', 'SIGN_IN_RATE', 'BEACONS', 'BEACON_RATE'],
  ...['PUBLIC_ORIGIN', 'MASTER_KEY_OTHER', 'ACCESS_TEAM_DOMAIN', 'ACCESS_AUD', 'DEMO_SHOP'],
] as const

/** The state of a deployment, over all of its databases. @param now UTC milliseconds */
export async function readDeployment(env: Env, now: number): Promise<DeploymentView> {
  const bound = databases(env)
  const states = await Promise.all(bound.map(({ d1 }) => readDatabaseState(d1, now)))
  const sum = (of: (state: DatabaseState) => number) => states.reduce((total, state) => total + of(state), 0)
  return {
    master_key: currentKeyId(env) !== undefined,
    bindings: Object.fromEntries(OPTIONAL.map((name) => [name, Boolean(env[name])])),
    databases: states.map(({ bytes, migration, shops }, at) => {
      const number = bound[at]?.number ?? 0
      return { binding: number === 0 ? 'DB' : `DB_${number}`, bytes, migration, shops }
    }),
    cron: {
      due: sum(({ cron }) => cron.due),
      oldest_due: oldest(states.map(({ cron }) => cron.oldest_due)),
      failing: sum(({ cron }) => cron.failing),
    },
    lanes: LANES.flatMap((lane) => {
      const own = states.flatMap(({ lanes }) => lanes.filter((one) => one.lane === lane))
      const total = (of: 'waiting' | 'failed') => own.reduce((all, one) => all + one[of], 0)
      const waits = { oldest_waiting: oldest(own.map(({ oldest_waiting }) => oldest_waiting)) }
      return own.length > 0 ? [{ lane, waiting: total('waiting'), ...waits, failed: total('failed') }] : []
    }),
    beacons: {
      waiting: sum(({ beacons }) => beacons.waiting),
      oldest_waiting: oldest(states.map(({ beacons }) => beacons.oldest_waiting)),
      set_aside: sum(({ beacons }) => beacons.set_aside),
    },
    messages: { waiting: sum(({ messages }) => messages.waiting) },
  }
}

/** The largest age; null where there is none. */
function oldest(ages: readonly (number | null)[]): number | null {
  const known = ages.filter((age) => age !== null)
  return known.length > 0 ? Math.max(...known) : null
}
