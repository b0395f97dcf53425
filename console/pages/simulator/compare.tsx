import { useEffect, useState } from 'preact/hooks'
import type { Comparison } from '../../../schema/serving/simulation.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { number, percent } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'
import type { Trial } from './trial.tsx'

/** Changed pages that are shown at first. */
const FIRST = 10

type Props = { trial: Trial; names: ReadonlyMap<string, string> }

/** What the trial changes on the most viewed pages, before it is published. */
export function Compare({ trial, names }: Props) {
  const [found, setFound] = useState<Comparison | undefined>()
  const t = simulatorTexts.value
  // What was found belongs to the trial that was compared.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another trial
  useEffect(() => setFound(undefined), [trial])
  const compare = useAct(async () => {
    setFound(await call<Comparison>('/v1/rules/compare', { method: 'POST', json: trial }))
  })
  return (
    <Card title={t.compare} lead={t.compare_lead}>
      <div>
        <Button kind="primary" busy={compare.busy} onPress={() => void compare.run()}>
          {t.compare_go}
        </Button>
      </div>
      <Failure problem={compare.problem} />
      {found && <Found found={found} names={names} />}
    </Card>
  )
}

function Found({ found, names }: { found: Comparison; names: ReadonlyMap<string, string> }) {
  const { basis, pages, views, changed, rules, titles } = found
  const [most, setMost] = useState(FIRST)
  const t = simulatorTexts.value
  const touching = rules.filter(({ rule_id }) => names.has(rule_id))
  return (
    <>
      <p role="status">
        <strong>{t.changes(changed.length, pages)}</strong>{' '}
        <span class="soft">{t.basis[basis](number(views))}</span>
      </p>
      {touching.length > 0 && (
        <ul class="steer">
          {touching.map(({ rule_id, share }) => (
            <li key={rule_id}>
              <span>{names.get(rule_id)}</span>
              <span class="soft">
                {share === null || share === 0
                  ? texts.value.rules.no_effect
                  : texts.value.rules.touches(percent(share))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ul class="changes">
        {changed.slice(0, most).map((page) => (
          <li key={page.item_id}>
            <p>
              <a href={`/console/catalogue/${encodeURIComponent(page.item_id)}`}>{page.title}</a>{' '}
              <span class="soft small">{t.views[basis](number(page.views))}</span>
            </p>
            <div class="two">
              <List title={t.now} ids={page.before} others={page.after} titles={titles} mark={t.leaves} />
              <List title={t.tried} ids={page.after} others={page.before} titles={titles} mark={t.comes} />
            </div>
          </li>
        ))}
      </ul>
      {changed.length > most && (
        <div>
          <Button onPress={() => setMost(changed.length)}>{texts.value.common.more}</Button>
        </div>
      )}
    </>
  )
}

type ListProps = {
  title: string
  ids: readonly string[]
  /** The list beside it; what it lacks is marked. */
  others: readonly string[]
  titles: Readonly<Record<string, string>>
  mark: string
}

const List = ({ title, ids, others, titles, mark }: ListProps) => (
  <div>
    <h3>{title}</h3>
    {ids.length === 0 && <p class="soft">{texts.value.start.no_panel}</p>}
    <ol class="numbered">
      {ids.map((id) => (
        <li key={id}>
          {titles[id] ?? id} {!others.includes(id) && <span class="tag warn">{mark}</span>}
        </li>
      ))}
    </ol>
  </div>
)
