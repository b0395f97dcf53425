import * as v from 'valibot'
import { LAYOUTS } from '../../vocabulary/panels.ts'

/** Longest text of a panel, in characters. */
const MAX_TEXT = 300

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT, `A text has at most ${MAX_TEXT} characters.`))

/** One text by plural category (CLDR), each with `{n}`; what is missing is as `other`. */
export const forms = v.strictObject({
  zero: v.optional(text),
  one: v.optional(text),
  two: v.optional(text),
  few: v.optional(text),
  many: v.optional(text),
  other: text,
})
export type Forms = v.InferOutput<typeof forms>

/** Every word that the widget shows, in one language. */
export const panelTexts = v.strictObject({
  add: text,
  adding: text,
  added: text,
  failed: text,
  /** `{title}` is replaced by the item's title. */
  add_label: text,
  /** `{price}`: of an item whose variants differ in price, the lowest. */
  from: text,
  /** `{title}`: what a choice of variants is called. */
  choose: text,
  why: text,
  not_for_me: text,
  /** `{title}`: what a screen reader hears of the button, and when the card has gone. */
  not_for_me_label: text,
  gone: text,
  too_dear: text,
  nothing_cheaper: text,
  /** `{price}`: what is missing. */
  to_free_shipping: text,
  free_shipping: text,
  this_item: text,
  total: text,
  /** `{n}` items with one press. */
  add_all: forms,
  previous: text,
  next: text,
  /** `{n}` and `{total}`: where a slide stands. */
  slide: text,
})
export type PanelTexts = v.InferOutput<typeof panelTexts>

const setting = v.strictObject({
  /** Of the complementary panel, as are `title`, `limit` and `columns`. */
  layout: v.optional(v.picklist(LAYOUTS)),
  title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1, 'Give a title.'), v.maxLength(MAX_TEXT))),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24))),
  columns: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))),
  /** The shop's own words instead of ours. */
  texts: v.optional(v.partial(panelTexts)),
  /** Whether each card tells why it is there; it does without a word. */
  why: v.optional(v.boolean()),
  /** Whether a shopper may send a card away. */
  not_for_me: v.optional(v.boolean()),
  /**
   * Share of visitors, of those with consent, who get a spare item in the last place of the complementary panel, with the
   * chance noted: so a change of the order can be judged before it is made. Nobody without it.
   */
  explore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.2, 'Explore with 0.2 at most.'))),
  /** Value of a cart from which delivery is free, minor units of the shop's currency. */
  free_shipping: v.optional(v.strictObject({ amount: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
  /** Put into the cart with a bundle, where the platform takes one. */
  discount_code: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
})
export type PanelSetting = v.InferOutput<typeof setting>

const maybe = v.optional(setting)

/** How panels look and behave, by placement, as the merchant sets them. */
export const panelSettings = v.strictObject({
  product: maybe,
  cart: maybe,
  checkout: maybe,
  thank_you: maybe,
  home: maybe,
  generic: maybe,
})
export type PanelSettings = v.InferOutput<typeof panelSettings>
