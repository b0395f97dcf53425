import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { decide } from '../decisions/decide.ts'
import type { Decided } from '../decisions/plan.ts'
import { withdraw } from '../decisions/withdraw.ts'
import { isClaimed, type PlannedMember, type Released } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import type { DayLimits } from './day-limits.ts'
import type { Hours } from './hours.ts'
import { namedOption } from './options.ts'

/** What a release works with. */
export type Turns = {
  store: Store
  shop: Shop
  row: CampaignRow
  limits: DayLimits
  hours: Hours
  now: number
}

/** What became of a member, and what is spent after it. Undefined for somebody whose turn is still to come: the next release asks again. */
export type Turn = { released: Released; work: CampaignWork } | undefined

/** One member's turn. */
export async function takeTurn(turns: Turns, work: CampaignWork, member: PlannedMember): Promise<Turn> {
  const { row, limits, hours, now } = turns
  const { campaign } = row
  const { customer, role, option, options } = member
  const { offer_id, channel } = namedOption(campaign, option ?? 0)
  const turn = { customer, released_at: now, decision_id: null, blocked_by: null }
  const withheld = (blocked_by: string): Turn => ({
    released: { ...turn, state: 'withheld', blocked_by },
    work,
  })
  const not_before = Math.min(hours.nextFor(customer, now), campaign.ends_at - 1)
  // Those of the control have their turns in the same order, so they wait for the same days.
  if (!limits.takes(channel, not_before)) return undefined
  if (role !== 'contact') return { released: { ...turn, state: 'observed' }, work }
  // Somebody who has become one with another member since: the control is never contacted, and nobody twice.
  if (member.is_same_person) return withheld('same_person')
  const [, , cost = 0] = options.find(([own]) => own === option) ?? []
  const offered = (work.offered[offer_id] ?? 0) + 1
  // The plan keeps the limits; the test wave draws other offers, so they are held here once more.
  if (work.spent + cost > (campaign.budget ?? Number.POSITIVE_INFINITY)) return withheld('no_budget')
  if (offered > (campaign.stock[offer_id] ?? Number.POSITIVE_INFINITY)) return withheld('no_stock')
  const made = await decided(turns, member, Math.max(now, not_before))
  if (made === 'busy') return undefined
  if ('blocked_by' in made) return withheld(made.blocked_by)
  const { decision_id, at } = made
  if (!limits.takes(channel, at)) {
    // Quiet hours or blackout days have moved it to a day that is full.
    await withdraw(turns.store, turns.shop, { decision_id, customer }, now)
    return undefined
  }
  limits.add(channel, at)
  return {
    released: { ...turn, state: 'decided', decision_id },
    work: {
      ...{ ...work, spent: work.spent + cost, offered: { ...work.offered, [offer_id]: offered } },
      released: limits.noted(),
    },
  }
}

type Made = { decision_id: string; at: number } | { blocked_by: string } | 'busy'

/** The decision about a member: made now, or found again after an interruption. */
async function decided(
  { store, shop, row, now }: Turns,
  { customer, option }: PlannedMember,
  not_before: number,
): Promise<Made> {
  const { offer_id, channel } = namedOption(row.campaign, option ?? 0)
  const ask = async (from: number): Promise<Decided> =>
    await decide(
      store,
      shop,
      { customer, channel, context: { item_ids: [] }, offer_id, not_before: from },
      now,
    )
  try {
    let answer = await ask(not_before)
    // The customer's hour comes after the offer's end: any hour is better than none.
    if (answer.considered[0]?.blocked_by?.code === 'no_time' && not_before > now) answer = await ask(now)
    const { decision, contacts, considered } = answer
    if (!decision || decision.offer_id !== offer_id) {
      return { blocked_by: considered[0]?.blocked_by?.code ?? 'no_longer_valid' }
    }
    const { decision_id, created_at } = decision
    // One that somebody else made is not this campaign's, and what it brings is not either.
    const isOurs =
      created_at === now ||
      (created_at >= (row.started_at ?? now) &&
        !(await isClaimed(store, row.campaign_id, customer, decision_id)))
    if (!isOurs) return { blocked_by: 'open_decision' }
    return { decision_id, at: contacts.find((one) => one.channel === channel)?.at ?? now }
  } catch (thrown) {
    if (!(thrown instanceof PairwellError)) throw thrown
    return thrown.code === 'busy' ? 'busy' : { blocked_by: thrown.code }
  }
}
