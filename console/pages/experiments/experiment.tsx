import { useState } from 'preact/hooks'
import type { ExperimentView } from '../../../schema/outcomes/experiments.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { date } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Plan } from './plan.tsx'
import { Results } from './results.tsx'

const MOODS = { draft: '', running: 'good', stopped: '' } as const

/** One experiment: its plan while it is a draft, its results from then on. */
export function Experiment({ experiment, onChange }: { experiment: ExperimentView; onChange: () => void }) {
  const { experiment_id, name, status, placement, started_at } = experiment
  const [asking, setAsking] = useState(false)
  const t = texts.value.experiments
  const act = useAct(async (json: { status: string; ramp?: number }) => {
    await call(`/v1/experiments/${experiment_id}`, { method: 'PATCH', json })
    onChange()
  })
  const start = () => void act.run({ status: 'running', ramp: 100 })
  const pages: Record<string, string> = texts.value.panels.placements
  const facts = [pages[placement] ?? placement, ...(started_at === null ? [] : [t.since(date(started_at))])]
  return (
    <Card
      title={name}
      actions={
        <>
          <span class={`tag ${MOODS[status]}`}>{t.status[status]}</span>
          {may('editor') && status === 'draft' && (
            <Button size="small" kind="primary" busy={act.busy} onPress={start}>
              {t.start}
            </Button>
          )}
          {may('editor') && status === 'running' && (
            <Button size="small" busy={act.busy} onPress={() => setAsking(true)}>
              {t.stop}
            </Button>
          )}
        </>
      }
    >
      <p class="soft">{facts.join(' · ')}</p>
      <Failure problem={act.problem} />
      {status === 'draft' ? (
        <Plan plan={experiment.plan} arms={experiment.arms} />
      ) : (
        <Results experiment_id={experiment_id} />
      )}
      {asking && (
        <Sure
          title={t.stop_sure}
          yes={t.stop}
          onYes={() => void act.run({ status: 'stopped' })}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
