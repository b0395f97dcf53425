import { useState } from 'preact/hooks'
import type { ExperimentView } from '../../../schema/outcomes/experiments.ts'
import { PUBLIC_PLACEMENTS } from '../../../vocabulary/panels.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Experiment } from './experiment.tsx'

/** Experiments with a holdout: planning, starting, watching and ending them. */
export function Experiments() {
  const list = useResource<{ items: ExperimentView[] }>('/v1/experiments?limit=20')
  const t = texts.value.experiments
  return (
    <Page help="experiments" title={t.title} lead={t.lead}>
      {may('editor') && <NewExperiment onMade={list.reload} />}
      <Loaded of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t.none}</p>
          ) : (
            items.map((one) => <Experiment key={one.experiment_id} experiment={one} onChange={list.reload} />)
          )
        }
      </Loaded>
    </Page>
  )
}

type Placement = (typeof PUBLIC_PLACEMENTS)[number]

function NewExperiment({ onMade }: { onMade: () => void }) {
  const [placement, setPlacement] = useState<Placement>('product')
  const [name, setName] = useState<string | undefined>()
  const t = texts.value.experiments
  const { placements } = texts.value.panels
  const written = name ?? t.usual_name(placements[placement])
  const make = useAct(async () => {
    await call('/v1/experiments', { method: 'POST', json: { name: written, placement } })
    setName(undefined)
    onMade()
  })
  return (
    <Card title={t.new}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void make.run()
        }}
      >
        <SelectField
          label={texts.value.panels.placement}
          value={placement}
          options={PUBLIC_PLACEMENTS.map((one) => [one, placements[one]] as const)}
          onInput={(value) => setPlacement(PUBLIC_PLACEMENTS.find((one) => one === value) ?? 'product')}
        />
        <TextField label={t.name} value={written} onInput={setName} required />
        <div class="field end">
          <Button type="submit" busy={make.busy}>
            {t.draft}
          </Button>
        </div>
      </form>
      <Failure problem={make.problem} />
    </Card>
  )
}
