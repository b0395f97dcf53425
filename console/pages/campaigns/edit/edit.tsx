import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { CampaignView, WrittenCampaign } from '../../../../schema/campaigns/campaigns.ts'
import type { SegmentView } from '../../../../schema/customers/segments.ts'
import type { OfferView } from '../../../../schema/decisions/offers.ts'
import { ask, call } from '../../../api/call.ts'
import { useAct, useAll, useResource } from '../../../api/resource.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Card, Page } from '../../../parts/page.tsx'
import { Failure, Loaded, Notice } from '../../../parts/states.tsx'
import { may } from '../../../session.ts'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { texts } from '../../../texts/index.ts'
import { patchTo } from '../../rules/edit/patch.ts'
import { Summary } from '../summary.tsx'
import { cleaned, draftOf, lackOf, newDraft, STEPS, type Step } from './draft.ts'
import { LimitFields } from './limits.tsx'
import { What } from './what.tsx'
import { Who } from './who.tsx'

/** A new campaign. */
export const NewCampaign = () => <Editor before={undefined} />

/** A campaign that is changed. */
export function EditCampaign() {
  const campaign_id = useRoute().params.campaign_id ?? ''
  const campaign = useResource<CampaignView>(`/v1/campaigns/${encodeURIComponent(campaign_id)}`)
  return <Loaded of={campaign}>{(data) => <Editor before={data} />}</Loaded>
}

/** Writes a campaign, a new one or over the version that was read. */
async function write(before: CampaignView | undefined, draft: WrittenCampaign): Promise<CampaignView> {
  const wish = cleaned(draft)
  if (!before) return await call<CampaignView>('/v1/campaigns', { method: 'POST', json: wish })
  const headers = { 'If-Match': `"${before.version}"` }
  const json = patchTo(draftOf(before), wish)
  const path = `/v1/campaigns/${encodeURIComponent(before.campaign_id)}`
  return (await ask<CampaignView>(path, { method: 'PATCH', json, headers })).data
}

/** Saves a campaign and has it checked. What was saved is not saved anew when the check is refused. */
function useSaving(before: CampaignView | undefined) {
  const { route } = useLocation()
  const [stored, setStored] = useState(before)
  return useAct(async (draft: WrittenCampaign, isToBeChecked: boolean) => {
    const data = await write(stored, draft)
    setStored(data)
    const path = `/v1/campaigns/${encodeURIComponent(data.campaign_id)}`
    if (isToBeChecked) await call(`${path}/actions`, { method: 'POST', json: { action: 'check' } })
    route(`/console/campaigns/${encodeURIComponent(data.campaign_id)}`)
  })
}

function Editor({ before }: { before: CampaignView | undefined }) {
  const [draft, setDraft] = useState<WrittenCampaign>(() => (before ? draftOf(before) : newDraft(Date.now())))
  const [at, setAt] = useState(0)
  const [lack, setLack] = useState<string | undefined>()
  const offers = useAll<OfferView>('/v1/offers?limit=200').data?.items ?? []
  const segments = useResource<{ items: SegmentView[] }>('/v1/segments').data?.items ?? []
  const save = useSaving(before)
  const t = campaignTexts.value
  const step = STEPS[at] ?? 'who'
  const set = (part: Partial<WrittenCampaign>) => {
    setDraft({ ...draft, ...part })
    setLack(undefined)
  }
  const next = () => {
    const missing = lackOf(step, draft)
    setLack(missing)
    if (missing !== undefined) return
    if (step === 'sum') void save.run(draft, true)
    else setAt(at + 1)
  }
  const place = useStepFocus(at)
  return (
    <Page
      title={before ? before.name : t.campaigns.new}
      help="campaigns"
      actions={<a href="/console/campaigns">{t.campaigns.title}</a>}
    >
      <StepList at={at} onGo={setAt} />
      <form
        ref={place}
        tabIndex={-1}
        class="stack wide-gaps wizard-step"
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        {step === 'who' && <Who name={draft.name} audience={draft.audience} segments={segments} set={set} />}
        {step === 'what' && <What draft={draft} set={set} offers={offers} />}
        {step === 'limits' && <LimitFields draft={draft} set={set} offers={offers} segments={segments} />}
        {step === 'sum' && (
          <LastStep draft={draft} set={set} offers={offers} segments={segments} isChange={!!before} />
        )}
        {lack && <Notice mood="bad">{lack}</Notice>}
        <Failure problem={save.problem} />
        <Buttons
          {...{ at, step, busy: save.busy }}
          onBack={() => setAt(at - 1)}
          onSave={() => void save.run(draft, false)}
        />
      </form>
    </Page>
  )
}

/** The element of the step, which gets the focus when the step changes, so that it is read from its beginning. */
function useStepFocus(at: number) {
  const place = useRef<HTMLFormElement>(null)
  const before = useRef(at)
  useEffect(() => {
    if (before.current === at) return
    before.current = at
    place.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [at])
  return place
}

/** Where in the wizard somebody is; the steps before can be returned to. */
function StepList({ at, onGo }: { at: number; onGo: (at: number) => void }) {
  const t = campaignTexts.value.wizard
  return (
    <nav class="wizard" aria-label={t.steps_label}>
      <ol>
        {STEPS.map((step, index) => (
          <li key={step} aria-current={index === at ? 'step' : undefined} class={index < at ? 'done' : ''}>
            {index < at ? (
              <button type="button" onClick={() => onGo(index)}>
                {t.steps[step]}
              </button>
            ) : (
              <span>{t.steps[step]}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

type LastProps = {
  draft: WrittenCampaign
  set: (part: Partial<WrittenCampaign>) => void
  offers: readonly OfferView[]
  segments: readonly SegmentView[]
  isChange: boolean
}

/** The last step: what was chosen, and what checking does. */
function LastStep({ draft, set, offers, segments, isChange }: LastProps) {
  const t = campaignTexts.value.wizard
  return (
    <Card title={draft.name} lead={t.check_lead}>
      <Summary campaign={{ ...cleaned(draft), note: '' }} offers={offers} segments={segments} />
      <TextField label={t.note} rows={2} value={draft.note} onInput={(note) => set({ note })} />
      {isChange && <Notice>{t.changes_plan}</Notice>}
    </Card>
  )
}

type ButtonProps = { at: number; step: Step; busy: boolean; onBack: () => void; onSave: () => void }

function Buttons({ at, step, busy, onBack, onSave }: ButtonProps) {
  const t = campaignTexts.value.wizard
  const next = STEPS[at + 1]
  if (!may('editor')) return null
  return (
    <div class="row">
      {step === 'sum' ? (
        <>
          <Button type="submit" kind="primary" busy={busy}>
            {t.save_and_check}
          </Button>
          <Button busy={busy} onPress={onSave}>
            {t.save_draft}
          </Button>
        </>
      ) : (
        <Button type="submit" kind="primary">
          {t.next(t.steps[next ?? 'sum'])}
        </Button>
      )}
      {at > 0 && (
        <Button kind="quiet" onPress={onBack}>
          {texts.value.common.back}
        </Button>
      )}
    </div>
  )
}
