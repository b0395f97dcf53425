import * as v from 'valibot'
import { MAX_CART_IDS, MAX_ITEMS } from '../../vocabulary/limits.ts'
import { INTENTS, PUBLIC_PLACEMENTS } from '../../vocabulary/panels.ts'
import { id } from '../shapes.ts'
import { ruleList } from '../shop/rules.ts'
import { recommendation } from './recommendations.ts'

const draft = ruleList.entries.rules.pipe[0].item

/** A panel, and rules that are tried on it: they are live for the simulation, whatever their status. */
export const simulation = v.pipe(
  v.strictObject({
    placement: v.picklist(PUBLIC_PLACEMENTS, `Give one of: ${PUBLIC_PLACEMENTS.join(', ')}.`),
    intent: v.optional(v.picklist(INTENTS), 'complementary'),
    item_id: v.optional(id),
    cart_item_ids: v.optional(v.pipe(v.array(id), v.maxLength(MAX_CART_IDS)), []),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS))),
    locale: v.optional(v.pipe(v.string(), v.maxLength(35))),
    market: v.optional(id),
    group: v.optional(id),
    customer: v.optional(
      v.strictObject({
        customer_email: v.optional(v.pipe(v.string(), v.maxLength(320))),
        customer_id: v.optional(id),
      }),
    ),
    /** The time of the visit; by default now. */
    at: v.optional(
      v.pipe(v.string(), v.maxLength(40), v.isoTimestamp('Give a time such as 2026-11-27T09:00:00Z.')),
    ),
    /** New rules, and changed ones with their `rule_id`. */
    drafts: v.optional(v.pipe(v.array(draft), v.maxLength(50, 'Give at most 50 drafts.')), []),
    /** Live rules that are switched off. */
    without: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(200)), []),
  }),
  v.forward(
    v.check(
      ({ placement, item_id }) => placement !== 'product' || item_id !== undefined,
      'A product page needs item_id.',
    ),
    ['item_id'],
  ),
)

/** The panel with the live rules, and with the drafts. */
export const simulated = v.object({ live: recommendation, draft: recommendation })
