import { useState } from 'preact/hooks'
import type { Condition } from '../../../schema/customers/condition.ts'
import type { SegmentSize, SegmentView } from '../../../schema/customers/segments.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { number, percent } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { patchTo } from '../rules/edit/patch.ts'
import { Clusters } from './clusters.tsx'
import { Eligibility } from './eligibility.tsx'

/** Named groups of customers. */
export function Segments() {
  const list = useResource<{ items: SegmentView[] }>('/v1/segments')
  const t = texts.value.segments
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="offers"
      actions={<a href="/console/offers">{texts.value.offers.title}</a>}
    >
      <Loaded of={list}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="soft">{t.none}</p>}
            {items.map((segment) => (
              <Segment
                key={`${segment.segment_id} ${segment.version}`}
                segment={segment}
                onChange={list.reload}
              />
            ))}
            <Clusters onChange={list.reload} />
            {may('editor') && (
              <Segment key={`new ${items.length}`} segment={undefined} onChange={list.reload} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** A segment that is changed, or a new one. */
function Segment({ segment, onChange }: { segment: SegmentView | undefined; onChange: () => void }) {
  const [name, setName] = useState(segment?.name ?? '')
  const [condition, setCondition] = useState<Condition | null>(segment?.condition ?? null)
  const [asking, setAsking] = useState(false)
  const t = texts.value.segments
  const path = segment && `/v1/segments/${encodeURIComponent(segment.segment_id)}`
  const save = useAct(async () => {
    const wish = { name, condition }
    const before = segment && { name: segment.name, condition: segment.condition }
    const json = before ? patchTo(before, wish) : wish
    const headers = segment ? { 'If-Match': `"${segment.version}"` } : {}
    await call(path ?? '/v1/segments', { method: path ? 'PATCH' : 'POST', json, headers })
    onChange()
  })
  const remove = useAct(async () => {
    if (path) await call(path, { method: 'DELETE' })
    onChange()
  })
  return (
    <Card title={segment?.name ?? t.new}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        <div class="form">
          <TextField label={texts.value.offers.name} value={name} onInput={setName} required />
        </div>
        <Eligibility condition={condition} onChange={setCondition} />
        {condition && <Size condition={condition} />}
        <Failure problem={save.problem ?? remove.problem} />
        {may('editor') && (
          <div class="row">
            <Button type="submit" kind="primary" busy={save.busy} disabled={condition === null}>
              {texts.value.common.save}
            </Button>
            {segment && (
              <Button kind="quiet" onPress={() => setAsking(true)}>
                {texts.value.offers.delete}
              </Button>
            )}
          </div>
        )}
      </form>
      {asking && segment && (
        <Sure
          title={t.delete_sure(segment.name)}
          yes={texts.value.offers.delete}
          onYes={() => void remove.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

/** How many customers a condition has, on a sample. */
export function Size({ condition }: { condition: Condition }) {
  const [size, setSize] = useState<SegmentSize | undefined>()
  const t = texts.value.segments
  const look = useAct(async () => {
    setSize(await call<SegmentSize>('/v1/segments/size', { method: 'POST', json: { condition } }))
  })
  return (
    <div class="stack">
      <div class="row">
        <Button size="small" busy={look.busy} onPress={() => void look.run()}>
          {t.size}
        </Button>
        {size && (
          <span role="status">
            {[
              t.of(number(size.members), number(size.sampled)),
              t.between(percent(size.low), percent(size.high)),
              ...(size.undecided > 0 ? [t.undecided(number(size.undecided))] : []),
            ].join(', ')}
          </span>
        )}
      </div>
      {size && (
        <ul class="soft">
          {size.overlaps
            .filter(({ members }) => members > 0)
            .map(({ segment_id, name, members }) => (
              <li key={segment_id}>{t.overlap(number(members), name)}</li>
            ))}
        </ul>
      )}
      <Failure problem={look.problem} />
    </div>
  )
}
