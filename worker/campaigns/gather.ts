import type { CustomerCondition } from '../../engine/customer/condition.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { OfferRow } from '../../schema/decisions/offers.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { isKnown } from '../decisions/decide.ts'
import { isPersonal } from '../decisions/propose.ts'
import { NO_PROPOSALS, questionOf, readOptionsOf } from '../decisions/question.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { type NewMember, writeGathered } from '../store/campaigns/members.ts'
import { readShared, readSituations, type Shared } from '../store/decisions/people.ts'
import { type Proposals, readProposals } from '../store/decisions/proposals.ts'
import type { Situation } from '../store/decisions/situation.ts'
import type { Store } from '../store/open.ts'
import { conditionOf, customersOf, isIn } from './audience.ts'
import { type Effects, readEffects } from './effects.ts'
import { featuresOf } from './features.ts'
import { optionsOf } from './options.ts'

/** Customers of a page: with their purchases about 1 MB. */
const PAGE = 100
/** The same where an offer looks for items of each customer's own, which takes three statements each. */
const PERSONAL_PAGE = 20
/** Customers judged between two pauses: about 2 ms of work. */
const SLICE = 5

/** What is the same for all customers of a campaign. */
type Frame = {
  row: CampaignRow
  shop: Shop
  shared: Shared
  offers: ReadonlyMap<string, OfferRow>
  /** Undefined when the segment is gone. */
  condition: CustomerCondition | null | undefined
  /** Conditions of the segments with a minimum. */
  minimums: (CustomerCondition | undefined)[]
  effects: Effects
  now: number
}

/**
 * Goes through the audience from where the work is, and stores each customer to whom something can be offered with all that can be. The
 * work counts the others by the reason. It ends with `after: null`.
 */
export async function gather(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  now: number,
  lease: JobLease,
): Promise<CampaignWork> {
  const { audience, offer_ids, minimums } = row.campaign
  const shared = await readShared(store, offer_ids)
  const frame: Frame = {
    ...{ row, shop, shared, now },
    offers: new Map(shared.offers.map((one) => [one.offer_id, one])),
    condition: conditionOf(audience, shared.segments),
    minimums: minimums.map(
      ({ segment_id }) =>
        shared.segments.find((one) => one.segment_id === segment_id)?.condition as
          | CustomerCondition
          | undefined,
    ),
    effects: await readEffects(store, row.campaign),
  }
  const isPersonalToo = shared.offers.some(({ offer }) => isPersonal(offer))
  const nextCustomers = await customersOf(store, audience)
  let { work } = row
  while (work.after !== null) {
    lease.handOverIfSpent()
    const { persons, next } = await nextCustomers(work.after, isPersonalToo ? PERSONAL_PAGE : PAGE)
    const situations = await readSituations(store, persons, shared, readOptionsOf(shop), now)
    const members: NewMember[] = []
    const blocked = { ...work.blocked }
    let inAudience = 0
    const bought = situations.map((one) => one.bought.map(({ item_id }) => item_id))
    const proposals = isPersonalToo ? await readProposals(store, bought) : []
    for (const [at, situation] of situations.entries()) {
      if (at % SLICE === SLICE - 1) await lease.stretch()
      const found = membershipOf(frame, persons[at] ?? '', situation, proposals[at])
      if (found === 'outside') continue
      inAudience += 1
      if ('reason' in found) blocked[found.reason] = (blocked[found.reason] ?? 0) + 1
      else members.push(found)
    }
    work = {
      ...work,
      blocked,
      after: next,
      looked_at: work.looked_at + persons.length,
      audience: work.audience + inAudience,
    }
    await writeGathered(store, members, { ...row, work })
    await lease.pause()
  }
  return work
}

/** What a customer is in the campaign: a member, outside the audience, or in it without anything to offer. */
function membershipOf(
  frame: Frame,
  customer: string,
  situation: Situation,
  proposals: Proposals = NO_PROPOSALS,
): NewMember | { reason: string } | 'outside' {
  const { row, shop, offers, condition, minimums, effects, now } = frame
  if (situation.is_erased || condition === undefined || !isKnown(situation)) return 'outside'
  const asked = { channel: row.campaign.channels[0] ?? 'email', context: { item_ids: [] } }
  const question = questionOf(situation, proposals, shop, asked, now)
  if (!isIn(condition, question)) return 'outside'
  const features = featuresOf(question)
  const found = optionsOf(question, row.campaign, offers, features, effects.effectOf)
  if ('blocked' in found) return { reason: `${found.blocked.stage}/${found.blocked.code}` }
  const segments = minimums.reduce(
    (bits, one, at) => (one && isIn(one, question) ? bits | (1 << at) : bits),
    0,
  )
  return { customer, options: found.options, features, segments }
}
