import * as v from 'valibot'
import { MAX_AMOUNT } from '../../vocabulary/limits.ts'
import { LAYOUTS } from '../../vocabulary/panels.ts'
import { between } from '../numbers.ts'

/** Largest length of a text of a panel, in characters. */
const MAX_TEXT = 300

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT, `A text has at most ${MAX_TEXT} characters.`))

/** A text by plural category (CLDR), each with `{n}`; `other` replaces missing categories. */
export const forms = v.strictObject({
  zero: v.optional(text),
  one: v.optional(text),
  two: v.optional(text),
  few: v.optional(text),
  many: v.optional(text),
  other: text,
})
export type Forms = v.InferOutput<typeof forms>

/** Every text that the widget shows, in one language. */
export const panelTexts = v.strictObject({
  add: text,
  adding: text,
  added: text,
  failed: text,
  /** `{title}` is replaced by the item's title. */
  add_label: text,
  /** In place of `add`, for an item that is configured on its own page, or that the cart cannot take. */
  choose_options: text,
  view: text,
  /** For screen readers: the label of the button that opens a card's menu. `{title}` is the item's. */
  more: text,
  /** `{price}` is the lowest price of an item whose variants differ in price. */
  from: text,
  /** `{title}` is the name of a choice of variants. */
  choose: text,
  why: text,
  not_for_me: text,
  /** For screen readers: the label of the button, and the message after the card was removed. `{title}` is the item's. */
  not_for_me_label: text,
  gone: text,
  too_dear: text,
  nothing_cheaper: text,
  /** `{price}` is the amount that is missing. */
  to_free_shipping: text,
  free_shipping: text,
  this_item: text,
  total: text,
  /** Adds `{n}` items with one press. */
  add_all: forms,
  previous: text,
  next: text,
  /** `{n}` of `{total}`: the number of a slide. */
  slide: text,
})
export type PanelTexts = v.InferOutput<typeof panelTexts>

const title = v.pipe(v.string(), v.trim(), v.minLength(1, 'Give a title.'), v.maxLength(MAX_TEXT))

const setting = v.strictObject({
  /** For the complementary panel only, like `title`, `limit` and `columns`. */
  layout: v.optional(v.picklist(LAYOUTS)),
  title: v.optional(title),
  /** Title of the panel where only best sellers are shown; not on home pages, where `title` says what they are. */
  popular_title: v.optional(title),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24))),
  columns: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))),
  /** The shop's own words instead of ours. */
  texts: v.optional(v.partial(panelTexts)),
  /** Whether each card states its reason; true by default. */
  why: v.optional(v.boolean()),
  /** Whether a shopper can dismiss a card. */
  not_for_me: v.optional(v.boolean()),
  /**
   * Share of the visitors with consent who get a spare item in the last position of the complementary panel, with its
   * propensity, so that another ranking can be evaluated before it goes live. Default: no visitors.
   */
  explore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.2, 'Explore with 0.2 at most.'))),
  /** Value of a cart from which delivery is free, minor units of the shop's currency. */
  free_shipping: v.optional(v.strictObject({ amount: between(1, MAX_AMOUNT) })),
  /** Applied to the cart with a bundle, where the platform supports it. */
  discount_code: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
})
export type PanelSetting = v.InferOutput<typeof setting>

const maybe = v.optional(setting)

/** The merchant's settings of panels, by placement. */
export const panelSettings = v.strictObject({
  product: maybe,
  cart: maybe,
  checkout: maybe,
  thank_you: maybe,
  home: maybe,
  generic: maybe,
})
export type PanelSettings = v.InferOutput<typeof panelSettings>
