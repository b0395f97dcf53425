import * as v from 'valibot'
import { MAX_CART_IDS, MAX_ITEMS } from '../../vocabulary/limits.ts'
import { INTENTS, PUBLIC_PLACEMENTS } from '../../vocabulary/panels.ts'
import { id, languageTag } from '../shapes.ts'
import { ruleList } from '../shop/rules.ts'
import { recommendation } from './recommendations.ts'

const draft = ruleList.entries.rules.pipe[0].item

/** Rules that are tried: they are live for the trial, whatever their status. */
const TRIAL = {
  /** New rules, and changed ones with their `rule_id`. */
  drafts: v.optional(v.pipe(v.array(draft), v.maxLength(50, 'Give at most 50 drafts.')), []),
  /** Live rules that are switched off. */
  without: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(200)), []),
  /** The time of the visits; by default now. */
  at: v.optional(
    v.pipe(v.string(), v.maxLength(40), v.isoTimestamp('Give a time such as 2026-11-27T09:00:00Z.')),
  ),
}
export const trial = v.strictObject(TRIAL)

/** A panel, and rules that are tried on it. */
export const simulation = v.pipe(
  v.strictObject({
    placement: v.picklist(PUBLIC_PLACEMENTS, `Give one of: ${PUBLIC_PLACEMENTS.join(', ')}.`),
    intent: v.optional(v.picklist(INTENTS), 'complementary'),
    item_id: v.optional(id),
    cart_item_ids: v.optional(v.pipe(v.array(id), v.maxLength(MAX_CART_IDS)), []),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS))),
    locale: v.optional(languageTag),
    market: v.optional(id),
    group: v.optional(id),
    customer: v.optional(
      v.strictObject({
        customer_email: v.optional(v.pipe(v.string(), v.maxLength(320))),
        customer_id: v.optional(id),
      }),
    ),
    ...TRIAL,
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

const counted = v.number()

/** What drafts change on the pages that are viewed most. */
export const comparison = v.object({
  /** `orders` for a shop without views: its best sellers, with their orders in the place of views. */
  basis: v.picklist(['views', 'orders']),
  /** Pages that were compared, and their views of the last seven days. */
  pages: counted,
  views: counted,
  changed: v.array(
    v.object({
      item_id: v.string(),
      title: v.string(),
      views: counted,
      /** Item ids of the companions, with the live rules and with the drafts. */
      before: v.array(v.string()),
      after: v.array(v.string()),
    }),
  ),
  /** Titles of the items that `before` and `after` name, by id. */
  titles: v.record(v.string(), v.string()),
  /** Every rule that is live in the trial, with the views of pages on which it placed, removed or moved a candidate. */
  rules: v.array(v.object({ rule_id: v.string(), views: counted, share: v.nullable(v.number()) })),
})
export type Comparison = v.InferOutput<typeof comparison>
