import type { OfferView } from '../../../../../schema/decisions/offers.ts'
import type { TriggerStep } from '../../../../../schema/triggers/triggers.ts'
import { CHANNELS } from '../../../../../vocabulary/decisions/offers.ts'
import { STEP_AFTER } from '../../../../../vocabulary/decisions/triggers.ts'
import { Button } from '../../../../parts/button.tsx'
import { SelectField } from '../../../../parts/field.tsx'
import { Card } from '../../../../parts/page.tsx'
import { Empty } from '../../../../parts/states.tsx'
import { campaignTexts } from '../../../../texts/campaigns.ts'
import { texts } from '../../../../texts/index.ts'
import { triggerTexts } from '../../../../texts/triggers.ts'
import { Checks, NumberField } from '../../../rules/edit/fields.tsx'
import { MOST_STEPS, newStep } from './draft.ts'
import { errorAt, type PartProps, Wrong } from './issues.tsx'

/** What a trigger offers, and what follows a refusal or silence. */
export function Steps({
  draft: { steps },
  set,
  issues,
  offers,
}: PartProps & { offers: readonly OfferView[] | undefined }) {
  const { trigger_form: t, triggers } = triggerTexts.value
  const chosen = steps.map(({ offer_id }) => offer_id)
  // An offer that ended since stays visible while it is chosen.
  const shown = (offers ?? []).filter(
    ({ offer_id, status }) => status === 'approved' || status === 'live' || chosen.includes(offer_id),
  )
  const change = (at: number, step: TriggerStep) =>
    set({ steps: steps.map((one, index) => (index === at ? step : one)) })
  const remove = (at: number) => set({ steps: steps.filter((_, index) => index !== at).map(asPlaced) })
  return (
    <Card title={t.steps} lead={t.steps_lead}>
      {offers && shown.length === 0 && <NoOffers />}
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity
        <fieldset key={at} class="stack part">
          <legend>
            <strong>{triggers.step(at + 1)}</strong>
          </legend>
          <StepFields {...{ step, at, issues, offers: shown }} onChange={(next) => change(at, next)} />
          {steps.length > 1 && (
            <div>
              <Button size="small" kind="quiet" label={t.remove(at + 1)} onPress={() => remove(at)}>
                {texts.value.offers.remove}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {issues.some(({ field }) => field === 'steps') && <Wrong issues={issues} field="steps" />}
      {steps.length < MOST_STEPS && (
        <div>
          <Button size="small" onPress={() => set({ steps: [...steps, newStep(false)] })}>
            {t.add}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** A step at its place: the first one follows none. */
const asPlaced = (step: TriggerStep, at: number): TriggerStep =>
  at === 0 ? { ...step, after: null } : { ...step, after: step.after ?? 'silence' }

function NoOffers() {
  const t = campaignTexts.value.wizard
  return (
    <Empty>
      <p>{t.no_offers}</p>
      <a class="button" href="/console/offers">
        {t.to_offers}
      </a>
    </Empty>
  )
}

type StepProps = {
  step: TriggerStep
  at: number
  issues: PartProps['issues']
  offers: readonly OfferView[]
  onChange: (step: TriggerStep) => void
}

function StepFields({ step, at, issues, offers, onChange }: StepProps) {
  const t = triggerTexts.value.trigger_form
  const error = (field: string) => errorAt(issues, `steps.${at}.${field}`)
  const set = (part: Partial<TriggerStep>) => onChange({ ...step, ...part })
  return (
    <>
      <div class="form">
        <SelectField
          label={t.offer}
          value={step.offer_id}
          error={error('offer_id') && t.choose_offer}
          options={[['', ''], ...offers.map(({ offer_id, name }) => [offer_id, name] as const)]}
          onInput={(offer_id) => set({ offer_id })}
        />
        {step.after !== null && (
          <SelectField
            label={t.after}
            value={step.after}
            options={STEP_AFTER.map((one) => [one, t.afters[one]] as const)}
            onInput={(after) => set({ after: STEP_AFTER.find((one) => one === after) ?? 'silence' })}
          />
        )}
        {step.after === 'silence' && (
          <NumberField
            label={t.silence}
            value={step.silence_days}
            required
            error={error('silence_days')}
            onChange={(silence_days = 7) => set({ silence_days })}
          />
        )}
        <NumberField
          label={t.wait}
          value={step.wait_hours}
          error={error('wait_hours')}
          onChange={(wait_hours = 0) => set({ wait_hours })}
        />
      </div>
      <Checks
        label={t.channels}
        options={CHANNELS.map((one) => [one, texts.value.offers.channels[one]] as const)}
        chosen={step.channels}
        none={campaignTexts.value.wizard.choose_channel}
        onChange={(channels = []) => set({ channels })}
      />
      <Wrong issues={issues} field={`steps.${at}.channels`} />
    </>
  )
}
