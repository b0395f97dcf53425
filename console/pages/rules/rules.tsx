import { useEffect, useState } from 'preact/hooks'
import type { Comparison } from '../../../schema/serving/simulation.ts'
import type { RuleView } from '../../../schema/shop/rules.ts'
import { call } from '../../api/call.ts'
import { asProblem, useAct, useResource } from '../../api/resource.ts'
import { percent } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Empty, Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'
import { DefaultRules } from './defaults.tsx'
import { sayAction, sayLimits, sayPages } from './draft.ts'
import { RuleFiles } from './files.tsx'

const MOODS = { draft: '', live: 'good', ended: '' } as const
type RuleList = { items: RuleView[]; next: string | null }
/** Rules that are shown at first. */
const LIMIT = 50
const NO_TITLES: ReadonlyMap<string, string> = new Map()

/** Share of the views of the last week that each live rule touched; undefined until it is known. */
function useTouched(list: readonly RuleView[] | undefined): ReadonlyMap<string, number | null> | undefined {
  const [touched, setTouched] = useState<ReadonlyMap<string, number | null>>()
  const key = list?.map(({ rule_id, version }) => `${rule_id} ${version}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the list
  useEffect(() => {
    if (!list?.some(({ status }) => status === 'live')) return
    call<Comparison>('/v1/rules/compare', { method: 'POST', json: {} }).then(
      ({ rules }) => setTouched(new Map(rules.map(({ rule_id, share }) => [rule_id, share]))),
      // Without it the list is still complete.
      (thrown) => console.warn(asProblem(thrown).message),
    )
  }, [key])
  return touched
}

/** Merchandising rules: what the merchant decided about panels, and what it does. */
export function Rules() {
  const list = useResource<RuleList>(`/v1/rules?limit=${LIMIT}`)
  const touched = useTouched(list.data?.items)
  const t = texts.value.rules
  return (
    <Page
      help="rules"
      title={t.title}
      lead={t.lead}
      actions={
        <>
          <a href="/console/simulator">{simulatorTexts.value.title}</a>
          {may('editor') && (
            <a class="button primary" href="/console/rules/new">
              {texts.value.editor.new}
            </a>
          )}
        </>
      }
    >
      <Loaded of={list}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty>
              <p>{t.none}</p>
              <a href="/console/catalogue">{t.to_catalogue}</a>
            </Empty>
          ) : (
            <RuleRows items={items} next={next} touched={touched} onChange={list.reload} />
          )
        }
      </Loaded>
      <DefaultRules />
      {may('editor') && <RuleFiles onMade={list.reload} />}
    </Page>
  )
}

type RowsProps = RuleList & { touched: ReadonlyMap<string, number | null> | undefined; onChange: () => void }

/** A page of rules, and those behind it when they are asked for. */
function RuleRows({ items, next, touched, onChange }: RowsProps) {
  const [isAsked, setIsAsked] = useState(false)
  const page = useResource<RuleList>(
    isAsked && next !== null ? `/v1/rules?limit=${LIMIT}&after=${encodeURIComponent(next)}` : undefined,
  )
  const reload = () => {
    page.reload()
    onChange()
  }
  return (
    <>
      {items.map((rule) => (
        <Rule key={rule.rule_id} rule={rule} share={touched?.get(rule.rule_id)} onChange={reload} />
      ))}
      <Failure problem={page.problem} onRetry={page.reload} />
      {page.data ? (
        <RuleRows {...page.data} touched={touched} onChange={reload} />
      ) : (
        next !== null && (
          <div>
            <Button busy={isAsked && !page.problem} onPress={() => setIsAsked(true)}>
              {texts.value.common.more}
            </Button>
          </div>
        )
      )}
    </>
  )
}

type Props = { rule: RuleView; share: number | null | undefined; onChange: () => void }

function Rule({ rule, share, onChange }: Props) {
  const { rule_id, name, status, action, when, note, version } = rule
  const [asking, setAsking] = useState(false)
  const t = texts.value.rules
  const path = `/v1/rules/${encodeURIComponent(rule_id)}`
  const set = useAct(async (wish: 'live' | 'ended') => {
    await call(path, { method: 'PATCH', json: { status: wish }, headers: { 'If-Match': `"${version}"` } })
    onChange()
  })
  const remove = useAct(async () => {
    await call(path, { method: 'DELETE' })
    onChange()
  })
  const says = sayAction(action, NO_TITLES)
  const effect =
    status !== 'live' || share == null ? [] : [share === 0 ? t.no_effect : t.touches(percent(share))]
  const facts = [...(says === name ? [] : [says]), sayPages(when), ...sayLimits(rule), ...effect]
  return (
    <Card
      title={name}
      actions={
        <>
          <span class={`tag ${MOODS[status]}`}>{t.status[status]}</span>
          {may('editor') && (
            <>
              <Button
                size="small"
                busy={set.busy}
                onPress={() => void set.run(status === 'live' ? 'ended' : 'live')}
              >
                {status === 'live' ? t.switch_off : t.switch_on}
              </Button>
              <a class="button plain small" href={`/console/rules/${encodeURIComponent(rule_id)}`}>
                {t.edit}
              </a>
              <Button size="small" kind="quiet" busy={remove.busy} onPress={() => setAsking(true)}>
                {t.remove}
              </Button>
            </>
          )}
        </>
      }
    >
      <p class="soft">{facts.join(' · ')}</p>
      {note && <p>{note}</p>}
      <Failure problem={set.problem ?? remove.problem} />
      {asking && (
        <Sure
          title={t.remove_sure(name)}
          yes={t.remove}
          onYes={() => void remove.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
