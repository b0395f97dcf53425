import { useState } from 'preact/hooks'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import type { ContactPolicySettings } from '../../../schema/decisions/policy.ts'
import { OUTBOUND_CHANNELS } from '../../../vocabulary/decisions/offers.ts'
import { useAll } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField } from '../../parts/field.tsx'
import { texts } from '../../texts/index.ts'
import { policyTexts } from '../../texts/policy.ts'
import { Checks, ListField, NumberField } from '../rules/edit/fields.tsx'

export type Limit = ContactPolicySettings['windows'][number]

/** The windows of the policy. */
export function Limits({ list, onChange }: { list: readonly Limit[]; onChange: (list: Limit[]) => void }) {
  const offers = useAll<OfferView>('/v1/offers?limit=200').data?.items ?? []
  const current = offers.filter(({ status }) => status === 'live' || status === 'approved')
  return (
    <div class="stack">
      {list.map((limit, at) => (
        <LimitFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a limit has no other identity
          key={at}
          limit={limit}
          offers={current}
          onChange={(part) => onChange(list.map((one, index) => (index === at ? { ...one, ...part } : one)))}
          onRemove={() => onChange(list.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button onPress={() => onChange([...list, { channels: [...OUTBOUND_CHANNELS], max: 1, days: 30 }])}>
          {policyTexts.value.add}
        </Button>
      </div>
    </div>
  )
}

type Props = {
  limit: Limit
  /** Offers that a limit may be of. */
  offers: readonly OfferView[]
  onChange: (part: Partial<Limit>) => void
  onRemove: () => void
}

/** How often, for whom together, and on which channels. */
function LimitFields({ limit, offers, onChange, onRemove }: Props) {
  const t = policyTexts.value
  return (
    <fieldset class="stack part">
      <div class="form">
        <NumberField label={t.max} value={limit.max} required onChange={(max = 0) => onChange({ max })} />
        <NumberField label={t.days} value={limit.days} required onChange={(days = 1) => onChange({ days })} />
        <SelectField
          label={t.scope}
          value={limit.scope ?? 'customer'}
          options={[
            ['customer', t.scopes.customer],
            ['account', t.scopes.account],
          ]}
          onInput={(scope) => onChange({ scope: scope === 'account' ? 'account' : undefined })}
        />
      </div>
      <Checks
        label={t.on}
        options={OUTBOUND_CHANNELS.map((one) => [one, texts.value.offers.channels[one]] as const)}
        chosen={limit.channels}
        onChange={(channels) => onChange({ channels: channels ?? [...OUTBOUND_CHANNELS] })}
      />
      <Narrower limit={limit} offers={offers} onChange={onChange} />
      <div>
        <Button size="small" kind="quiet" onPress={onRemove}>
          {texts.value.offers.remove}
        </Button>
      </div>
    </fieldset>
  )
}

/** What narrows a limit: groups of customers, categories and offers. It begins open where something is set. */
function Narrower({ limit, offers, onChange }: Omit<Props, 'onRemove'>) {
  const t = policyTexts.value
  const { groups, categories, offer_ids = [] } = limit
  const [isFirstOpen] = useState(Boolean(groups || categories || offer_ids.length > 0))
  // One that ended meanwhile is still counted.
  const named = new Map(offers.map(({ offer_id, name }) => [offer_id, name]))
  const options = [
    ...named,
    ...offer_ids.flatMap((id) => (named.has(id) ? [] : [[id, id] as [string, string]])),
  ]
  return (
    <details open={isFirstOpen}>
      <summary>{t.only}</summary>
      <div class="stack">
        <div class="form">
          <ListField
            label={t.groups}
            hint={t.groups_hint}
            values={groups}
            onChange={(given) => onChange({ groups: given })}
          />
          <ListField
            label={t.categories}
            hint={t.categories_hint}
            values={categories}
            onChange={(given) => onChange({ categories: given })}
          />
        </div>
        {options.length > 0 && (
          <Checks
            label={t.only_offers}
            options={options}
            chosen={offer_ids}
            onChange={(given) => onChange({ offer_ids: given })}
          />
        )}
      </div>
    </details>
  )
}
