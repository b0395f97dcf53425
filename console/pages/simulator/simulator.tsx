import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import type { RuleView } from '../../../schema/shop/rules.ts'
import { call, type Problem, withQuery } from '../../api/call.ts'
import { asProblem, useAll, useResource } from '../../api/resource.ts'
import { Card, Page } from '../../parts/page.tsx'
import { PanelView } from '../../parts/panel-view.tsx'
import { Failure, Ghost } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'
import { Candidates } from './candidates.tsx'
import { Compare } from './compare.tsx'
import { FIRST_VISIT, Question, questionOf } from './question.tsx'
import { draftOf, NO_TRIAL, type Trial, TrialControls } from './trial.tsx'

type Simulated = { live: Recommendation; draft: Recommendation }

/** Milliseconds after the last change before it is simulated. */
const PAUSE = 200

/** Asks for the panels of a visit. An analyst, who may not try rules, gets the panel as it is. */
async function simulate(
  question: Record<string, unknown>,
  trial: Trial,
  signal: AbortSignal,
): Promise<Simulated> {
  if (may('editor')) {
    return await call('/v1/rules/simulate', { method: 'POST', json: { ...question, ...trial }, signal })
  }
  const { cart_item_ids, ...others } = question
  const ids = Array.isArray(cart_item_ids) ? { cart_item_ids: cart_item_ids.join(',') } : {}
  const live: Recommendation = await call(withQuery('/v1/recommendations', { ...others, ...ids, trace: 1 }), {
    signal,
  })
  return { live, draft: live }
}

/** The panels of a visit; those before while they are computed again. An overtaken answer is not shown. */
function useSimulated(question: Record<string, unknown> | undefined, trial: Trial) {
  const [answer, setAnswer] = useState<Simulated | undefined>()
  const [problem, setProblem] = useState<Problem | undefined>()
  const key = JSON.stringify([question, trial])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the question and the trial
  useEffect(() => {
    if (!question) return setAnswer(undefined)
    const ending = new AbortController()
    const timer = setTimeout(() => {
      simulate(question, trial, ending.signal).then(
        (data) => {
          setAnswer(data)
          setProblem(undefined)
        },
        (thrown) => ending.signal.aborted || setProblem(asProblem(thrown)),
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [key])
  return { answer, problem }
}

/** Tries a visit: the panel as shoppers would see it, and what became of every candidate, with other rules if wished. */
export function Simulator() {
  const { item_id, rule_id } = useLocation().query
  const [visit, setVisit] = useState(FIRST_VISIT)
  const [trial, setTrial] = useState(NO_TRIAL)
  const seed = useResource<Item>(item_id && `/v1/items/${encodeURIComponent(item_id)}`)
  const rules = useAll<RuleView>('/v1/rules?limit=200')
  useEffect(() => {
    if (seed.data) setVisit((now) => ({ ...now, items: seed.data ? [seed.data] : [] }))
  }, [seed.data])
  useEffect(() => {
    const rule = rules.data?.items.find((one) => one.rule_id === rule_id)
    if (rule && rule.status !== 'live') setTrial({ drafts: [draftOf(rule)], without: [] })
  }, [rules.data, rule_id])
  const question = questionOf(visit)
  const { answer, problem } = useSimulated(question, trial)
  const names = new Map(rules.data?.items.map((rule) => [rule.rule_id, rule.name]))
  const isTried = trial.drafts.length + trial.without.length > 0
  const t = simulatorTexts.value
  return (
    <Page
      help="simulator"
      title={t.title}
      lead={t.lead}
      actions={<a href="/console/rules">{texts.value.rules.title}</a>}
    >
      <Card title={t.visit}>
        <Question visit={visit} onChange={setVisit} />
      </Card>
      {may('editor') && (
        <Card title={t.trial} lead={t.trial_lead}>
          <Failure problem={rules.problem} onRetry={rules.reload} />
          {rules.data && <TrialControls rules={rules.data.items} trial={trial} onChange={setTrial} />}
        </Card>
      )}
      <Failure problem={problem} />
      {question ? (
        <Shown answer={answer} isTried={isTried} names={names} />
      ) : (
        <p class="soft">{t.needs_item}</p>
      )}
      {isTried && <Compare trial={trial} names={names} />}
    </Page>
  )
}

type ShownProps = { answer: Simulated | undefined; isTried: boolean; names: ReadonlyMap<string, string> }

function Shown({ answer, isTried, names }: ShownProps) {
  const t = simulatorTexts.value
  if (!answer) return <Ghost />
  return (
    <>
      <Card title={isTried ? t.tried : t.panel}>
        <PanelView answer={answer.draft} />
      </Card>
      {isTried && (
        <Card title={t.now}>
          <PanelView answer={answer.live} />
        </Card>
      )}
      <Card title={t.candidates} lead={t.candidates_lead}>
        <Candidates answer={answer.draft} names={names} />
      </Card>
    </>
  )
}
