import type { OfferInput } from '../../../schema/decisions/offers.ts'
import { CHANNELS } from '../../../vocabulary/decisions/offers.ts'
import { CheckField, SelectField, TextField } from '../../parts/field.tsx'
import { texts } from '../../texts/index.ts'
import { AmountField, Checks, NumberField } from '../rules/edit/fields.tsx'

type Incentive = NonNullable<OfferInput['incentive']>
type Props = { offer: OfferInput; set: (part: Partial<OfferInput>) => void }

function emptyIncentive(type: Incentive['type']): Incentive {
  if (type === 'amount') return { type, amount: 0 }
  if (type === 'percent') return { type, percent: 10 }
  if (type === 'gift') return { type, gift: '', cost: 0 }
  if (type === 'free_shipping') return { type, cost: 0 }
  return { type }
}

/** Time in the form of a field of the browser, by its own clock, and back. */
const asField = (at: number | null | undefined): string =>
  at ? new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : ''
const asTime = (text: string): number | null => (text === '' ? null : new Date(text).getTime())

/** Incentive, margin, validity, channels and rules of law. */
export function Terms({ offer, set }: Props) {
  const t = texts.value.offers
  return (
    <div class="stack">
      <div class="form">
        <IncentiveFields
          incentive={offer.incentive ?? { type: 'none' }}
          onChange={(incentive) => set({ incentive })}
        />
        <AmountField
          label={t.margin}
          hint={t.margin_hint}
          value={offer.margin ?? undefined}
          onChange={(margin = undefined) => set({ margin: margin ?? null })}
        />
        <AmountField
          label={t.floor}
          value={offer.margin_floor ?? undefined}
          onChange={(floor) => set({ margin_floor: floor ?? null })}
        />
        <TextField
          label={t.starts}
          type="datetime-local"
          value={asField(offer.starts_at)}
          onInput={(text) => set({ starts_at: asTime(text) })}
        />
        <TextField
          label={t.ends}
          type="datetime-local"
          value={asField(offer.ends_at)}
          onInput={(text) => set({ ends_at: asTime(text) })}
        />
        <NumberField
          label={t.age}
          value={offer.least_age ?? undefined}
          onChange={(age) => set({ least_age: age ?? null })}
        />
      </div>
      <Checks
        label={t.where}
        options={CHANNELS.map((one) => [one, t.channels[one]] as const)}
        chosen={offer.channels}
        onChange={(channels) => set({ channels })}
      />
      <CheckField
        label={t.regulated}
        checked={offer.regulated ?? false}
        onInput={(regulated) => set({ regulated })}
      />
      <TextField
        label={t.disclosure}
        rows={2}
        value={offer.disclosure ?? ''}
        onInput={(disclosure) => set({ disclosure })}
      />
    </div>
  )
}

function IncentiveFields({
  incentive,
  onChange,
}: {
  incentive: Incentive
  onChange: (next: Incentive) => void
}) {
  const t = texts.value.offers
  return (
    <>
      <SelectField
        label={t.incentive}
        value={incentive.type}
        options={Object.entries(t.incentives)}
        onInput={(type) => onChange(emptyIncentive(type as Incentive['type']))}
      />
      {incentive.type === 'amount' && (
        <AmountField
          label={t.amount}
          value={incentive.amount}
          onChange={(amount = 0) => onChange({ ...incentive, amount })}
        />
      )}
      {incentive.type === 'percent' && (
        <NumberField
          label={t.percent}
          value={incentive.percent}
          onChange={(percent = 1) => onChange({ ...incentive, percent })}
        />
      )}
      {incentive.type === 'gift' && (
        <TextField
          label={t.gift}
          value={incentive.gift}
          onInput={(gift) => onChange({ ...incentive, gift })}
        />
      )}
      {(incentive.type === 'gift' || incentive.type === 'free_shipping') && (
        <AmountField
          label={t.cost}
          value={incentive.cost}
          onChange={(cost = 0) => onChange({ ...incentive, cost })}
        />
      )}
      {incentive.type !== 'none' && <CodeFields incentive={incentive} onChange={onChange} />}
    </>
  )
}

type Claimed = Exclude<Incentive, { type: 'none' }>

/** How the customer claims the incentive: with one code for all, or one of their own. */
function CodeFields({ incentive, onChange }: { incentive: Claimed; onChange: (next: Incentive) => void }) {
  const t = texts.value.offers
  const { own_codes, code, ...rest } = incentive
  return (
    <>
      <CheckField
        label={t.own_codes}
        checked={own_codes ?? false}
        onInput={(own) => onChange({ ...rest, ...(own && { own_codes: true }) } as Incentive)}
      />
      {!own_codes && (
        <TextField
          label={t.code}
          value={code ?? ''}
          onInput={(text) => onChange({ ...rest, ...(text && { code: text }) } as Incentive)}
        />
      )}
    </>
  )
}
