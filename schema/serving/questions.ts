import * as v from 'valibot'
import { MAX_CART_IDS, MAX_ITEMS, MAX_PANELS } from '../../vocabulary/limits.ts'
import {
  ASKED_PLACEMENTS,
  INTENTS,
  type Intent,
  PLACEMENTS,
  type Placement,
} from '../../vocabulary/panels.ts'
import { id, idList, languageTag } from '../shapes.ts'

const limit = v.pipe(
  v.string(),
  v.regex(/^([1-9]|1\d|2[0-4])$/, `Give a whole number from 1 to ${MAX_ITEMS}.`),
  v.transform(Number),
)

/** Intents of public requests by placement; the others are for known customers, with the secret key. */
const SERVED: Readonly<Record<Placement, readonly Intent[]>> = {
  product: ['complementary', 'upgrade', 'downgrade', 'related'],
  generic: ['complementary', 'upgrade', 'downgrade', 'related'],
  cart: ['complementary'],
  checkout: ['complementary'],
  thank_you: ['complementary'],
  home: ['complementary'],
  email: [],
  rep: [],
  agent: ['complementary', 'upgrade', 'downgrade', 'related'],
}

const WHAT_IS_SERVED =
  'A product page has complementary, upgrade, downgrade and related; every other placement has complementary.'

/** One panel of a request: its intent, and its number of items. */
export type PanelQuestion = { intent: Intent; limit?: number | undefined }

/** `complementary:4,upgrade` as panels, in that order. */
const panels = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim().split(':'))),
  v.maxLength(MAX_PANELS, `Give at most ${MAX_PANELS} panels.`),
  v.array(
    v.pipe(
      v.union(
        [v.strictTuple([v.picklist(INTENTS)]), v.strictTuple([v.picklist(INTENTS), limit])],
        `Write a panel like upgrade or upgrade:2, with at most ${MAX_ITEMS} items.`,
      ),
      v.transform(
        ([intent, most]): PanelQuestion => ({ intent, ...(most !== undefined && { limit: most }) }),
      ),
    ),
  ),
  v.check((all) => new Set(all.map(({ intent }) => intent)).size === all.length, 'Name each intent once.'),
)

/** The query of a request without a customer. */
export const recommendationQuery = v.pipe(
  v.object({
    placement: v.picklist(ASKED_PLACEMENTS, `Give one of: ${ASKED_PLACEMENTS.join(', ')}.`),
    intent: v.optional(v.picklist(INTENTS, `Give one of: ${INTENTS.join(', ')}.`), 'complementary'),
    /** All panels of a page in their order; no item is repeated in them. */
    panels: v.optional(panels),
    item_id: v.optional(id),
    /** Alias of `item_id`, Shopify's term. */
    product_id: v.optional(id),
    /** Comma-separated; the widget sorts the ids, so that caches see one address for one cart. */
    cart_item_ids: v.optional(idList(MAX_CART_IDS)),
    limit: v.optional(limit),
    locale: v.optional(languageTag),
    market: v.optional(id),
    group: v.optional(id),
  }),
  v.forward(
    v.check(
      (q) => q.placement !== 'product' || q.item_id !== undefined || q.product_id !== undefined,
      'A product page needs item_id.',
    ),
    ['item_id'],
  ),
  v.forward(
    v.check(({ placement, intent }) => isServed(placement, intent), WHAT_IS_SERVED),
    ['intent'],
  ),
  v.forward(
    v.check(
      ({ placement, panels: asked = [] }) => asked.every(({ intent }) => isServed(placement, intent)),
      WHAT_IS_SERVED,
    ),
    ['panels'],
  ),
)

/** The query of a public request. Prices of a customer group are for the group, so a page cannot ask for them. */
export const publicQuery = v.pipe(
  recommendationQuery,
  v.forward(
    v.check(
      ({ group }) => group === undefined,
      'Prices of a group are not public. Ask on your server with the secret key: POST /v1/recommendations.',
    ),
    ['group'],
  ),
)

const isServed = (placement: Placement, intent: Intent): boolean => SERVED[placement].includes(intent)

/** Names of the parameters of a public request. */
export const PUBLIC_PARAMETERS: readonly string[] = Object.keys(recommendationQuery.pipe[0].entries)

export type RecommendationQuery = v.InferOutput<typeof recommendationQuery>

/** A request of the public, or for a known customer. */
export type Question = Omit<RecommendationQuery, 'placement'> & { placement: Placement }

/** A request for a known customer: in a body, because personal data must not be in an address. */
export const knownQuestion = v.pipe(
  v.strictObject({
    placement: v.picklist(PLACEMENTS),
    panels: v.pipe(
      v.array(
        v.strictObject({
          intent: v.picklist(INTENTS),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS))),
        }),
      ),
      v.minLength(1, 'Ask for at least one panel.'),
      v.maxLength(MAX_PANELS, `Give at most ${MAX_PANELS} panels.`),
    ),
    item_id: v.optional(id),
    cart_item_ids: v.optional(v.pipe(v.array(id), v.maxLength(MAX_CART_IDS)), []),
    locale: v.optional(languageTag),
    market: v.optional(id),
    group: v.optional(id),
    customer: v.pipe(
      v.strictObject({
        customer_email: v.optional(
          v.pipe(v.string(), v.trim(), v.email('Give an e-mail address.'), v.maxLength(320)),
        ),
        customer_id: v.optional(id),
      }),
      v.check(
        ({ customer_email, customer_id }) => customer_email !== undefined || customer_id !== undefined,
        'Give customer_email, customer_id, or both.',
      ),
    ),
    trace: v.optional(v.boolean(), false),
    /** The public form without counts, for the customer's own page. */
    for_page: v.optional(v.boolean(), false),
  }),
  v.forward(
    v.check(
      ({ placement, item_id }) => placement !== 'product' || item_id !== undefined,
      'A product page needs item_id.',
    ),
    ['item_id'],
  ),
  v.forward(
    v.check(
      ({ placement, panels: asked }) =>
        asked.every(({ intent }) => intent === 'replenish' || isServed(placement, intent)),
      `${WHAT_IS_SERVED} Each has replenish for a known customer, and email and rep have nothing else.`,
    ),
    ['panels'],
  ),
)
