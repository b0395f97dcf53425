import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SegmentView } from '../../../../../schema/customers/segments.ts'
import type { OfferView } from '../../../../../schema/decisions/offers.ts'
import type { TriggerView, WrittenTrigger } from '../../../../../schema/triggers/triggers.ts'
import { ask, call } from '../../../../api/call.ts'
import { useAct, useAll, useResource } from '../../../../api/resource.ts'
import { Button } from '../../../../parts/button.tsx'
import { Card, Page } from '../../../../parts/page.tsx'
import { Failure, Loaded, Notice } from '../../../../parts/states.tsx'
import { may } from '../../../../session.ts'
import { texts } from '../../../../texts/index.ts'
import { triggerTexts } from '../../../../texts/triggers.ts'
import { Eligibility } from '../../../offers/eligibility.tsx'
import { Size } from '../../../offers/segments.tsx'
import { patchTo } from '../../../rules/edit/patch.ts'
import { CauseFields } from './cause.tsx'
import { draftOf, newDraft } from './draft.ts'
import { type Issue, issuesOf, type PartProps, Wrong } from './issues.tsx'
import { LimitFields } from './limits.tsx'
import { Steps } from './steps.tsx'

/** A new trigger. */
export const NewTrigger = () => <Editor before={undefined} />

/** A trigger that is changed. */
export function EditTrigger({ trigger_id }: { trigger_id: string }) {
  const trigger = useResource<TriggerView>(`/v1/triggers/${encodeURIComponent(trigger_id)}`)
  return <Loaded of={trigger}>{(data) => <Editor before={data} />}</Loaded>
}

/** Writes a trigger, a new one or over the version that was read. */
async function write(before: TriggerView | undefined, wish: WrittenTrigger): Promise<TriggerView> {
  if (!before) return await call<TriggerView>('/v1/triggers', { method: 'POST', json: wish })
  const headers = { 'If-Match': `"${before.version}"` }
  const json = patchTo(draftOf(before), wish)
  const path = `/v1/triggers/${encodeURIComponent(before.trigger_id)}`
  return (await ask<TriggerView>(path, { method: 'PATCH', json, headers })).data
}

function Editor({ before }: { before: TriggerView | undefined }) {
  const [draft, setDraft] = useState<WrittenTrigger>(() => (before ? draftOf(before) : newDraft()))
  const segments = useResource<{ items: SegmentView[] }>('/v1/segments').data?.items ?? []
  // Undefined while they are being read: until then nobody knows whether there are any.
  const offers = useAll<OfferView>('/v1/offers?limit=200').data?.items
  const { route } = useLocation()
  const save = useAct(async () => {
    const { trigger_id } = await write(before, draft)
    route(`/console/campaigns/triggers/${encodeURIComponent(trigger_id)}`)
  })
  const issues = issuesOf(save.problem)
  const set = (part: Partial<WrittenTrigger>) => {
    setDraft({ ...draft, ...part })
    save.forget()
  }
  const form = useFocusOnFirst(issues)
  const shared = { draft, set, issues }
  const { triggers: t, trigger_form: f } = triggerTexts.value
  return (
    <Page
      title={before ? before.name : t.new}
      help="triggers"
      actions={<a href="/console/campaigns/triggers">{t.title}</a>}
    >
      <form
        ref={form}
        class="stack wide-gaps"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        <CauseFields {...shared} />
        <ForWhom {...shared} segments={segments} />
        <Steps {...shared} offers={offers} />
        <LimitFields {...shared} />
        {before?.status === 'on' && <Notice>{f.stays_on}</Notice>}
        {issues.length > 0 ? <Notice mood="bad">{f.refused}</Notice> : <Failure problem={save.problem} />}
        <Buttons before={before} busy={save.busy} />
      </form>
    </Page>
  )
}

/** The customers for whom the trigger is meant. */
function ForWhom({ draft, set, issues, segments }: PartProps & { segments: readonly SegmentView[] }) {
  const t = triggerTexts.value
  return (
    <Card title={t.triggers.for_whom} lead={t.trigger_form.who_lead}>
      <Eligibility
        condition={draft.for}
        segments={segments}
        onChange={(condition) => set({ for: condition })}
      />
      {draft.for !== null && <Size condition={draft.for} />}
      <Wrong issues={issues} field="for" />
    </Card>
  )
}

function Buttons({ before, busy }: { before: TriggerView | undefined; busy: boolean }) {
  if (!may('editor')) return null
  const back = before ? `/${encodeURIComponent(before.trigger_id)}` : ''
  return (
    <div class="row">
      <Button type="submit" kind="primary" busy={busy}>
        {triggerTexts.value.trigger_form.save}
      </Button>
      <a class="button quiet" href={`/console/campaigns/triggers${back}`}>
        {texts.value.common.cancel}
      </a>
    </div>
  )
}

/** The form, in which the first field that the API refused gets the focus. */
function useFocusOnFirst(issues: readonly Issue[]) {
  const form = useRef<HTMLFormElement>(null)
  const isRefused = issues.length > 0
  useEffect(() => {
    if (isRefused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isRefused])
  return form
}
