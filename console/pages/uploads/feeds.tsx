import { useState } from 'preact/hooks'
import type { FeedView } from '../../../schema/shop/feeds.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Light, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { IMPORT_KINDS_SHOWN } from './kinds.ts'

const HOURS = [1, 6, 12, 24]

/** Files that are fetched regularly, with their health. Their addresses may hold a password, so only editors see them. */
export function Feeds() {
  const feeds = useResource<{ items: FeedView[] }>(may('editor') ? '/v1/feeds' : undefined)
  if (!may('editor')) return null
  const t = texts.value.uploads
  return (
    <Card title={t.feeds} lead={t.feeds_lead}>
      <Loaded of={feeds}>
        {({ items }) => (
          <ul>
            {items.map((feed) => (
              <Row key={feed.feed_id} feed={feed} onChange={feeds.reload} />
            ))}
          </ul>
        )}
      </Loaded>
      <NewFeed onAdded={feeds.reload} />
    </Card>
  )
}

function Row({ feed, onChange }: { feed: FeedView; onChange: () => void }) {
  const t = texts.value.uploads
  const act = useAct(async (path: string, method: string) => {
    await call(path, { method })
    onChange()
  })
  const path = `/v1/feeds/${feed.feed_id}`
  const state = feed.last_status === 'failed' ? 'bad' : feed.last_ok_at ? 'good' : 'idle'
  return (
    <li class="file">
      <div class="row apart">
        <p>
          <Light state={state} /> <strong>{t.kinds[feed.kind]}</strong> <span class="soft">{feed.url}</span>
        </p>
        <div class="row">
          <Button size="small" busy={act.busy} onPress={() => void act.run(`${path}/fetch`, 'POST')}>
            {t.feed_now}
          </Button>
          <Button size="small" kind="danger" busy={act.busy} onPress={() => void act.run(path, 'DELETE')}>
            {t.feed_delete}
          </Button>
        </div>
      </div>
      <p class="soft small">
        {feed.problem ?? (feed.last_ok_at ? t.feed_ok(ago(feed.last_ok_at)) : t.feed_new)}
      </p>
      <Failure problem={act.problem} />
    </li>
  )
}

function NewFeed({ onAdded }: { onAdded: () => void }) {
  const [url, setUrl] = useState('')
  const [kind, setKind] = useState('items')
  const [hours, setHours] = useState('24')
  const t = texts.value.uploads
  const add = useAct(async () => {
    await call('/v1/feeds', { method: 'PUT', json: { url, kind, every_minutes: Number(hours) * 60 } })
    setUrl('')
    onAdded()
  })
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void add.run()
      }}
    >
      <TextField label={t.feed_url} type="url" value={url} onInput={setUrl} required placeholder="https://" />
      <SelectField
        label={t.feed_kind}
        value={kind}
        onInput={setKind}
        options={IMPORT_KINDS_SHOWN.map((one) => [one, t.kinds[one]] as const)}
      />
      <SelectField
        label={t.feed_every}
        value={hours}
        onInput={setHours}
        options={HOURS.map((n) => [String(n), t.hours(n)] as const)}
      />
      <div class="field end">
        <Button type="submit" busy={add.busy} disabled={url === ''}>
          {t.feed_add}
        </Button>
        <Failure problem={add.problem} />
      </div>
    </form>
  )
}
