import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { isAnyPlanned, nextPlanned, type Released, writeReleased } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import { DayLimits } from './day-limits.ts'
import { readHours } from './hours.ts'
import { takeTurn } from './turn.ts'

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
  const limits = new DayLimits(row, now)
  const turns = { store, shop, row, limits, hours: await readHours(store, shop, now), now }
  let { work } = row
  for (;;) {
    const page = await nextPlanned(store, row.campaign_id, work.wave, limits.openOptions(), PAGE)
    if (page.length === 0) return { work, isWaiting: await isAnyPlanned(store, row.campaign_id, work.wave) }
    let [noted, progress] = [[] as Released[], 0]
    /** False once somebody has paused, stopped or changed the campaign. */
    const write = async () => {
      const isOurs = await writeReleased(store, noted, { ...row, work })
      noted = []
      return isOurs
    }
    for (const member of page) {
      // What was found out is noted before another invocation goes on: otherwise it would find out the same for ever.
      if (lease.isSpent()) {
        await write()
        lease.handOverIfSpent()
      }
      const turn = await takeTurn(turns, work, member)
      if (!turn) continue
      noted.push(turn.released)
      progress += 1
      work = turn.work
      if (turn.released.state === 'decided' && !(await write())) return { work, isWaiting: true }
    }
    if (!(await write())) return { work, isWaiting: true }
    await lease.pause()
    // Others decide about all of them just now.
    if (progress === 0 && limits.openOptions().length > 0) return { work, isWaiting: true }
  }
}
