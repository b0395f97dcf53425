import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { RuleInput, RuleView, SavedRule } from '../../../../schema/shop/rules.ts'
import type { Problem } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Card, Page } from '../../../parts/page.tsx'
import { Failure, Loaded, Notice } from '../../../parts/states.tsx'
import { texts } from '../../../texts/index.ts'
import { simulatorTexts } from '../../../texts/simulator.ts'
import { sayAction } from '../draft.ts'
import { Warnings } from '../warnings.tsx'
import { ActionFields } from './action.tsx'
import { ConditionFields } from './conditions.tsx'
import { emptyAction } from './empty.ts'
import { NumberField } from './fields.tsx'
import { Versions } from './versions.tsx'
import { fieldsOf, write } from './write.ts'

const NEW: RuleInput = {
  name: '',
  note: '',
  status: 'draft',
  priority: 0,
  action: emptyAction('hide'),
  when: {},
}
const NO_TITLES: ReadonlyMap<string, string> = new Map()

/** A new rule. */
export const NewRule = () => <Editor before={undefined} onSaved={() => {}} />

/** A rule that is changed, with its earlier versions. */
export function EditRule() {
  const rule_id = useRoute().params.rule_id ?? ''
  const path = `/v1/rules/${encodeURIComponent(rule_id)}`
  const rule = useResource<RuleView>(path)
  return (
    <Loaded of={rule}>
      {(data) => <Editor key={`${data.rule_id} ${data.version}`} before={data} onSaved={rule.reload} />}
    </Loaded>
  )
}

type Props = { before: RuleView | undefined; onSaved: () => void }

function Editor({ before, onSaved }: Props) {
  const { route } = useLocation()
  const [rule, setRule] = useState<RuleInput>(before ? fieldsOf(before) : NEW)
  const [saved, setSaved] = useState<SavedRule | undefined>(() => takeSaved(before))
  const t = texts.value.editor
  const usual = sayAction(rule.action, NO_TITLES).slice(0, 200)
  const set = (part: Partial<RuleInput>) => {
    setSaved(undefined)
    setRule({ ...rule, ...part })
  }
  const save = useAct(async (status: 'draft' | 'live') => {
    const data = await write(before, { ...rule, name: rule.name.trim() || usual, status })
    justSaved.set(data.rule_id, data)
    if (before) onSaved()
    else route(`/console/rules/${encodeURIComponent(data.rule_id)}`, true)
  })
  return (
    <Page help="rules" title={before ? before.name : t.new} lead={t.lead} actions={<Ways rule={before} />}>
      <form
        class="stack wide-gaps"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run('live')
        }}
      >
        <Card title={t.does}>
          <ActionFields action={rule.action} onChange={(action) => set({ action })} />
        </Card>
        <Card title={t.when} lead={t.when_lead}>
          <ConditionFields when={rule.when ?? {}} onChange={(when) => set({ when })} />
        </Card>
        <Card title={t.details}>
          <Details rule={rule} usual={usual} set={set} />
        </Card>
        <Refusal problem={save.problem} />
        <Saved rule={saved} />
        <div class="row">
          <Button type="submit" kind="primary" busy={save.busy}>
            {texts.value.rules.publish}
          </Button>
          <Button busy={save.busy} onPress={() => void save.run('draft')}>
            {before?.status === 'live' ? t.withdraw : t.save_draft}
          </Button>
        </div>
      </form>
      {before && <Versions rule={before} onChange={onSaved} />}
    </Page>
  )
}

/** Ways from a rule to the simulator and to the list. */
const Ways = ({ rule }: { rule: RuleView | undefined }) => (
  <>
    {rule && (
      <a href={`/console/simulator?rule_id=${encodeURIComponent(rule.rule_id)}`}>
        {simulatorTexts.value.link}
      </a>
    )}
    <a href="/console/rules">{texts.value.rules.title}</a>
  </>
)

/** That a rule was saved, and what is doubtful about it. */
const Saved = ({ rule }: { rule: SavedRule | undefined }) =>
  rule ? (
    <>
      <Notice mood="good">
        <p>{rule.status === 'live' ? texts.value.rules.published : texts.value.editor.saved_draft}</p>
      </Notice>
      <Warnings of={[rule]} />
    </>
  ) : null

/** Rules as they were answered when they were saved, until their page shows them with their warnings. */
const justSaved = new Map<string, SavedRule>()

function takeSaved(rule: RuleView | undefined): SavedRule | undefined {
  const saved = rule && justSaved.get(rule.rule_id)
  return saved?.version === rule?.version ? saved : undefined
}

type DetailsProps = { rule: RuleInput; usual: string; set: (part: Partial<RuleInput>) => void }

/** Name, schedule, priority and note. */
function Details({ rule, usual, set }: DetailsProps) {
  const t = texts.value.editor
  return (
    <div class="form">
      <TextField
        label={t.name}
        hint={t.name_hint}
        placeholder={usual}
        value={rule.name}
        onInput={(name) => set({ name })}
      />
      <NumberField
        label={t.priority}
        hint={t.priority_hint}
        value={rule.priority}
        onChange={(priority = 0) => set({ priority })}
      />
      <TextField
        label={t.start}
        hint={t.clock}
        type="datetime-local"
        value={rule.start ?? ''}
        onInput={(start) => set({ start: start || null })}
      />
      <TextField
        label={t.end}
        type="datetime-local"
        value={rule.end ?? ''}
        onInput={(end) => set({ end: end || null })}
      />
      <TextField label={t.note} rows={2} value={rule.note ?? ''} onInput={(note) => set({ note })} />
    </div>
  )
}

/** Why a rule was not saved, with the fields that are wrong. */
function Refusal({ problem }: { problem: Problem | undefined }) {
  const issues: unknown = problem?.facts.issues
  // A single one is the problem's own text.
  const others = Array.isArray(issues)
    ? issues.filter(({ message }) => !problem?.message.includes(String(message)))
    : []
  return (
    <>
      <Failure problem={problem} />
      {others.length > 0 && (
        <ul class="soft small">
          {others.map(({ field, message }) => (
            <li key={field}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
