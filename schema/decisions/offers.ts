import { type SQL, sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CHANNELS, OFFER_KINDS, OFFER_STATUS } from '../../vocabulary/decisions/offers.ts'
import { authorship, authorshipView } from '../authorship.ts'
import { customerCondition } from '../customers/condition.ts'
import { amount, between, moment } from '../numbers.ts'
import { id, languageTag } from '../shapes.ts'

/** Offers of a shop that are live, and all of them. A decision reads all live ones. */
export const MAX_LIVE_OFFERS = 200
export const MAX_OFFERS = 2_000

const shortText = (most: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, 'Give at least one character.'), v.maxLength(most))
const values = <S extends v.GenericSchema>(one: S, most = 50) =>
  v.optional(
    v.pipe(
      v.array(one),
      v.minLength(1, 'Give at least one value, or leave the part out.'),
      v.maxLength(most),
    ),
  )

/** What is proposed. `item`: the first of them that fits. `bundle`: all of them. The others are found for each customer. */
const proposal = v.variant('type', [
  v.strictObject({ type: v.literal('item'), item_ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(20)) }),
  v.strictObject({
    type: v.literal('bundle'),
    item_ids: v.pipe(v.array(id), v.minLength(2), v.maxLength(8)),
  }),
  /** The item of the category that goes best with what the customer bought. */
  v.strictObject({ type: v.literal('category'), category: shortText(500) }),
  /** What goes best with what the customer bought, from any category. */
  v.strictObject({ type: v.literal('companion') }),
  /**
   * What goes best with what the customer bought among items of which too much is in stock: a template, instead of an offer for each family.
   * Pieces in stock over orders with the item a week, since the model's first order; items without a stock or with fewer than five orders are not meant.
   */
  v.strictObject({
    type: v.literal('overstock'),
    cover_weeks: between(1, 520),
    /** Only of this category and those below; by default of all. */
    category: v.optional(shortText(500)),
  }),
  /** What the customer is due to buy again. */
  v.strictObject({ type: v.literal('due') }),
  v.strictObject({ type: v.literal('service'), name: shortText(200) }),
])

/** Longest code of an incentive, characters. */
export const MAX_CODE = 100
/** How the customer claims an incentive: with one code for all, or each with a code of their own from those that were uploaded. */
const CODES = { code: v.optional(shortText(MAX_CODE)), own_codes: v.optional(v.literal(true)) }

/** What the customer gains besides the item; amounts in minor units. */
const incentive = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('amount'), amount, ...CODES }),
  v.strictObject({ type: v.literal('percent'), percent: between(1, 100), ...CODES }),
  v.strictObject({ type: v.literal('gift'), gift: shortText(200), cost: amount, ...CODES }),
  v.strictObject({ type: v.literal('free_shipping'), cost: amount, ...CODES }),
])
export type Incentive = v.InferOutput<typeof incentive>

/** The code that is the same for everybody; undefined for none, and where each customer has their own. */
export const sharedCode = (one: Incentive): string | undefined =>
  one.type === 'none' || one.own_codes ? undefined : one.code

/** Whether each customer gets a code of their own. */
export const hasOwnCodes = (one: Incentive): boolean => one.type !== 'none' && one.own_codes === true

/** How the offer is worded. `{item}` and `{price}` are filled in. The most specific text that fits is used. */
const offerText = v.strictObject({
  /** Language tag; without one it is for all languages. */
  locale: v.optional(languageTag),
  channels: values(v.picklist(CHANNELS)),
  /** Customers for whom it is meant; others do not get it. */
  for: v.optional(customerCondition),
  title: shortText(200),
  body: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(2_000)), ''),
  image_url: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^https:\/\/\S+$/, 'Give an address that begins with https://.'),
      v.maxLength(2_000),
    ),
  ),
})

const FIELDS = {
  name: shortText(200),
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
  status: v.optional(v.picklist(OFFER_STATUS, `Give one of: ${OFFER_STATUS.join(', ')}.`), 'draft'),
  kind: v.picklist(OFFER_KINDS, `Give one of: ${OFFER_KINDS.join(', ')}.`),
  proposal,
  texts: v.pipe(v.array(offerText), v.minLength(1, 'Give at least one text.'), v.maxLength(100)),
  incentive: v.optional(incentive, { type: 'none' }),
  /** Least margin that must be left after the incentive, minor units. */
  margin_floor: v.optional(v.nullable(amount), null),
  /** Net margin that an accepted offer brings, minor units; by default from price and cost of the items. */
  margin: v.optional(v.nullable(amount), null),
  starts_at: v.optional(v.nullable(moment), null),
  ends_at: v.optional(v.nullable(moment), null),
  markets: values(id),
  channels: values(v.picklist(CHANNELS)),
  /** Who gets it; without a condition everybody. A condition that cannot be decided withholds it. */
  eligibility: v.optional(v.nullable(customerCondition), null),
  /** Never together with these offers, or not within so many days after them; null for never after them. */
  conflicts: v.optional(
    v.pipe(
      v.array(v.strictObject({ offer_id: id, days: v.optional(v.nullable(between(1, 730)), null) })),
      v.maxLength(50),
    ),
    [],
  ),
  /** Made only after one of these was refused. */
  follow_up_of: v.optional(v.pipe(v.array(id), v.maxLength(50)), []),
  /** Years. */
  least_age: v.optional(v.nullable(between(1, 120)), null),
  /** A regulated offer needs another person's approval, is never drawn, and carries its disclosure. */
  regulated: v.optional(v.boolean(), false),
  /** Text that must be shown with it. */
  disclosure: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
  /** Factor on the priority, until its end. */
  lever: v.optional(
    v.nullable(
      v.strictObject({
        factor: v.pipe(v.number(), v.minValue(0.2, 'Give at least 0.2.'), v.maxValue(5, 'Give at most 5.')),
        reason: shortText(500),
        until: moment,
      }),
    ),
    null,
  ),
}

/** An offer as the merchant writes it. */
export const newOffer = v.pipe(
  v.strictObject(FIELDS),
  v.forward(
    v.check(
      ({ starts_at, ends_at }) => starts_at === null || ends_at === null || starts_at < ends_at,
      'Give an end after the start.',
    ),
    ['ends_at'],
  ),
  v.forward(
    v.check(
      ({ regulated, disclosure }) => !regulated || disclosure !== '',
      'A regulated offer needs its disclosure.',
    ),
    ['disclosure'],
  ),
  v.forward(
    v.check(
      ({ incentive: one }) => !(hasOwnCodes(one) && one.type !== 'none' && one.code !== undefined),
      'Give one code for all, or a code of its own for each customer, not both.',
    ),
    ['incentive'],
  ),
  v.forward(
    v.check(
      ({ proposal: { type }, margin }) => type !== 'service' || margin !== null,
      'Give the margin of a service: it has no price from which it could be computed.',
    ),
    ['margin'],
  ),
)
export type WrittenOffer = v.InferOutput<typeof newOffer>
export type OfferText = WrittenOffer['texts'][number]

const isLive: SQL = sql`status = 'live'`

/** What the shop may propose. Its history is in the audit. */
export const offers = sqliteTable(
  'offers',
  {
    shop_id: text().notNull(),
    offer_id: text().notNull(),
    /** That of `offer`, for the index. */
    status: text({ enum: OFFER_STATUS }).notNull(),
    offer: text({ mode: 'json' }).$type<WrittenOffer>().notNull(),
    ...authorship,
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.offer_id] }), index('offers_live').on(t.shop_id).where(isLive)],
)
export type OfferRow = typeof offers.$inferSelect

/** What became of an offer on a channel: decisions, those that were delivered, and their answers. */
export const offerResults = sqliteTable(
  'offer_results',
  {
    shop_id: text().notNull(),
    offer_id: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    decided: integer().notNull().default(0),
    delivered: integer().notNull().default(0),
    /** Sum of the acceptances that were expected of those whom it reached, before answers to the offer were known. */
    expected: real().notNull().default(0),
    accepted: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.offer_id, t.channel] })],
)
export type OfferResult = typeof offerResults.$inferSelect

/** An offer in a response. */
export const offerView = v.object({
  offer_id: v.string(),
  ...newOffer.entries,
  ...authorshipView,
})
export type OfferInput = v.InferInput<typeof newOffer>
export type OfferView = v.InferOutput<typeof offerView>
