import * as v from 'valibot'
import { MAX_CART_IDS, MAX_ITEMS, MAX_PANELS } from '../../vocabulary/limits.ts'
import { OUTCOMES } from '../../vocabulary/outcomes.ts'
import {
  INTENTS,
  type Intent,
  LAYOUTS,
  PLACEMENTS,
  type Placement,
  PUBLIC_PLACEMENTS,
  SOURCES,
} from '../../vocabulary/panels.ts'
import { gain } from '../models/lists.ts'
import { id, idList } from '../shapes.ts'
import { panelTexts } from '../shop/panels.ts'

const limit = v.pipe(
  v.string(),
  v.regex(/^([1-9]|1\d|2[0-4])$/, `Give a whole number from 1 to ${MAX_ITEMS}.`),
  v.transform(Number),
)

const locale = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag such as "en" or "de-AT".'),
)

/** What can be asked of a product page and of a cart; what only a known customer can be told is asked with the secret key. */
const SERVED: Readonly<Record<Placement, readonly Intent[]>> = {
  product: ['complementary', 'upgrade', 'downgrade', 'related'],
  generic: ['complementary', 'upgrade', 'downgrade', 'related'],
  cart: ['complementary'],
  checkout: ['complementary'],
  thank_you: ['complementary'],
  home: ['complementary'],
  email: [],
  rep: [],
}
const WHAT_IS_SERVED =
  'A product page has complementary, upgrade, downgrade and related; every other placement has complementary.'

/** One panel of a page: what kind, and how many. */
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
        'Write a panel like upgrade or upgrade:2.',
      ),
      v.transform(
        ([intent, most]): PanelQuestion => ({ intent, ...(most !== undefined && { limit: most }) }),
      ),
    ),
  ),
  v.check((all) => new Set(all.map(({ intent }) => intent)).size === all.length, 'Name each intent once.'),
)

/** The question: strings come in, typed values go on. */
export const recommendationQuery = v.pipe(
  v.object({
    placement: v.picklist(PUBLIC_PLACEMENTS, `Give one of: ${PUBLIC_PLACEMENTS.join(', ')}.`),
    intent: v.optional(v.picklist(INTENTS, `Give one of: ${INTENTS.join(', ')}.`), 'complementary'),
    /** All panels of a page at once, in the order in which they stand; no item shows twice among them. */
    panels: v.optional(panels),
    item_id: v.optional(id),
    /** Alias of `item_id`, as Shopify calls it. */
    product_id: v.optional(id),
    /** Comma-separated; the widget sorts it, so that caches see one address for one cart. */
    cart_item_ids: v.optional(idList(MAX_CART_IDS)),
    limit: v.optional(limit),
    locale: v.optional(locale),
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
const isServed = (placement: Placement, intent: Intent): boolean => SERVED[placement].includes(intent)
export type RecommendationQuery = v.InferOutput<typeof recommendationQuery>

/** What the engine is asked: a public question, or one about a known customer. */
export type Question = Omit<RecommendationQuery, 'placement'> & { placement: Placement }

/** The question about a known customer: in a body, because no name of a person belongs into an address. */
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
    locale: v.optional(locale),
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
    /** As the public sees it, to be put into the customer's own page: no counts. */
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
export type KnownQuestion = v.InferOutput<typeof knownQuestion>

const money = v.object({
  /** Minor units: 1999 is 19.99 EUR, but 1999 JPY. */
  amount: v.number(),
  currency: v.string(),
  /** Of the minor unit, where they are not 2: 0 for JPY. */
  digits: v.optional(v.number()),
})

/** What the public sees of the evidence: words or a rounded share, never counts. */
const publicEvidence = v.object({
  level: v.picklist(['share', 'words']),
  /** "about 1 in `share` buyers also took it"; only with level `share`. */
  share: v.optional(v.number()),
  /** The item on the page or in the cart that gave the most weight; '' for a shop-wide best seller. */
  seed_item_id: v.string(),
})

/** What the holder of the secret key sees of an alternative: who had the seed, and who later chose this one. */
const switching = v.object({
  owners: v.number(),
  switches: v.number(),
  /** switches / owners, with Wilson's 95 % interval. */
  share: v.object({ value: v.number(), low: v.number(), high: v.number() }),
})

/** What the holder of the secret key sees as well. */
const counts = v.object({
  /** Orders of the window that hold both. */
  co_orders: v.number(),
  /** Orders of the window that hold the seed. */
  seed_orders: v.number(),
  /** Orders of the window that hold the suggested item. */
  item_orders: v.number(),
  /** All orders of the window. */
  orders: v.number(),
  /** co_orders / seed_orders, with Wilson's 95 % interval. */
  share: v.object({ value: v.number(), low: v.number(), high: v.number() }),
  /** How many times more often than by chance. */
  lift: v.number(),
})

const recommendedItem = v.object({
  item_id: v.string(),
  /** What goes into the cart: the cheapest variant that can be bought. */
  variant_id: v.optional(v.string()),
  /** What can be chosen from, when there is more than one, at most 30. */
  variants: v.optional(
    v.array(v.object({ variant_id: v.string(), title: v.string(), price: v.optional(money) })),
  ),
  title: v.string(),
  url: v.nullable(v.string()),
  image_url: v.nullable(v.string()),
  price: v.optional(money),
  /** Lowest price of the last 30 days, where it is above `price` and the shop gives it: only then a price is struck through. */
  prior_price_30d: v.optional(money),
  availability: v.picklist(['in_stock', 'backorder']),
  /** To the public 1 / place; to the holder of the secret key what ranked it within its source. */
  score: v.number(),
  source: v.picklist(SOURCES),
  /** The evidence as a sentence, in the panel's language. */
  reason: v.string(),
  /** How that is known, for "Why this?". */
  why: v.optional(v.string()),
  evidence: publicEvidence,
  counts: v.optional(counts),
  switching: v.optional(switching),
  /** Of an alternative: what it has over the one on the page, in words and as data, and what it costs more or less. */
  gain: v.optional(
    v.object({
      text: v.string(),
      parts: v.array(gain),
      price_difference: v.optional(money),
      /** The price difference in words, where `text` does not say it. */
      difference: v.optional(v.string()),
    }),
  ),
  /** Of what a known customer buys again: when the next one is due (UTC milliseconds), and how often it was bought. */
  due: v.optional(v.object({ due_at: v.number(), times: v.number(), days: v.number() })),
  disclosure: v.optional(v.string()),
  age_limit: v.optional(v.number()),
  /** Items with the same number could replace one another; only where a shopper may send cards away. */
  family: v.optional(v.number()),
})
export type RecommendedItem = v.InferOutput<typeof recommendedItem>

const panel = v.object({
  layout: v.picklist(LAYOUTS),
  title: v.string(),
  /** Every word that the widget shows, in the panel's language. */
  texts: panelTexts,
  /** BCP 47; prices are written in it. */
  locale: v.string(),
  /** Where that reads from right to left. */
  dir: v.optional(v.literal('rtl')),
  /** Most columns of a grid; without it the shop's style sheet decides. */
  columns: v.optional(v.number()),
  /** A shopper may send a card away. */
  not_for_me: v.optional(v.literal(true)),
  /** Share of visitors, of those with consent, who get a spare item in the last place. */
  explore: v.optional(v.number()),
  /** Delivery is free from here. */
  free_shipping: v.optional(money),
  /** Put into the cart with a bundle. */
  discount_code: v.optional(v.string()),
})

/** One arm of the experiment that runs at a panel; what it leaves out it takes from the answer around it. */
const answeredArm = v.object({
  arm: v.string(),
  /** Of all visitors; the arms' shares follow each other from 0, and beyond them is nobody. */
  share: v.number(),
  /** Sees nothing, and says when it would have. */
  holdout: v.boolean(),
  recommendation_id: v.optional(v.string()),
  panel: v.optional(panel),
  items: v.optional(v.array(recommendedItem)),
  spare: v.optional(v.array(recommendedItem)),
})

/** One answer. The same bytes have the same `recommendation_id`. */
export const recommendation = v.object({
  recommendation_id: v.string(),
  placement: v.picklist(PLACEMENTS),
  intent: v.picklist(INTENTS),
  /** '' before the first mining run. */
  model_id: v.string(),
  panel,
  /** The item on the page, for a bundle; absent when it cannot be bought. */
  seed: v.optional(recommendedItem),
  items: v.array(recommendedItem),
  spare: v.array(recommendedItem),
  /** The widget draws an arm for a visitor who consented; everybody else sees the answer as it is. */
  experiment: v.optional(
    v.object({
      experiment_id: v.string(),
      /** Who has signed in draws, rather than the browser. */
      unit: v.optional(v.literal('customer')),
      arms: v.array(answeredArm),
    }),
  ),
  /** Only for the secret key with `trace=1`. */
  trace: v.optional(
    v.array(
      v.object({
        item_id: v.string(),
        source: v.picklist(SOURCES),
        score: v.number(),
        seed_item_id: v.string(),
        /** What its score is made of: by cart item, or by name. */
        parts: v.record(v.string(), v.number()),
        gains: v.optional(v.array(gain)),
        losses: v.optional(v.array(gain)),
        /** What became of the candidate. */
        outcome: v.picklist(OUTCOMES),
      }),
    ),
  ),
})
export type Recommendation = v.InferOutput<typeof recommendation>

/** All panels of a page. */
export const recommendations = v.object({
  /** Of all of them together. */
  recommendation_id: v.string(),
  panels: v.array(recommendation),
})
export type PageAnswer = v.InferOutput<typeof recommendations>

/** One panel, or all panels of a page. */
export const anyAnswer = v.union([recommendation, recommendations])
export type AnyAnswer = Recommendation | PageAnswer
