import type { WrittenCampaign } from '../../../../schema/campaigns/campaigns.ts'
import type { OfferView } from '../../../../schema/decisions/offers.ts'
import { CAMPAIGN_GOALS } from '../../../../vocabulary/decisions/campaigns.ts'
import { CHANNELS } from '../../../../vocabulary/decisions/offers.ts'
import { CheckField, SelectField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Empty } from '../../../parts/states.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { texts } from '../../../texts/index.ts'
import { Checks } from '../../rules/edit/fields.tsx'

export type StepProps = { draft: WrittenCampaign; set: (part: Partial<WrittenCampaign>) => void }

/** The second step: which offers, on which channels, and what for. */
export function What({ draft, set, offers }: StepProps & { offers: readonly OfferView[] }) {
  const t = campaignTexts.value.wizard
  const { goals } = campaignTexts.value.campaigns
  return (
    <>
      <Card title={t.offers} lead={t.offers_lead}>
        <OfferChoice draft={draft} set={set} offers={offers} />
      </Card>
      <Card title={t.where} lead={t.where_lead}>
        <Checks
          label={t.where_on}
          options={CHANNELS.map((one) => [one, texts.value.offers.channels[one]] as const)}
          chosen={draft.channels}
          none={t.choose_channel}
          onChange={(channels = []) => set({ channels })}
        />
        <div class="form">
          <SelectField
            label={t.goal}
            value={draft.goal}
            options={CAMPAIGN_GOALS.map((one) => [one, goals[one]] as const)}
            onInput={(goal) => set({ goal: CAMPAIGN_GOALS.find((one) => one === goal) ?? 'margin' })}
          />
        </div>
      </Card>
    </>
  )
}

/** The offers that a campaign can make, each with its status. */
function OfferChoice({ draft, set, offers }: StepProps & { offers: readonly OfferView[] }) {
  const t = campaignTexts.value.wizard
  const { offer_ids } = draft
  // An offer that ended since stays visible while it is chosen.
  const shown = offers.filter(
    ({ offer_id, status }) => status === 'approved' || status === 'live' || offer_ids.includes(offer_id),
  )
  if (shown.length === 0) {
    return (
      <Empty>
        <p>{t.no_offers}</p>
        <a class="button" href="/console/offers">
          {t.to_offers}
        </a>
      </Empty>
    )
  }
  const toggle = (offer_id: string, on: boolean) =>
    set({
      offer_ids: shown
        .map((one) => one.offer_id)
        .filter((one) => (one === offer_id ? on : offer_ids.includes(one))),
    })
  return (
    <fieldset class="checks">
      <legend class="unseen">{t.offers}</legend>
      <ul class="rows">
        {shown.map(({ offer_id, name, status }) => (
          <li key={offer_id} class="row apart">
            <CheckField
              label={name}
              checked={offer_ids.includes(offer_id)}
              onInput={(on) => toggle(offer_id, on)}
            />
            <span class={`tag ${status === 'live' ? 'good' : ''}`}>{texts.value.offers.status[status]}</span>
          </li>
        ))}
      </ul>
      {shown.some(({ status }) => status === 'approved') && <p class="soft small">{t.approved_only}</p>}
    </fieldset>
  )
}
