import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignMember } from '../../schema/campaigns/members.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { isOutbound } from '../../vocabulary/decisions/offers.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { DAY } from '../../vocabulary/time.ts'
import { decide } from '../decisions/decide.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { nextPlanned, type Released, writeReleased } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import { type Hours, readHours } from './hours.ts'
import { namedOption } from './options.ts'

/** Members of one read. */
const PAGE = 100

/** What a release leaves: the work, and whether members wait for another day. */
export type ReleasedWork = { work: CampaignWork; isWaiting: boolean }

/**
 * Makes the decisions of the members whose turn it is, the most valuable first, as many on each channel as it can take in a day. A member of the
 * control has a turn as well, and gets nothing. An interruption between a decision and its note is no second contact: the decision
 * stands, and is found again.
 */
export async function release(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  now: number,
  lease: JobLease,
): Promise<ReleasedWork> {
  const day = Math.floor(now / DAY)
  let work = row.work.day === day ? row.work : { ...row.work, day, released: {} }
  const hours = await readHours(store, shop, now)
  for (;;) {
    const page = await nextPlanned(store, row.campaign_id, work.wave, openOptions(row, work), PAGE)
    if (page.length === 0) return { work, isWaiting: await isAnyPlanned(store, row, work) }
    let [noted, progress] = [[] as Released[], 0]
    /** False once somebody has paused, stopped or changed the campaign. */
    const write = async () => {
      const isOurs = await writeReleased(store, noted, { ...row, work })
      noted = []
      return isOurs
    }
    for (const member of page) {
      lease.handOverIfSpent()
      if (isFull(row, work, member)) continue
      const { released, spent } = await releaseOne(store, shop, row, work, member, hours, now)
      if (!released) continue
      noted.push(released)
      progress += 1
      work = spent
      if (released.state === 'decided' && !(await write())) return { work, isWaiting: true }
    }
    if (noted.length > 0 && !(await write())) return { work, isWaiting: true }
    await lease.pause()
    // Others decide about all of them just now, or their channels are full.
    if (progress === 0) return { work, isWaiting: true }
  }
}

const isAnyPlanned = async (store: Store, row: CampaignRow, { wave }: CampaignWork): Promise<boolean> =>
  (await nextPlanned(store, row.campaign_id, wave, undefined, 1)).length > 0

/** Whether the channel of a member has made its contacts of the day. */
function isFull({ campaign }: CampaignRow, { released }: CampaignWork, { option, role }: CampaignMember) {
  const { channel } = namedOption(campaign, option ?? 0)
  const most = isOutbound(channel) ? campaign.capacity[channel] : undefined
  return role === 'contact' && most !== undefined && (released[channel] ?? 0) >= most
}

/** The options on channels that can make contacts today. */
function openOptions({ campaign }: CampaignRow, { released }: CampaignWork): number[] {
  const { channels, offer_ids, capacity } = campaign
  return offer_ids.flatMap((_, offer) =>
    channels.flatMap((channel, on) => {
      const most = isOutbound(channel) ? capacity[channel] : undefined
      const isOpen = most === undefined || (released[channel] ?? 0) < most
      return isOpen ? [offer * channels.length + on] : []
    }),
  )
}

type Turn = { released: Released | undefined; spent: CampaignWork }

/** One member's turn. Undefined for somebody about whom others decide just now: the next release asks again. */
async function releaseOne(
  store: Store,
  shop: Shop,
  { campaign }: CampaignRow,
  work: CampaignWork,
  { customer, role, option, options }: CampaignMember,
  hours: Hours,
  now: number,
): Promise<Turn> {
  const turn = { customer, released_at: now, decision_id: null, blocked_by: null }
  const withheld = (blocked_by: string): Turn => ({
    released: { ...turn, state: 'withheld', blocked_by },
    spent: work,
  })
  if (role !== 'contact') return { released: { ...turn, state: 'observed' }, spent: work }
  const { offer_id, channel } = namedOption(campaign, option ?? 0)
  const [, , cost = 0] = options.find(([own]) => own === option) ?? []
  const offered = (work.offered[offer_id] ?? 0) + 1
  // The plan keeps the limits; the test wave draws other offers, so they are held here once more.
  if (work.spent + cost > (campaign.budget ?? Number.POSITIVE_INFINITY)) return withheld('no_budget')
  if (offered > (campaign.stock[offer_id] ?? Number.POSITIVE_INFINITY)) return withheld('no_stock')
  try {
    const not_before = hours.nextFor(customer, now)
    const asked = { customer, channel, context: { item_ids: [] }, offer_id, not_before }
    const { decision, considered } = await decide(store, shop, asked, now)
    if (!decision || decision.offer_id !== offer_id) {
      return withheld(considered[0]?.blocked_by?.code ?? 'no_longer_valid')
    }
    return {
      released: { ...turn, state: 'decided', decision_id: decision.decision_id },
      spent: {
        ...work,
        spent: work.spent + cost,
        offered: { ...work.offered, [offer_id]: offered },
        released: { ...work.released, [channel]: (work.released[channel] ?? 0) + 1 },
      },
    }
  } catch (thrown) {
    if (!(thrown instanceof PairwellError)) throw thrown
    if (thrown.code === 'busy') return { released: undefined, spent: work }
    return withheld(thrown.code)
  }
}
