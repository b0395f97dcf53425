import type { CampaignView, WrittenCampaign } from '../../../../schema/campaigns/campaigns.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { date, dayOf, startOfDay } from '../../../format.ts'
import { campaignTexts } from '../../../texts/campaigns.ts'

export type Audience = WrittenCampaign['audience']

/** Days that a new campaign lasts, and customers of a list of the likeliest. */
const [USUAL_DAYS, USUAL_CUSTOMERS] = [28, 500]

/** The steps of the wizard. */
export const STEPS = ['who', 'what', 'limits', 'sum'] as const
export type Step = (typeof STEPS)[number]

/** The first moment after a day of the shop's zone, UTC milliseconds. */
export function endOfDay(day: string): number | undefined {
  const noon = Date.parse(`${day}T12:00:00Z`)
  return Number.isNaN(noon) ? undefined : startOfDay(new Date(noon + DAY).toISOString().slice(0, 10))
}

/** A campaign with the usual limits. @param now UTC milliseconds */
export const newDraft = (now: number): WrittenCampaign => ({
  ...{ name: campaignTexts.value.wizard.usual_name(date(now)), note: '', audience: { type: 'everybody' } },
  ...{ offer_ids: [], channels: ['email'], goal: 'margin' },
  ...{ starts_at: null, ends_at: endOfDay(dayOf(now + (USUAL_DAYS - 1) * DAY)) ?? now + USUAL_DAYS * DAY },
  ...{ budget: null, capacity: {}, stock: {}, minimums: [], control_share: 0.1 },
  ...{ test_share: 0, test_days: 7, outcome_days: 30, repeat_days: null, stop_on_harm: true },
})

/** What the merchant wrote of a campaign. */
export function draftOf(view: CampaignView): WrittenCampaign {
  const { name, note, audience, offer_ids, channels, goal, starts_at, ends_at, budget, capacity } = view
  const { stock, minimums, control_share, test_share, test_days, outcome_days, repeat_days } = view
  return {
    ...newDraft(view.created_at),
    ...{
      name,
      note: note ?? '',
      audience: audience as Audience,
      offer_ids,
      channels,
      goal: goal ?? 'margin',
    },
    ...{ starts_at: starts_at ?? null, ends_at, budget: budget ?? null },
    ...{ capacity: capacity ?? {}, stock: stock ?? {}, minimums: minimums ?? [] },
    ...{ control_share: control_share ?? 0.1, test_share: test_share ?? 0, test_days: test_days ?? 7 },
    ...{ outcome_days: outcome_days ?? 30, repeat_days: repeat_days ?? null },
    stop_on_harm: view.stop_on_harm ?? true,
  }
}

/** An audience of a kind, still to be filled in. */
export function emptyAudience(type: Audience['type']): Audience {
  if (type === 'segment') return { type, segment_id: '' }
  if (type === 'condition') return { type, condition: { all: [] } }
  if (type === 'list') return { type, customers: [] }
  if (type === 'family') return { type, family: '', customers: USUAL_CUSTOMERS }
  return { type: 'everybody' }
}

/** What a step still lacks, in words; undefined when it is complete. What the browser itself asks for is not in it. */
export function lackOf(step: Step, { audience, offer_ids, channels }: WrittenCampaign): string | undefined {
  const t = campaignTexts.value.wizard
  if (step === 'who') {
    const { condition } = audience.type === 'condition' ? audience : { condition: undefined }
    if (condition && 'all' in condition && condition.all.length === 0) return t.no_condition
    if (audience.type === 'list' && audience.customers.length === 0) return t.no_handles
    if (audience.type === 'family' && audience.family === '') return t.no_families
    if (audience.type === 'segment' && audience.segment_id === '') return t.no_segments
  }
  if (step === 'what' && offer_ids.length === 0) return t.choose_offer
  if (step === 'what' && channels.length === 0) return t.choose_channel
  return undefined
}

/** The campaign without limits of channels and offers that it does not have. */
export function cleaned(draft: WrittenCampaign): WrittenCampaign {
  const { capacity, stock, channels, offer_ids, minimums } = draft
  const kept = <T>(all: Record<string, T>, names: readonly string[]) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
  return {
    ...draft,
    capacity: kept(capacity, channels),
    stock: kept(stock, offer_ids),
    minimums: minimums.filter(({ segment_id }) => segment_id !== ''),
  }
}
