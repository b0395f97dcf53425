import { useState } from 'preact/hooks'
import type { ModelView } from '../../../schema/models/models.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago, dateTime, number } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Failure, Loaded, Notice } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { modelTexts } from '../../texts/model.ts'
import { Accuracy, sayRefusal } from './accuracy.tsx'
import { HeldPairs } from './held-pairs.tsx'
import { Tunings } from './tunings.tsx'

const MOODS = {
  ...{ queued: '', running: '', live: 'good', retired: '', skipped: '' },
  ...{ refused: 'warn', failed: 'bad' },
} as const
/** Milliseconds between two looks while a run is on its way. */
const SOON = 2_000

/** The model that serves, those before it, how it was tuned, and pairs that wait for a decision. */
export function ModelPage() {
  const [isBuilding, setIsBuilding] = useState(false)
  const list = useResource<{ items: ModelView[] }>('/v1/models?limit=20', isBuilding ? SOON : undefined)
  const all = list.data?.items ?? []
  const waits = all.some(({ status }) => status === 'queued' || status === 'running')
  if (list.data && waits !== isBuilding) setIsBuilding(waits)
  const t = modelTexts.value.model
  const mine = useAct(async () => {
    await call('/v1/models', { method: 'POST' })
    list.reload()
  })
  const live = all.find(({ status }) => status === 'live')
  return (
    <Page
      help="model"
      title={t.title}
      lead={t.lead}
      actions={
        may('editor') && (
          <Button busy={mine.busy || waits} onPress={() => void mine.run()}>
            {waits ? t.running : t.mine}
          </Button>
        )
      }
    >
      <Failure problem={mine.problem} />
      <Loaded of={list}>
        {() =>
          all.length === 0 ? (
            <Empty>
              <p>{t.none}</p>
              <a href="/console/uploads">{texts.value.start.go_upload}</a>
            </Empty>
          ) : (
            <>
              {live && <Live model={live} onChange={list.reload} />}
              <History models={all} />
            </>
          )
        }
      </Loaded>
      <Tunings />
      <HeldPairs onDecided={list.reload} />
    </Page>
  )
}

function Live({ model, onChange }: { model: ModelView; onChange: () => void }) {
  const { model_id, finished_at, created_at, counts, note, outside } = model
  const [asking, setAsking] = useState(false)
  const t = modelTexts.value.model
  const back = useAct(async () => {
    await call(`/v1/models/${encodeURIComponent(model_id)}/rollback`, { method: 'POST' })
    onChange()
  })
  const facts: readonly (readonly [string, number | undefined])[] = [
    [t.orders, counts?.orders],
    [t.items_ready, counts?.items_ready],
    [t.items_pooled, counts?.items_pooled],
    [t.pairs, counts?.pairs],
    [t.dropped, outside ? sum(Object.values(outside.dropped)) : undefined],
  ]
  return (
    <Card
      title={t.live}
      lead={t.made(ago(finished_at ?? created_at), t.causes[model.cause])}
      actions={
        may('editor') && (
          <Button size="small" busy={back.busy} onPress={() => setAsking(true)}>
            {t.roll_back}
          </Button>
        )
      }
    >
      <Failure problem={back.problem} />
      {note && (
        <Notice mood="warn">
          <p>{note}</p>
        </Notice>
      )}
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{number(value)}</dd>
              </div>
            ),
        )}
      </dl>
      <Accuracy model={model} />
      {asking && (
        <Sure
          title={t.roll_back_sure}
          yes={t.roll_back}
          onYes={() => void back.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

const History = ({ models }: { models: readonly ModelView[] }) => {
  const t = modelTexts.value.model
  return (
    <Card title={t.history}>
      <Scroll label={t.history}>
        <table class="table">
          <thead>
            <tr>
              {[t.time, t.state, t.cause].map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                {t.orders}
              </th>
              <th scope="col" class="number">
                {t.items_ready}
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map(({ model_id, status, cause, created_at, counts, refusals, note }) => (
              <tr key={model_id}>
                <td>{dateTime(created_at)}</td>
                <td class="wide">
                  <span class={`tag ${MOODS[status]}`}>{t.status[status]}</span>
                  {refusals.map((refusal) => (
                    <span key={refusal} class="small block">
                      {sayRefusal(refusal)}
                    </span>
                  ))}
                  {status === 'skipped' && note && <span class="small block">{note}</span>}
                </td>
                <td>{t.causes[cause]}</td>
                <td class="number">{counts ? number(counts.orders) : '–'}</td>
                <td class="number">{counts ? number(counts.items_ready) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  )
}
