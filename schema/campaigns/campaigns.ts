import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { CAMPAIGN_GOALS, CAMPAIGN_STATUS } from '../../vocabulary/decisions/campaigns.ts'
import { CHANNELS, OUTBOUND_CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { authorship, authorshipView } from '../authorship.ts'
import { customerCondition } from '../customers/condition.ts'
import { amount, between, moment, whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { id } from '../shapes.ts'
import { type CampaignCheck, campaignCheck } from './check.ts'
import { type CampaignResults, campaignResults } from './results.ts'
import type { CampaignWork } from './work.ts'

/** Campaigns of a shop, ended ones included. */
export const MAX_CAMPAIGNS = 1_000
/** Campaigns that run or wait for their start at a time. */
export const MAX_ACTIVE_CAMPAIGNS = 50
/** Offers of a campaign, and customers of a list. */
const [MAX_OFFERS, MAX_LISTED] = [40, 5_000]

const share = (most: number) =>
  v.pipe(v.number(), v.minValue(0, 'Give at least 0.'), v.maxValue(most, `Give at most ${most}.`))
const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'Give at least one character.'), v.maxLength(200))
const distinct = <S extends v.GenericSchema>(one: S, most: number) =>
  v.pipe(
    v.array(one),
    v.minLength(1, 'Give at least one.'),
    v.maxLength(most, `Give at most ${most}.`),
    v.transform((values) => [...new Set(values)]),
  )

/** Who may be contacted. */
const audience = v.variant('type', [
  /** Everybody who ordered. */
  v.strictObject({ type: v.literal('everybody') }),
  v.strictObject({ type: v.literal('condition'), condition: customerCondition }),
  v.strictObject({ type: v.literal('segment'), segment_id: id }),
  /** Handles of customers. */
  v.strictObject({ type: v.literal('list'), customers: distinct(id, MAX_LISTED) }),
  /** Those who are likeliest to buy a family. */
  v.strictObject({ type: v.literal('family'), family: id, customers: between(1, 10_000) }),
])

const FIELDS = {
  name,
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1_000)), ''),
  audience,
  /** Approved or live offers. An approved one that is not live is made by campaigns only. */
  offer_ids: distinct(id, MAX_OFFERS),
  channels: distinct(v.picklist(CHANNELS, `Give of: ${CHANNELS.join(', ')}.`), CHANNELS.length),
  /** What the plan makes as large as it can. */
  goal: v.optional(v.picklist(CAMPAIGN_GOALS, `Give one of: ${CAMPAIGN_GOALS.join(', ')}.`), 'margin'),
  starts_at: v.optional(v.nullable(moment), null),
  ends_at: moment,
  /** Minor units for contacts and incentives together; null for no limit. */
  budget: v.optional(v.nullable(amount), null),
  /** Contacts that a channel can make in a day. */
  capacity: v.optional(
    v.pipe(
      v.record(v.picklist(OUTBOUND_CHANNELS), between(1, 1_000_000)),
      v.maxEntries(OUTBOUND_CHANNELS.length),
    ),
    {},
  ),
  /** Contacts with an offer at most. */
  stock: v.optional(v.pipe(v.record(id, between(0, 1_000_000)), v.maxEntries(MAX_OFFERS)), {}),
  /** Customers of a segment who are contacted at least, if so many can be. */
  minimums: v.optional(
    v.pipe(
      v.array(v.strictObject({ segment_id: id, customers: between(1, 1_000_000) })),
      v.maxLength(10, 'Give at most 10.'),
    ),
    [],
  ),
  /** Share of those who would be contacted and are not, so that the two can be compared. */
  control_share: v.optional(share(0.5), 0.1),
  /** Share that is contacted first, each with an offer that is drawn; the others get what was accepted. 0 for no such wave. */
  test_share: v.optional(share(0.5), 0),
  /** Days for which the first wave is waited for. */
  test_days: v.optional(between(1, 60), 7),
  /** Days after a contact in which purchases count. */
  outcome_days: v.optional(between(1, 180), 30),
  /** Days after its start at which the campaign begins anew; null for once. */
  repeat_days: v.optional(v.nullable(between(7, 366)), null),
  stop_on_harm: v.optional(v.boolean(), true),
}

/** A campaign as the merchant writes it. */
export const newCampaign = v.pipe(
  v.strictObject(FIELDS),
  v.forward(
    v.check(
      ({ starts_at, ends_at }) => starts_at === null || starts_at < ends_at,
      'Give an end after the start.',
    ),
    ['ends_at'],
  ),
  v.forward(
    v.check(
      ({ stock, offer_ids }) => Object.keys(stock).every((one) => offer_ids.includes(one)),
      'Name offers of the campaign only.',
    ),
    ['stock'],
  ),
)
export type WrittenCampaign = v.InferOutput<typeof newCampaign>
export type CampaignInput = v.InferInput<typeof newCampaign>

/** Who gets which offer, within which limits. */
export const campaigns = sqliteTable(
  'campaigns',
  {
    shop_id: text().notNull(),
    campaign_id: text().notNull(),
    status: text({ enum: CAMPAIGN_STATUS }).notNull(),
    campaign: text({ mode: 'json' }).$type<WrittenCampaign>().notNull(),
    ...authorship,
    /** UTC milliseconds; null before. */
    started_at: integer(),
    ended_at: integer(),
    /** Why it ended or could not be checked, in words; null for its end. */
    reason: text(),
    /** The campaign that this one repeats; null for the first. */
    repeats: text(),
    /** The plan; null before the first check. */
    plan: text({ mode: 'json' }).$type<CampaignCheck>(),
    results: text({ mode: 'json' }).$type<CampaignResults>(),
    /** How far its job is. */
    work: text({ mode: 'json' }).$type<CampaignWork>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.campaign_id] }),
    index('campaigns_by_status').on(t.shop_id, t.status),
  ],
)
export type CampaignRow = typeof campaigns.$inferSelect

/** A campaign in a response. */
export const campaignView = v.object({
  campaign_id: v.string(),
  status: v.picklist(CAMPAIGN_STATUS),
  ...FIELDS,
  ...authorshipView,
  started_at: v.nullable(whole),
  ended_at: v.nullable(whole),
  reason: v.nullable(v.string()),
  repeats: v.nullable(v.string()),
  /** Customers that the job has gone through, while the audience is checked. */
  looked_at: whole,
  plan: v.nullable(campaignCheck),
  results: v.nullable(campaignResults),
})
export type CampaignView = v.InferOutput<typeof campaignView>

export const campaignQuery = v.strictObject({
  ...pageQuery,
  status: v.optional(v.picklist(CAMPAIGN_STATUS, `Give one of: ${CAMPAIGN_STATUS.join(', ')}.`)),
})

/** What somebody does with a campaign. */
export const campaignAction = v.strictObject({
  action: v.picklist(
    ['check', 'approve', 'pause', 'resume', 'stop'],
    'Give one of: check, approve, pause, resume, stop.',
  ),
  reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
})
export type CampaignAction = v.InferOutput<typeof campaignAction>['action']
