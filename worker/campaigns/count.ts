import { grouped } from '../../engine/data/grouped.ts'
import { errorOf, merged, momentsOf } from '../../engine/measure/moments.ts'
import { alwaysValid, MIN_BUYERS, MIN_VISITORS } from '../../engine/measure/sequential.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignResults } from '../../schema/campaigns/results.ts'
import type { CountedArm } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { isOutbound } from '../../vocabulary/decisions/offers.ts'
import { policySettings } from '../decisions/question.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { netValueOf } from '../outcomes/net-value.ts'
import { noteWork } from '../store/campaigns/campaigns.ts'
import {
  type MemberOrder,
  type ReleasedMember,
  readContactCounts,
  readReleased,
} from '../store/campaigns/outcomes.ts'
import type { Store } from '../store/open.ts'
import { type LineItem, readLineItems } from '../store/outcomes/outcomes.ts'

/** Members of one read: with their orders about 1 MB. */
const PAGE = 1_000

/** A member with what they bought after the turn came, minor units. */
export type MemberOutcome = {
  member: ReleasedMember
  orders: number
  revenue: number
  margin: number
  returned: number
}

/** Goes through the members whose turn has come, with what they bought. */
export async function* memberOutcomes(
  store: Store,
  shop: Shop,
  { campaign_id, campaign }: CampaignRow,
  lease: JobLease,
  from = '',
): AsyncGenerator<MemberOutcome[]> {
  for (let after = from; ; ) {
    const { members, orders } = await readReleased(store, campaign_id, after, PAGE, campaign.outcome_days)
    const items = await readLineItems(store, orders)
    const share = policySettings(shop).assumed_margin
    const own = grouped(orders, ({ member }) => member)
    yield members.map((member) => outcomeOf(member, own.get(member.customer) ?? [], items, shop, share))
    await lease.pause()
    const last = members.at(-1)
    if (members.length < PAGE || !last) return
    after = last.customer
  }
}

function outcomeOf(
  member: ReleasedMember,
  orders: readonly MemberOrder[],
  items: ReadonlyMap<string, LineItem>,
  shop: Shop,
  assumed: number,
): MemberOutcome {
  const sums = { orders: orders.length, revenue: 0, margin: 0, returned: 0 }
  for (const order of orders) {
    for (const [, quantity] of order.totals?.refunds ?? []) sums.returned += quantity
    // What is paid in another currency is an order, and no amount.
    if (order.currency !== shop.currency) continue
    const worth = netValueOf(order, items)
    sums.revenue += worth.revenue
    sums.margin += worth.margin + assumed * (worth.revenue - worth.revenue_with_cost)
  }
  return { member, ...sums }
}

const NOBODY: CountedArm = {
  ...{ n: 0, buyers: 0, orders: 0, revenue: 0, returned: 0, margin: { n: 0, mean: 0, squares: 0 } },
}

/** An arm with more members. */
function withMembers(arm: CountedArm, found: readonly MemberOutcome[]): CountedArm {
  const sum = (of: (one: MemberOutcome) => number) => found.reduce((all, one) => all + of(one), 0)
  return {
    n: arm.n + found.length,
    buyers: arm.buyers + found.filter(({ orders }) => orders > 0).length,
    orders: arm.orders + sum(({ orders }) => orders),
    revenue: arm.revenue + sum(({ revenue }) => revenue),
    returned: arm.returned + sum(({ returned }) => returned),
    margin: merged(arm.margin, momentsOf(found.map(({ margin }) => margin))),
  }
}

/**
 * What a campaign has brought so far: everybody whose turn has come counts from that moment on, contacted or withheld, against the control that the
 * same rule chose. So what keeps contacts from being made keeps the comparison fair.
 */
export async function resultsOf(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  now: number,
  lease: JobLease,
): Promise<CampaignResults> {
  const begun = row.work.counting
  let [contact, control] = [begun?.contact ?? NOBODY, begun?.control ?? NOBODY]
  for await (const page of memberOutcomes(store, shop, row, lease, begun?.after)) {
    const of = (role: string) => page.filter(({ member }) => member.role === role)
    contact = withMembers(contact, of('contact'))
    control = withMembers(control, of('control'))
    const after = page.at(-1)?.member.customer
    if (after === undefined || !lease.isSpent()) continue
    const counting = { after, contact, control }
    await store.db.run(noteWork(store, { ...row, work: { ...row.work, counting } }))
    lease.handOverIfSpent()
  }
  const counts = await readContactCounts(store, row.campaign_id, row.campaign.outcome_days)
  const costs = policySettings(shop).contact_costs
  const contact_cost = counts.by_channel.reduce((sum, { channel, contacts }) => {
    const each = isOutbound(channel as 'email') ? (costs[channel as 'email'] ?? 0) : 0
    return sum + each * contacts
  }, 0)
  const planned = (row.plan?.contacts ?? 0) + (row.plan?.control ?? 0)
  const margin = comparedMargin(contact, control, planned)
  const { by_channel: _, ...counted } = counts
  return {
    as_of: now,
    arms: [viewOf('contact', contact), viewOf('control', control)],
    ...counted,
    ...{ returned: contact.returned, contact_cost, margin },
    buyers: comparedBuyers(contact, control, planned),
    net: margin && netOf(margin, contact.n, contact_cost, counts.delivered || counts.decided),
  }
}

const viewOf = (role: 'contact' | 'control', { n, buyers, orders, revenue, margin }: CountedArm) => ({
  ...{ role, customers: n, buyers, orders, revenue: Math.round(revenue) },
  margin: Math.round(margin.mean * margin.n),
})

/** Whether both have enough members and buyers for an interval. */
const isEnough = (a: CountedArm, b: CountedArm): boolean =>
  a.n + b.n >= MIN_VISITORS && Math.min(a.buyers, b.buyers) >= MIN_BUYERS

type Compared = NonNullable<CampaignResults['margin']>

function comparedMargin(contact: CountedArm, control: CountedArm, planned: number): Compared | null {
  if (!isEnough(contact, control)) return null
  const members = contact.n + control.n
  const variance = errorOf(contact.margin) + errorOf(control.margin)
  const value = contact.margin.mean - control.margin.mean
  return bare(alwaysValid(value, variance, members, Math.max(1, planned)))
}

function comparedBuyers(contact: CountedArm, control: CountedArm, planned: number): Compared | null {
  if (!isEnough(contact, control)) return null
  const [a, b] = [contact.buyers / contact.n, control.buyers / control.n]
  const variance = (a * (1 - a)) / contact.n + (b * (1 - b)) / control.n
  const members = contact.n + control.n
  return bare(alwaysValid(a - b, variance, members, Math.max(1, planned)))
}

const bare = ({ value, low, high }: Compared): Compared => ({ value, low, high })

/** The difference of all contacts together, less what they cost. */
function netOf(
  { value, low, high }: Compared,
  members: number,
  cost: number,
  contacts: number,
): NonNullable<CampaignResults['net']> {
  const net = { value: value * members - cost, low: low * members - cost, high: high * members - cost }
  return {
    ...net,
    per_contact: contacts === 0 ? 0 : net.value / contacts,
    per_cost: cost === 0 ? null : (value * members) / cost,
  }
}
