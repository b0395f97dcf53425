import type { SegmentView } from '../../../../schema/customers/segments.ts'
import type { OfferView } from '../../../../schema/decisions/offers.ts'
import { isOutbound } from '../../../../vocabulary/decisions/offers.ts'
import { dayOf, startOfDay } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { CheckField, SelectField, TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { texts } from '../../../texts/index.ts'
import { AmountField, NumberField } from '../../rules/edit/fields.tsx'
import { nameOfOffer } from '../say.ts'
import { endOfDay } from './draft.ts'
import type { StepProps } from './what.tsx'

type Props = StepProps & { offers: readonly OfferView[]; segments: readonly SegmentView[] }

/** The third step: when, within which limits, and how the result is measured. */
export const LimitFields = (props: Props) => (
  <>
    <When {...props} />
    <Bounds {...props} />
    <Measuring {...props} />
  </>
)

function When({ draft, set }: StepProps) {
  const t = campaignTexts.value.wizard
  const { starts_at, ends_at, repeat_days } = draft
  return (
    <Card title={t.when}>
      <div class="form">
        <TextField
          label={t.first_day}
          hint={t.first_day_hint}
          type="date"
          value={starts_at === null ? '' : dayOf(starts_at)}
          onInput={(day) => set({ starts_at: startOfDay(day) ?? null })}
        />
        <TextField
          label={t.last_day}
          type="date"
          required
          value={dayOf(ends_at - 1)}
          onInput={(day) => set({ ends_at: endOfDay(day) ?? ends_at })}
        />
        <NumberField
          label={t.repeat}
          hint={t.repeat_hint}
          value={repeat_days ?? undefined}
          onChange={(days) => set({ repeat_days: days ?? null })}
        />
      </div>
    </Card>
  )
}

/** An object with a value under a name, or without one. */
const withValue = (all: Record<string, number>, name: string, value: number | undefined) => {
  const { [name]: _, ...others } = all
  return value === undefined ? others : { ...others, [name]: value }
}

function Bounds({ draft, set, offers, segments }: Props) {
  const t = campaignTexts.value.wizard
  const { budget, channels, capacity, offer_ids, stock, minimums } = draft
  return (
    <Card title={t.limits}>
      <div class="form">
        <AmountField
          label={t.budget}
          hint={t.budget_hint}
          value={budget ?? undefined}
          onChange={(amount) => set({ budget: amount ?? null })}
        />
        {channels.filter(isOutbound).map((channel) => (
          <NumberField
            key={channel}
            label={t.capacity(texts.value.offers.channels[channel])}
            hint={t.capacity_hint}
            value={capacity[channel]}
            onChange={(most) => set({ capacity: withValue(capacity, channel, most) })}
          />
        ))}
      </div>
      <details open={Object.keys(stock).length + minimums.length > 0}>
        <summary>{t.more_limits}</summary>
        <div class="stack">
          <div class="form">
            {offer_ids.map((offer_id) => (
              <NumberField
                key={offer_id}
                label={t.stock(nameOfOffer(offers, offer_id) ?? offer_id)}
                value={stock[offer_id]}
                onChange={(most) => set({ stock: withValue(stock, offer_id, most) })}
              />
            ))}
          </div>
          <Minimums draft={draft} set={set} segments={segments} />
        </div>
      </details>
    </Card>
  )
}

function Minimums({ draft: { minimums }, set, segments }: StepProps & { segments: readonly SegmentView[] }) {
  const t = campaignTexts.value.wizard
  if (segments.length === 0) return null
  const change = (at: number, part: Partial<(typeof minimums)[number]>) =>
    set({ minimums: minimums.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset class="part">
      <legend class="soft">{t.minimums}</legend>
      <div class="stack">
        {minimums.map(({ segment_id, customers }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a minimum has no other identity
          <div key={at} class="form">
            <SelectField
              label={t.segment}
              value={segment_id}
              options={[['', ''], ...segments.map((one) => [one.segment_id, one.name] as const)]}
              onInput={(chosen) => change(at, { segment_id: chosen })}
            />
            <NumberField
              label={t.at_least}
              value={customers}
              required
              onChange={(least = 1) => change(at, { customers: least })}
            />
            <div class="field end">
              <Button kind="quiet" onPress={() => set({ minimums: minimums.filter((_, one) => one !== at) })}>
                {texts.value.offers.remove}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button
            size="small"
            onPress={() => set({ minimums: [...minimums, { segment_id: '', customers: 100 }] })}
          >
            {t.add_minimum}
          </Button>
        </div>
      </div>
    </fieldset>
  )
}

/** A share as percent, as it is typed. */
const percentOf = (share: number): number => Math.round(share * 1000) / 10

function Measuring({ draft, set }: StepProps) {
  const t = campaignTexts.value.wizard
  const { control_share, outcome_days, test_share, test_days, stop_on_harm } = draft
  return (
    <Card title={t.measuring}>
      <div class="form">
        <NumberField
          label={t.control}
          value={percentOf(control_share)}
          onChange={(share = 0) => set({ control_share: share / 100 })}
        />
        <NumberField
          label={t.outcome_days}
          value={outcome_days}
          required
          onChange={(days = 30) => set({ outcome_days: days })}
        />
      </div>
      <p class="soft">{control_share > 0 ? t.control_hint : t.no_control}</p>
      <CheckField label={t.stop_on_harm} checked={stop_on_harm} onInput={(on) => set({ stop_on_harm: on })} />
      <details open={test_share > 0}>
        <summary>{t.more_measuring}</summary>
        <div class="form">
          <NumberField
            label={t.test}
            hint={t.test_hint}
            value={percentOf(test_share)}
            onChange={(share = 0) => set({ test_share: share / 100 })}
          />
          <NumberField
            label={t.test_days}
            value={test_days}
            required
            onChange={(days = 7) => set({ test_days: days })}
          />
        </div>
      </details>
    </Card>
  )
}
