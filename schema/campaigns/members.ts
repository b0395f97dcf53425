import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CONTACT_STATES, MEMBER_ROLES } from '../../vocabulary/decisions/campaigns.ts'
import { CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { decisionContent } from '../decisions/decisions.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'

/**
 * An offer on a channel that can be made to a member: its number in the campaign, what it is worth, what it costs (minor units), the
 * expected acceptance, and by how much the contact raises the probability of the purchase.
 */
export type MemberOption = [option: number, worth: number, cost: number, acceptance: number, effect: number]

/** The customers of campaigns to whom something can be offered, one row each. */
export const campaignMembers = sqliteTable(
  'campaign_members',
  {
    shop_id: text().notNull(),
    campaign_id: text().notNull(),
    /** A key of the person. */
    customer: text().notNull(),
    /** Null until the plan is made. */
    role: text({ enum: MEMBER_ROLES }),
    options: text({ mode: 'json' }).$type<MemberOption[]>().notNull(),
    /** Numbers from which uplift is learned (worker/campaigns/features.ts). */
    features: text({ mode: 'json' }).$type<number[]>().notNull(),
    /** Bits of the campaign's minimums whose segment the member is in. */
    segments: integer().notNull(),
    /** Number of the option that the plan chose; null for none. */
    option: integer(),
    /** What the chosen option is worth; the most valuable are contacted first. */
    worth: real(),
    /** 1 for the test before the others, 2 for the others. */
    wave: integer().notNull().default(2),
    /** Null while it is planned. */
    state: text({ enum: CONTACT_STATES }),
    /** When the turn of a member came, of the control as well; null before. */
    released_at: integer(),
    decision_id: text(),
    /** Why the decision was against the contact; null for one that was made. */
    blocked_by: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.campaign_id, t.customer] }),
    index('campaign_members_by_customer').on(t.shop_id, t.customer),
    index('campaign_members_planned')
      .on(t.shop_id, t.campaign_id, t.wave, t.worth)
      .where(sql`state = 'planned'`),
  ],
)
export type CampaignMember = typeof campaignMembers.$inferSelect

/** A member in a response, with what a tool sends. */
export const memberView = v.object({
  customer: v.string(),
  role: v.picklist(MEMBER_ROLES),
  offer_id: v.nullable(v.string()),
  channel: v.nullable(v.picklist(CHANNELS)),
  state: v.nullable(v.picklist(CONTACT_STATES)),
  released_at: v.nullable(whole),
  blocked_by: v.nullable(v.string()),
  decision_id: v.nullable(v.string()),
  /** What the customer reads; null before the decision, and when it is answered, withdrawn or over: then there is nothing to send. */
  content: v.nullable(decisionContent),
})
export type MemberView = v.InferOutput<typeof memberView>

export const memberQuery = v.strictObject({
  ...pageQuery,
  role: v.optional(v.picklist(MEMBER_ROLES, `Give one of: ${MEMBER_ROLES.join(', ')}.`)),
  form: v.optional(v.picklist(['json', 'csv'], 'Use json or csv.'), 'json'),
})
