import * as v from 'valibot'
import { LANES } from './jobs.ts'
import { whole } from './numbers.ts'

/** Milliseconds for which the oldest of something has waited; null where nothing waits. */
const age = v.nullable(whole)

/** What an operator must know of a deployment. */
export const deploymentView = v.object({
  /** Whether secrets can be sealed: `MASTER_KEY` has at least 32 characters. */
  master_key: v.boolean(),
  /** Bindings and variables that a deployment may have, and whether this one does. */
  bindings: v.record(v.string(), v.boolean()),
  databases: v.array(
    v.object({
      binding: v.string(),
      /** A database of D1 holds 10,000,000,000. */
      bytes: whole,
      /** Name of the last migration that was applied. */
      migration: v.nullable(v.string()),
      shops: v.object({ live: whole, paused: whole }),
    }),
  ),
  /** Recurring work of shops that the cron has not come to, and shops whose work fails again and again. */
  cron: v.object({ due: whole, oldest_due: age, failing: whole }),
  /** Background work by lane; lanes without any are left out. */
  lanes: v.array(v.object({ lane: v.picklist(LANES), waiting: whole, oldest_waiting: age, failed: whole })),
  /** Beacons of pages that are not counted yet, and those that could not be. */
  beacons: v.object({ waiting: whole, oldest_waiting: age, set_aside: whole }),
  /** Messages to merchants' servers that wait for their next attempt. */
  messages: v.object({ waiting: whole }),
})
export type DeploymentView = v.InferOutput<typeof deploymentView>
