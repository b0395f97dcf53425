import * as v from 'valibot'
import { gain } from './lists.ts'
import { id, idList } from './shapes.ts'

/** Where a panel stands. */
export const PLACEMENTS = ['product', 'cart', 'checkout', 'thank_you', 'home', 'email', 'rep'] as const
export type Placement = (typeof PLACEMENTS)[number]

/** What kind of suggestion it is. */
export const INTENTS = ['complementary', 'upgrade', 'downgrade', 'related', 'replenish'] as const
export type Intent = (typeof INTENTS)[number]

/** The rung of the ladder that an item came from, best first. */
export const SOURCES = [
  'pinned',
  'relation',
  'mined',
  'similar',
  'generalised',
  'category',
  'bestseller',
] as const
export type Source = (typeof SOURCES)[number]

/** What a cart may hold and a panel may show; bigger questions are refused. */
export const MAX_CART_IDS = 50
export const MAX_ITEMS = 24
/** Kept ready beside the panel, for a card that a shopper sends away. */
export const MAX_SPARE = 6

const limit = v.pipe(
  v.string(),
  v.regex(/^([1-9]|1\d|2[0-4])$/, `Give a whole number from 1 to ${MAX_ITEMS}.`),
  v.transform(Number),
)

/** What can be asked of a product page and of a cart. */
const SERVED = {
  product: ['complementary', 'upgrade', 'downgrade', 'related'],
  cart: ['complementary'],
} as const satisfies Partial<Record<Placement, readonly Intent[]>>

/** Panels of one page that are asked for at once. */
export const MAX_PANELS = 5

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
    placement: v.picklist(['product', 'cart'], 'Give "product" or "cart".'),
    intent: v.optional(v.picklist(INTENTS, `Give one of: ${INTENTS.join(', ')}.`), 'complementary'),
    /** All panels of a page at once, in the order in which they stand; no item shows twice among them. */
    panels: v.optional(panels),
    item_id: v.optional(id),
    /** Alias of `item_id`, as Shopify calls it. */
    product_id: v.optional(id),
    /** Comma-separated; the widget sorts it, so that caches see one address for one cart. */
    cart_item_ids: v.optional(idList(MAX_CART_IDS)),
    limit: v.optional(limit),
    locale: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag such as "en" or "de-AT".'),
      ),
    ),
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
    v.check(
      ({ placement, intent }) => isServed(placement, intent),
      'A product page has complementary, upgrade, downgrade and related; a cart has complementary.',
    ),
    ['intent'],
  ),
  v.forward(
    v.check(
      ({ placement, panels: asked = [] }) => asked.every(({ intent }) => isServed(placement, intent)),
      'A product page has complementary, upgrade, downgrade and related; a cart has complementary.',
    ),
    ['panels'],
  ),
)
const isServed = (placement: keyof typeof SERVED, intent: Intent): boolean => {
  const served: readonly Intent[] = SERVED[placement]
  return served.includes(intent)
}
export type RecommendationQuery = v.InferOutput<typeof recommendationQuery>

const money = v.object({
  /** Minor units: 1999 is 19.99 EUR, but 1999 JPY. */
  amount: v.number(),
  currency: v.string(),
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
  title: v.string(),
  url: v.nullable(v.string()),
  image_url: v.nullable(v.string()),
  price: v.optional(money),
  availability: v.picklist(['in_stock', 'backorder']),
  /** To the public 1 / place; to the holder of the secret key what ranked it within its source. */
  score: v.number(),
  source: v.picklist(SOURCES),
  /** The evidence as a sentence, in the panel's language. */
  reason: v.string(),
  evidence: publicEvidence,
  counts: v.optional(counts),
  switching: v.optional(switching),
  /** Of an alternative: what it has over the one on the page, in words and as data, and what it costs more or less. */
  gain: v.optional(v.object({ text: v.string(), parts: v.array(gain), price_difference: v.optional(money) })),
  disclosure: v.optional(v.string()),
  age_limit: v.optional(v.number()),
})
export type RecommendedItem = v.InferOutput<typeof recommendedItem>

/** One answer. The same bytes have the same `recommendation_id`. */
export const recommendation = v.object({
  recommendation_id: v.string(),
  placement: v.picklist(PLACEMENTS),
  intent: v.picklist(INTENTS),
  /** '' before the first mining run. */
  model_id: v.string(),
  panel: v.object({
    layout: v.picklist(['grid', 'list']),
    title: v.string(),
    /** Every word that the widget shows, in the panel's language. */
    texts: v.object({
      add: v.string(),
      adding: v.string(),
      added: v.string(),
      failed: v.string(),
      /** `{title}` is replaced by the item's title. */
      add_label: v.string(),
      from: v.string(),
    }),
    /** BCP 47; prices are written in it. */
    locale: v.string(),
  }),
  items: v.array(recommendedItem),
  spare: v.array(recommendedItem),
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
        /** `shown`, `spare`, `beyond_limit`, or what removed it. */
        outcome: v.string(),
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
