import * as v from 'valibot'
import { OUTCOMES } from '../../vocabulary/outcomes.ts'
import { INTENTS, LAYOUTS, PLACEMENTS, SOURCES } from '../../vocabulary/panels.ts'
import { gain } from '../models/lists.ts'
import { panelTexts } from '../shop/panels.ts'

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
