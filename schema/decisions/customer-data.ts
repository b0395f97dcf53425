import * as v from 'valibot'
import { OUTCOMES } from '../../vocabulary/accounts.ts'
import { CONTACT_STATES, MEMBER_ROLES } from '../../vocabulary/decisions/campaigns.ts'
import { CHANNELS, REFUSAL_REASONS, RESPONSES } from '../../vocabulary/decisions/offers.ts'
import { customerProfile } from '../customers/profile.ts'
import { whole } from '../numbers.ts'
import { firingView } from '../triggers/firings.ts'
import { decisionView } from './decisions.ts'

/** Everything that a shop knows and concludes of a person, for a request of theirs. */
export const customerData = v.object({
  profile: customerProfile,
  /** What the merchant says: see PUT /v1/customers. */
  details: v.record(v.string(), v.unknown()),
  /** What is concluded: probabilities of buying each family, and the segments that the person is in. */
  propensities: v.array(v.object({ family: v.string(), propensity: v.number() })),
  segments: v.array(v.string()),
  decisions: v.array(decisionView),
  responses: v.array(
    v.object({
      response_id: v.string(),
      decision_id: v.string(),
      offer_id: v.string(),
      channel: v.picklist(CHANNELS),
      response: v.picklist(RESPONSES),
      reason: v.nullable(v.picklist(REFUSAL_REASONS)),
      note: v.nullable(v.string()),
      at: whole,
    }),
  ),
  /** What triggers did or wait to do, and the events of the person that the merchant posted. */
  triggers: v.array(firingView),
  events: v.array(
    v.object({
      name: v.string(),
      key: v.string(),
      at: v.nullable(whole),
      cancelled_at: v.nullable(whole),
      item_ids: v.array(v.string()),
    }),
  ),
  /** Campaigns in which the person is or was, and the numbers by which they were planned. */
  campaigns: v.array(
    v.object({
      campaign_id: v.string(),
      name: v.string(),
      role: v.picklist(MEMBER_ROLES),
      state: v.nullable(v.picklist(CONTACT_STATES)),
      released_at: v.nullable(whole),
      features: v.array(v.number()),
    }),
  ),
  /** What browsers of the person reported with consent while the person was signed in: items seen in panels, clicked, added or dismissed, and pages. */
  journeys: v.array(
    v.object({
      touches: v.array(
        v.object({
          at: whole,
          kind: v.string(),
          item_id: v.string(),
          seed_item_id: v.string(),
          placement: v.string(),
        }),
      ),
      views: v.array(v.object({ day: whole, item_ids: v.array(v.string()) })),
    }),
  ),
  /** Accounts for which the person buys or bought; `until` is null while they do. */
  accounts: v.array(
    v.object({ account_id: v.string(), role: v.string(), since: whole, until: v.nullable(whole) }),
  ),
  /** What reps recorded about talks with the person. */
  talks: v.array(
    v.object({
      account_id: v.string(),
      family: v.string(),
      outcome: v.picklist(OUTCOMES),
      reason: v.nullable(v.picklist(REFUSAL_REASONS)),
      note: v.nullable(v.string()),
      channel: v.picklist(CHANNELS),
      at: whole,
    }),
  ),
  /** Items that the person viewed while signed in, which triggers compare with their later price and stock. */
  viewed_items: v.array(v.object({ item_id: v.string(), day: whole })),
})
export type CustomerData = v.InferOutput<typeof customerData>
