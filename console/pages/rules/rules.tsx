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
import { sayAction, sayPages } from './draft.ts'
import { GeneralRule } from './general.tsx'

const MOODS = { draft: '', live: 'good', ended: '' } as const
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
  const list = useResource<{ items: RuleView[] }>('/v1/rules?limit=200')
  const touched = useTouched(list.data?.items)
  const t = texts.value.rules
  return (
    <Page help="rules" title={t.title} lead={t.lead}>
      {may('editor') && <GeneralRule onMade={list.reload} />}
      <Loaded of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              <p>{t.none}</p>
              <a href="/console/catalogue">{t.to_catalogue}</a>
            </Empty>
          ) : (
            items.map((rule) => (
              <Rule
                key={rule.rule_id}
                rule={rule}
                share={touched?.get(rule.rule_id)}
                onChange={list.reload}
              />
            ))
          )
        }
      </Loaded>
    </Page>
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
  const facts = [...(says === name ? [] : [says]), sayPages(when), ...effect]
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
