import { useEffect, useState } from 'preact/hooks'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import type { RuleInput, SavedRule } from '../../../schema/shop/rules.ts'
import { cardsOf } from '../../../widget/view/shown.ts'
import { call, type Problem } from '../../api/call.ts'
import { asProblem, useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { ItemSearch } from '../../parts/item-search.tsx'
import { PanelView } from '../../parts/panel-view.tsx'
import { Failure, Ghost, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { ruleForPage, sayAction } from './draft.ts'
import { Warnings } from './warnings.tsx'

type Simulated = { live: Recommendation; draft: Recommendation }

/** The panel of a page with the drafts; the one before while it is computed again. */
function useSimulation(item_id: string, drafts: readonly RuleInput[]) {
  const [answer, setAnswer] = useState<Simulated | undefined>()
  const [problem, setProblem] = useState<Problem | undefined>()
  useEffect(() => {
    const ending = new AbortController()
    const json = { placement: 'product', item_id, drafts }
    call<Simulated>('/v1/rules/simulate', { method: 'POST', json, signal: ending.signal }).then(
      (data) => {
        setAnswer(data)
        setProblem(undefined)
      },
      (thrown) => ending.signal.aborted || setProblem(asProblem(thrown)),
    )
    return () => ending.abort()
  }, [item_id, drafts])
  return { answer, problem }
}

/** The panel of an item's page, on which the merchant places and hides items before shoppers see it. */
export function Steer({ item_id, onPublished }: { item_id: string; onPublished: () => void }) {
  const [drafts, setDrafts] = useState<readonly RuleInput[]>([])
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map())
  const [saved, setSaved] = useState<readonly SavedRule[]>([])
  const { answer, problem } = useSimulation(item_id, drafts)
  const draft: Decide = (item, action) => {
    const known = new Map([...titles, [item.item_id, item.title]])
    setTitles(known)
    setSaved([])
    // A second decision about the same item replaces the first.
    const others = drafts.filter((rule) => idOf(rule) !== item.item_id)
    setDrafts([...others, ruleForPage(item_id, action(item.item_id), known)])
  }
  const publish = useAct(async () => {
    const json = { rules: drafts }
    setSaved((await call<{ rules: SavedRule[] }>('/v1/rules', { method: 'PUT', json })).rules)
    setDrafts([])
    onPublished()
  })
  return (
    <div class="stack">
      <Failure problem={problem} />
      {answer ? <PanelView answer={answer.draft} /> : <Ghost />}
      <Suggestions items={answer ? cardsOf(answer.draft) : []} onDecide={draft} />
      <ItemSearch
        label={texts.value.rules.add}
        press={texts.value.rules.first}
        pressOf={texts.value.rules.first_of}
        without={[item_id]}
        onChoose={(item) => draft(item, pin)}
      />
      {drafts.length > 0 && (
        <Notice>
          <p>{texts.value.rules.changes}</p>
          <ul>
            {drafts.map((rule) => (
              <li key={rule.name}>{sayAction(rule.action, titles)}</li>
            ))}
          </ul>
          <div class="row">
            <Button kind="primary" busy={publish.busy} onPress={() => void publish.run()}>
              {texts.value.rules.publish}
            </Button>
            <Button onPress={() => setDrafts([])}>{texts.value.rules.discard}</Button>
          </div>
        </Notice>
      )}
      <Failure problem={publish.problem} />
      {saved.length > 0 && (
        <Notice mood="good">
          <p>{texts.value.rules.published}</p>
        </Notice>
      )}
      <Warnings of={saved} />
    </div>
  )
}

type Named = { item_id: string; title: string }
type Decide = (item: Named, action: (item_id: string) => RuleInput['action']) => void

/** The items of the panel, each with what can be done about it. */
function Suggestions({ items, onDecide }: { items: readonly Named[]; onDecide: Decide }) {
  const t = texts.value.rules
  return (
    <ol class="steer">
      {items.map((item, at) => (
        <li key={item.item_id}>
          <span>{item.title}</span>
          <span class="row">
            {at > 0 && (
              <Button size="small" label={t.first_of(item.title)} onPress={() => onDecide(item, pin)}>
                {t.first}
              </Button>
            )}
            <Button
              size="small"
              kind="quiet"
              label={t.hide_of(item.title)}
              onPress={() => onDecide(item, hide)}
            >
              {t.hide}
            </Button>
          </span>
        </li>
      ))}
    </ol>
  )
}

const pin = (item_id: string): RuleInput['action'] => ({ kind: 'pin', item_id, place: 1, mode: 'at' })
const hide = (item_id: string): RuleInput['action'] => ({ kind: 'hide', items: { item_ids: [item_id] } })
const idOf = ({ action }: RuleInput) =>
  action.kind === 'pin' ? action.item_id : action.kind === 'hide' ? action.items.item_ids?.[0] : undefined
