import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import { type CampaignWork, NO_WORK } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { withdraw } from '../decisions/withdraw.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { addAuditEntry } from '../store/audit.ts'
import {
  type CampaignChange,
  changeCampaign,
  readCampaign,
  stopRepeats,
} from '../store/campaigns/campaigns.ts'
import { dropUnreleased, listOpen } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { resultsOf } from './count.ts'
import { learnUplift } from './learn-uplift.ts'
import { expectedOf, prepare } from './prepare.ts'
import { release } from './release.ts'
import { repeatCampaign } from './repeat.ts'

/** Results are counted at most so often, because each count reads all members. */
const COUNT_EVERY = 6 * HOUR

/** A campaign on which the job works. */
type Case = { store: Store; shop: Shop; row: CampaignRow; now: number; lease: JobLease }

/**
 * Continues a campaign: goes through its audience and plans, or makes the contacts of the day and counts what they brought. Called again after an
 * interruption, it goes on where the last call ended.
 */
export async function runCampaign(store: Store, campaign_id: string, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  const row = await readCampaign(store, campaign_id)
  if (!shop || !row) return
  const one = { store, shop, row, now: Date.now(), lease }
  if (row.status === 'checking') return await check(one)
  if (row.status === 'approved') return await begin(one)
  if (row.status === 'running') return await run(one)
  if (row.status === 'stopped') await withdrawOpen(one)
  if (row.status === 'done' || row.status === 'stopped') await countAfterwards(one)
}

async function check({ store, shop, row, now, lease }: Case): Promise<void> {
  // What an earlier check has left.
  if (row.work.after === '') await dropUnreleased(store, row.campaign_id)
  const work = await prepare(store, shop, row, now, lease)
  const plan = await expectedOf(store, shop, row, work, now, lease)
  await changeCampaign(store, row.campaign_id, ['checking'], { status: 'checked', plan }, row)
}

async function begin(one: Case): Promise<void> {
  const { store, row, now } = one
  if ((row.campaign.starts_at ?? 0) > now) return
  if (row.campaign.ends_at <= now) {
    await changeCampaign(store, row.campaign_id, ['approved'], { status: 'done', ended_at: now })
    return
  }
  const started = { status: 'running' as const, started_at: now }
  // First the next run: an interruption after the start would lose it.
  await repeatCampaign(store, { ...row, ...started }, now)
  if (!(await changeCampaign(store, row.campaign_id, ['approved'], started, row))) return
  await run({ ...one, row: { ...row, ...started } })
}

async function run(one: Case): Promise<void> {
  const { store, shop, row, now, lease } = one
  const { campaign_id, campaign } = row
  const over = { status: 'done' as const, ended_at: now }
  if (now >= campaign.ends_at) {
    await changeCampaign(store, campaign_id, ['running'], over)
    return await countAfterwards({ ...one, row: { ...row, ...over } })
  }
  const prepared = await prepare(store, shop, row, now, lease)
  const plan = row.plan ?? (await expectedOf(store, shop, row, prepared, now, lease))
  if (row.plan === null) await changeCampaign(store, campaign_id, ['running'], { plan }, row)
  const planned = { ...row, plan, work: prepared }
  const counted = await countIfDue({ ...one, row: planned })
  if (counted === 'stopped') return
  const { work, isWaiting } = await release(store, shop, { ...planned, work: counted }, now, lease)
  if (work.wave === 1) {
    const isOver = (row.started_at ?? now) + campaign.test_days * DAY <= now
    if (isOver && !isWaiting) return await run({ ...one, row: await nextWave(store, planned, work) })
  } else if (!isWaiting && (await changeCampaign(store, campaign_id, ['running'], over))) {
    await countAfterwards({ ...one, row: { ...planned, ...over, work } })
  }
}

/** Counts what the contacts have brought before further ones are made: harm stops them. */
async function countIfDue(one: Case): Promise<CampaignWork | 'stopped'> {
  const { row, now } = one
  if (now - Math.max(row.work.counted_at, row.started_at ?? now) < COUNT_EVERY) return row.work
  return (await count(one)) ? 'stopped' : { ...row.work, counted_at: now, counting: null }
}

/** Plans the others anew, with what the test has shown of the offers. */
async function nextWave(store: Store, row: CampaignRow, before: CampaignWork): Promise<CampaignRow> {
  const { spent, offered, released, counted_at } = before
  const work: CampaignWork = { ...NO_WORK, spent, offered, released, counted_at }
  await dropUnreleased(store, row.campaign_id)
  await changeCampaign(store, row.campaign_id, ['running'], { work }, row)
  return { ...row, work }
}

const HARM = 'Those who were contacted bought less than the control.'

/** Counts results, and stops a running campaign whose contacts lose margin by the always-valid interval. @returns whether it did */
async function count({ store, shop, row, now, lease }: Case): Promise<boolean> {
  const { campaign_id, campaign, work } = row
  const results = await resultsOf(store, shop, row, now, lease)
  const change: CampaignChange = { results, work: { ...work, counted_at: now, counting: null } }
  await changeCampaign(store, campaign_id, ['running', 'done', 'stopped'], change)
  const isHarm = campaign.stop_on_harm && results.margin !== null && results.margin.high < 0
  if (!isHarm) return false
  const stop = { status: 'stopped' as const, ended_at: now, reason: HARM }
  if (!(await changeCampaign(store, campaign_id, ['running'], stop))) return false
  if (campaign.repeat_days !== null) await stopRepeats(store, row.repeats ?? campaign_id, now)
  const entry = {
    ...{ action: 'stop a harmful campaign', subject: { campaign_id } },
    ...{ before: { status: 'running' }, after: { status: 'stopped' } },
  }
  await addAuditEntry(store, { kind: 'system', id: 'campaigns' }, entry, now)
  return true
}

/** Withdraws what the stopped campaign has decided and nobody has got. */
async function withdrawOpen({ store, shop, row, now, lease }: Case): Promise<void> {
  for (let after = ''; ; ) {
    const open = await listOpen(store, row.campaign_id, after, OPEN_PAGE)
    for (const one of open) {
      await withdraw(store, shop, one, now)
      await lease.pause()
      lease.handOverIfSpent()
    }
    const last = open.at(-1)
    if (open.length < OPEN_PAGE || !last) return
    after = last.member
  }
}

/** Decisions of one read. */
const OPEN_PAGE = 100

/** Purchases count for some days after the last contact; when they are over, the campaign is learned from. */
async function countAfterwards(one: Case): Promise<void> {
  const { store, shop, row, now, lease } = one
  const { started_at, ended_at, campaign, work } = row
  if (started_at === null || ended_at === null) return
  const until = ended_at + campaign.outcome_days * DAY
  if (work.counted_at >= until || (now < until && now - work.counted_at < COUNT_EVERY)) return
  await count(one)
  if (now >= until) await learnUplift(store, shop, now, lease)
}
