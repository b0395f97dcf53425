import * as v from 'valibot'
import { whole } from '../numbers.ts'

const at = v.nullable(whole)

/** How a shop is, for the operator. Times in UTC milliseconds, null for never. */
export const shopHealth = v.object({
  last_import_at: at,
  last_event_at: at,
  /** When the live model was made. */
  model_at: at,
  waiting_jobs: whole,
  failed_jobs: whole,
  open_alerts: whole,
})
export type ShopHealth = v.InferOutput<typeof shopHealth>

/** Whether a list of shops states their health. */
export const shopsQuery = v.strictObject({
  health: v.optional(v.picklist(['1'], 'Leave it out, or give 1.')),
})
