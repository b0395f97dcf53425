import * as v from 'valibot'
import { IMPORT_KINDS, IMPORT_STATUS } from '../imports/imports.ts'
import { advice } from '../shapes.ts'
import { FEED_STATUS } from './feeds.ts'
import { PLATFORMS } from './hooks.ts'

const at = v.nullable(v.number())

/** How fresh each thing of a shop is. Times in UTC milliseconds, null for never. */
export const shopStatus = v.object({
  now: v.number(),
  catalogue: v.object({
    items: v.number(),
    published: v.number(),
    /** When the newest whole catalogue came in; it confirms every item. */
    confirmed_at: at,
    /** Days after which an item that nothing has confirmed shows no price. */
    price_days: v.number(),
    /** Published items of which that is so. */
    prices_hidden: v.number(),
  }),
  orders: v.object({
    orders: v.number(),
    newest_order_at: at,
    /** When the last new or changed order came in. */
    received_at: at,
    /** Orders that came one by one since the live model began. */
    new_orders: v.number(),
  }),
  relations: v.number(),
  /** The model that serves; null before the first. */
  model: v.nullable(v.object({ model_id: v.string(), finished_at: at, last_order_at: at })),
  /** Models that the gate has refused since the last one that went live. */
  models_refused: v.number(),
  /** Sudden pairs that nobody has looked at. */
  pairs_held: v.number(),
  /** The last upload of each kind. */
  imports: v.array(
    v.object({
      import_id: v.string(),
      kind: v.picklist(IMPORT_KINDS),
      status: v.picklist(IMPORT_STATUS),
      created_at: v.number(),
      finished_at: at,
      problem: v.nullable(v.string()),
    }),
  ),
  feeds: v.array(
    v.object({
      feed_id: v.string(),
      kind: v.picklist(IMPORT_KINDS),
      url: v.string(),
      last_status: v.picklist(FEED_STATUS),
      last_ok_at: at,
      next_at: v.number(),
      problem: v.nullable(v.string()),
      failures: v.number(),
    }),
  ),
  hooks: v.array(
    v.object({
      platform: v.picklist(PLATFORMS),
      received_at: at,
      problem: v.nullable(v.string()),
      problem_at: at,
    }),
  ),
  next_steps: v.array(advice),
})
export type ShopStatus = v.InferOutput<typeof shopStatus>
