import * as v from 'valibot'
import { REFUSAL_REASONS } from '../../vocabulary/decisions/offers.ts'
import { PLACEMENTS } from '../../vocabulary/panels.ts'
import { whole } from '../numbers.ts'
import { id, languageTag } from '../shapes.ts'

/** Most bytes of a question or an answer of a page. */
export const MAX_PAGE_DECISION = 16_000

/** A token of the shop's server (docs/API.md, "Signed-in customers"). It names the customer, so it stands in no address. */
const customer_token = v.pipe(
  v.string(),
  v.minLength(1, 'Give the token of the customer.'),
  v.maxLength(4_000),
)

/** What a page asks for its signed-in customer. */
export const pageDecisionQuestion = v.strictObject({
  customer_token,
  placement: v.optional(v.picklist(PLACEMENTS)),
  item_ids: v.optional(v.pipe(v.array(id), v.maxLength(50)), []),
  market: v.optional(id),
  locale: v.optional(languageTag),
})

/** What a customer answers on a page. */
export const pageResponse = v.strictObject({
  customer_token,
  decision_id: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  response: v.picklist(['viewed', 'accepted', 'rejected']),
  reason: v.optional(v.picklist(REFUSAL_REASONS)),
})

/** The offer for the customer: only what they read. Null for none, whatever the cause. */
export const pageDecision = v.object({
  decision: v.nullable(
    v.object({
      decision_id: v.string(),
      title: v.string(),
      body: v.string(),
      image_url: v.nullable(v.string()),
      url: v.nullable(v.string()),
      code: v.nullable(v.string()),
      disclosure: v.nullable(v.string()),
      expires_at: whole,
      /** Words of the two buttons, in the language of the offer: without `url` the first one accepts. */
      accept: v.string(),
      refuse: v.string(),
      /** What stands there after the customer has accepted. */
      accepted: v.string(),
      locale: v.string(),
      dir: v.picklist(['ltr', 'rtl']),
    }),
  ),
})
export type PageDecision = NonNullable<v.InferOutput<typeof pageDecision>['decision']>

/** The answer is stored. */
export const pageAnswered = v.object({})
