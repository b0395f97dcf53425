import { allocate } from '../../engine/allocate/allocate.ts'
import type { Campaign } from '../../engine/allocate/campaign.ts'
import { decisionsOf } from '../../engine/allocate/decide.ts'
import type { Plan } from '../../engine/allocate/plan.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { type Candidate, type Chosen, writeChosen } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import { chunkOf, memberPages } from './chunks.ts'
import { isControl, isTest, testOption } from './draw.ts'

/** The first run of a recurring campaign. */
const firstOf = ({ campaign_id, repeats }: CampaignRow): string => repeats ?? campaign_id

/** The members among whom the limits are shared out: the control takes no place in them. */
export async function* competitors(store: Store, row: CampaignRow, lease: JobLease) {
  for await (const page of memberPages(store, row)) {
    yield chunkOf(
      page.filter(({ customer }) => !isControl(firstOf(row), customer, row.campaign.control_share)),
    )
    await lease.pause()
  }
}

/** Makes the plan of those whose turn has not come. */
export const planFor = async (
  store: Store,
  row: CampaignRow,
  limits: Campaign,
  lease: JobLease,
): Promise<Plan> => await allocate(limits, () => competitors(store, row, lease))

/**
 * Gives every member what the plan says, from where the work is. Members of the control are decided by the same prices, so that those who would
 * have been contacted are the ones that are compared.
 */
export async function choose(
  store: Store,
  row: CampaignRow,
  limits: Campaign,
  plan: Plan,
  lease: JobLease,
): Promise<CampaignWork> {
  const decide = decisionsOf(limits, plan)
  let { work } = row
  for await (const page of memberPages(store, row, work.chosen_to ?? '')) {
    const decided = decide(chunkOf(page))
    const rows = page.map((member, at) => chosenOf(row, work, member, decided[at] ?? -1))
    work = { ...work, chosen_to: page.at(-1)?.customer ?? null }
    await writeChosen(store, rows, { ...row, work })
    await lease.pause()
    lease.handOverIfSpent()
  }
  return { ...work, chosen_to: null }
}

const SPARE = { role: 'spare', option: null, worth: null, wave: 2, state: null } as const

function chosenOf(
  row: CampaignRow,
  { wave }: CampaignWork,
  { customer, options }: Candidate,
  number: number,
): Chosen {
  const { campaign_id, campaign } = row
  const chosen = options.find(([own]) => own === number)
  if (!chosen) return { customer, ...SPARE }
  const role = isControl(firstOf(row), customer, campaign.control_share) ? 'control' : 'contact'
  const isFirst = wave === 1 && isTest(campaign_id, customer, campaign.test_share)
  const [option, worth] = isFirst
    ? testOption(campaign_id, customer, options, chosen, campaign.channels.length)
    : chosen
  return { customer, role, option, worth, wave: isFirst ? 1 : 2, state: 'planned' }
}
