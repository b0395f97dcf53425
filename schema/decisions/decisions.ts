import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CHANNELS, DECISION_STAGES, DECISION_STATUS, OFFER_KINDS } from '../../vocabulary/decisions/offers.ts'
import { PLACEMENTS } from '../../vocabulary/panels.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { id, languageTag } from '../shapes.ts'

/** Why an offer is withheld, or how it was ranked. */
const considered = v.object({
  offer_id: v.string(),
  name: v.string(),
  /** Null for an offer that could have been made, and was not the first. */
  blocked_by: v.nullable(
    v.object({
      stage: v.picklist(DECISION_STAGES),
      code: v.string(),
      max: v.optional(v.number()),
      days: v.optional(v.number()),
      offer_id: v.optional(v.string()),
    }),
  ),
  priority: v.optional(v.number()),
})
export type Considered = v.InferOutput<typeof considered>

/** The parts of the priority; their product decides. */
const parts = v.object({
  propensity: v.number(),
  /** Probability of acceptance that is expected of the person, before answers of others to the offer. */
  expected: v.number(),
  context: v.number(),
  /** Minor units. */
  value: v.number(),
  lever: v.number(),
  /** Minor units: margin, incentive and contact cost that make up the value. */
  margin: v.number(),
  incentive: v.number(),
  contact_cost: v.number(),
  /** True when the margin is a share of the price, because the shop does not say what the item costs. */
  margin_assumed: v.boolean(),
  /** Probability with which the offer was chosen: less than 1 where offers are drawn to learn. */
  chance: v.number(),
})
export type DecisionParts = v.InferOutput<typeof parts>

/** What the customer reads. */
export const decisionContent = v.object({
  title: v.string(),
  body: v.string(),
  image_url: v.nullable(v.string()),
  url: v.nullable(v.string()),
  code: v.nullable(v.string()),
  disclosure: v.nullable(v.string()),
  /** Language tag of the texts. */
  locale: v.string(),
  /** The market whose prices they have; left out for none, and of decisions of before it was noted. */
  market: v.optional(v.string()),
  /** The items with their titles and prices as text in that language; none for a service. */
  items: v.array(
    v.object({
      item_id: v.string(),
      title: v.string(),
      url: v.nullable(v.string()),
      image_url: v.nullable(v.string()),
      price: v.nullable(v.string()),
    }),
  ),
})
export type DecisionContent = v.InferOutput<typeof decisionContent>

/** Offers to people. A person has at most one that is valid and unanswered. */
export const decisions = sqliteTable(
  'decisions',
  {
    shop_id: text().notNull(),
    decision_id: text().notNull(),
    /** A key of the person (worker/ingest/identity/identifier.ts). */
    customer: text().notNull(),
    offer_id: text().notNull(),
    kind: text({ enum: OFFER_KINDS }).notNull(),
    /** On which it was asked for. */
    channel: text({ enum: CHANNELS }).notNull(),
    item_ids: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Category paths of the items. */
    categories: text({ mode: 'json' }).$type<string[]>().notNull(),
    content: text({ mode: 'json' }).$type<DecisionContent>().notNull(),
    /** Why this offer, as codes with values. */
    reasons: text({ mode: 'json' }).$type<string[]>().notNull(),
    parts: text({ mode: 'json' }).$type<DecisionParts>().notNull(),
    considered: text({ mode: 'json' }).$type<Considered[]>().notNull(),
    /** `expired` and `ignored` are not stored: they follow from `expires_at`. */
    status: text({ enum: DECISION_STATUS }).notNull(),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
    /** When it was answered or withdrawn; null before. */
    ended_at: integer(),
    /** The last ten times at which it was seen on a page. */
    seen_at: text({ mode: 'json' }).$type<number[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.decision_id] }),
    index('decisions_by_customer').on(t.shop_id, t.customer, t.created_at),
    index('decisions_by_offer').on(t.shop_id, t.offer_id, t.decision_id),
    index('decisions_by_channel').on(t.shop_id, t.channel, t.decision_id),
  ],
)
export type DecisionRow = typeof decisions.$inferSelect

/** Places in the windows of the contact policy, one for each decision and outbound channel. */
export const contacts = sqliteTable(
  'contacts',
  {
    shop_id: text().notNull(),
    decision_id: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    customer: text().notNull(),
    offer_id: text().notNull(),
    categories: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** When it was made, or is planned. */
    at: integer().notNull(),
    /** 0 while it is planned; a planned contact that is not made until `expires_at` counts no longer. */
    made: integer({ mode: 'boolean' }).notNull(),
    expires_at: integer().notNull(),
    /** SHA-256 of the `Idempotency-Key` of the call that made it. A repetition with this key is allowed: the first call may have ended before it answered. */
    idempotency_key: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.decision_id, t.channel] }),
    index('contacts_by_customer').on(t.shop_id, t.customer, t.at),
  ],
)
export type ContactRow = typeof contacts.$inferSelect

/** Counts what happened to a person's decisions, so that a decision made from older facts is refused. */
export const personTurns = sqliteTable(
  'person_turns',
  {
    shop_id: text().notNull(),
    customer: text().notNull(),
    turn: integer().notNull(),
    /** Of the write that made it. */
    token: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.customer] })],
)

/** What the person does now. */
const context = v.strictObject({
  placement: v.optional(v.picklist(PLACEMENTS)),
  /** Items of the page or of the cart. */
  item_ids: v.optional(v.pipe(v.array(id), v.maxLength(50)), []),
  market: v.optional(id),
  locale: v.optional(languageTag),
})
export type DecisionContext = v.InferOutput<typeof context>

const customerHandle = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give the handle of a customer.'),
  v.maxLength(40),
)
export const channel = v.picklist(CHANNELS, `Give one of: ${CHANNELS.join(', ')}.`)

/** The question for the next best offer. */
export const decisionQuestion = v.strictObject({
  /** From POST /v1/customers/lookup. */
  customer: customerHandle,
  channel,
  context: v.optional(context, {}),
  /** True: what would be decided, without a decision. */
  trial: v.optional(v.boolean(), false),
})
export type DecisionQuestion = v.InferOutput<typeof decisionQuestion>

/** A decision in a response. */
export const decisionView = v.object({
  decision_id: v.string(),
  customer: v.string(),
  offer_id: v.string(),
  kind: v.picklist(OFFER_KINDS),
  channel: v.picklist(CHANNELS),
  item_ids: v.array(v.string()),
  content: decisionContent,
  reasons: v.array(v.string()),
  status: v.picklist(DECISION_STATUS),
  created_at: whole,
  expires_at: whole,
  ended_at: v.nullable(whole),
  parts,
  considered: v.array(considered),
  /** Contacts that are planned or were made. */
  contacts: v.array(v.object({ channel: v.picklist(CHANNELS), at: whole, made: v.boolean() })),
})
export type DecisionView = v.InferOutput<typeof decisionView>

/** The answer to the question: a decision, or none and why. */
export const decisionAnswer = v.object({
  decision: v.nullable(decisionView),
  /** Each offer that could not be made, and why; for an answer with a decision see `decision.considered`. */
  considered: v.array(considered),
})

/** The delivery of a decision on a channel. */
export const delivery = v.strictObject({ channel })

/** Which decisions a list has. */
export const decisionQuery = v.strictObject({
  ...pageQuery,
  channel: v.optional(channel),
  customer: v.optional(customerHandle),
  offer_id: v.optional(id),
  /** Decisions made at this time or later, UTC milliseconds. */
  since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,14}$/, 'Give UTC milliseconds.'), v.transform(Number))),
})
