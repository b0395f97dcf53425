import type { Actor } from '../../schema/audit.ts'
import {
  type CampaignAction,
  type CampaignRow,
  MAX_ACTIVE_CAMPAIGNS,
} from '../../schema/campaigns/campaigns.ts'
import { NO_WORK } from '../../schema/campaigns/work.ts'
import type { CampaignStatus } from '../../vocabulary/decisions/campaigns.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import {
  type CampaignChange,
  changeCampaign,
  countCampaigns,
  readCampaign,
  stopRepeats,
} from '../store/campaigns/campaigns.ts'
import { readShared } from '../store/decisions/people.ts'
import type { Store } from '../store/open.ts'

/** The states in which each action can be done, and what it changes. */
const ACTIONS: Readonly<
  Record<
    CampaignAction,
    {
      from: readonly CampaignStatus[]
      change: (row: CampaignRow, actor: Actor, reason: string, now: number) => CampaignChange
    }
  >
> = {
  check: {
    from: ['draft', 'checked'],
    change: ({ campaign }) => ({
      status: 'checking',
      ...{ plan: null, work: { ...NO_WORK, wave: campaign.test_share > 0 ? 1 : 2 } },
    }),
  },
  approve: {
    from: ['checked'],
    change: (_, { kind, id }, __, now) => ({
      status: 'approved',
      approver_kind: kind,
      approver_id: id,
      approved_at: now,
    }),
  },
  pause: { from: ['running'], change: () => ({ status: 'paused' }) },
  resume: { from: ['paused'], change: () => ({ status: 'running' }) },
  stop: {
    from: ['checking', 'approved', 'running', 'paused'],
    // A check that is stopped has done nothing.
    change: ({ status }, _, reason, now) =>
      status === 'checking'
        ? { status: 'draft' }
        : { status: 'stopped', ended_at: now, reason: reason || null },
  },
}

export const noSuchCampaign = () =>
  new PairwellError('unknown_campaign', 'There is no such campaign. GET /v1/campaigns lists them.')

/** @throws {PairwellError} `campaign_state` */
export const wrongState = ({ status }: Pick<CampaignRow, 'status'>, wanted: readonly CampaignStatus[]) =>
  new PairwellError(
    'campaign_state',
    `The campaign is ${status}. That can be done while it is ${wanted.join(' or ')}.`,
    { status },
  )

/**
 * Does something with a campaign, if its state allows it, and calls its job.
 * @throws {PairwellError} `unknown_campaign`, `campaign_state`, `unknown_offer`, `unknown_segment`, `too_many_campaigns`, `invalid_input`
 */
export async function act(
  store: Store,
  campaign_id: string,
  action: CampaignAction,
  actor: Actor,
  reason: string,
  now: number,
): Promise<{ before: CampaignRow; after: CampaignRow }> {
  const before = await readCampaign(store, campaign_id)
  if (!before) throw noSuchCampaign()
  const { from, change } = ACTIONS[action]
  if (!from.includes(before.status)) throw wrongState(before, from)
  if (action === 'check' || action === 'approve') checkEnd(before, now)
  if (action === 'check') await prepareCheck(store, before)
  if (action === 'approve') await checkRoom(store)
  const isDone = await changeCampaign(store, campaign_id, from, change(before, actor, reason, now), { now })
  const after = await readCampaign(store, campaign_id)
  if (!after) throw noSuchCampaign()
  if (!isDone) throw wrongState(after, from)
  if (action === 'stop' && before.campaign.repeat_days !== null) {
    await stopRepeats(store, before.repeats ?? campaign_id, now)
  }
  return { before, after }
}

function checkEnd({ campaign: { ends_at } }: CampaignRow, now: number): void {
  if (ends_at > now) return
  throw new PairwellError('invalid_input', 'The campaign is over. Set `ends_at` to a later time.', {
    issues: [{ field: 'ends_at', message: 'Give a time after now.' }],
  })
}

/** Refuses a campaign with an offer that cannot be made, or a segment that is not there. */
async function prepareCheck(store: Store, { campaign }: CampaignRow): Promise<void> {
  const { offers, segments } = await readShared(store, campaign.offer_ids)
  const { audience, minimums } = campaign
  const named = [
    ...(audience.type === 'segment' ? [audience.segment_id] : []),
    ...minimums.map(({ segment_id }) => segment_id),
  ]
  const missing = named.find((id) => !segments.some(({ segment_id }) => segment_id === id))
  if (missing !== undefined) {
    throw new PairwellError('unknown_segment', `There is no segment ${missing}. GET /v1/segments lists them.`)
  }
  const lacking = campaign.offer_ids.find((id) => !offers.some(({ offer_id }) => offer_id === id))
  if (lacking !== undefined) {
    throw new PairwellError(
      'unknown_offer',
      `The offer ${lacking} is not approved or live, or there is none. Approve it first (PATCH /v1/offers/{offer_id}), or leave it out.`,
    )
  }
}

async function checkRoom(store: Store): Promise<void> {
  const { active } = await countCampaigns(store)
  if (active >= MAX_ACTIVE_CAMPAIGNS) {
    throw new PairwellError(
      'too_many_campaigns',
      `At most ${MAX_ACTIVE_CAMPAIGNS} campaigns run or wait for their start at a time. Stop one first.`,
    )
  }
}
