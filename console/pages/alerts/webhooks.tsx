import { useState } from 'preact/hooks'
import type { Attempt, WebhookView, WrittenWebhook } from '../../../schema/shop/webhooks.ts'
import { EVENT_TYPES, type EventType } from '../../../vocabulary/alerts.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Secret, Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { CheckField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Light, Loaded, Notice } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Log } from './log.tsx'

const write = async (json: { url: string; types: readonly string[]; enabled: boolean }) =>
  await call<WrittenWebhook>('/v1/webhooks', { method: 'PUT', json })

/** Addresses that receive messages, with their health. Their addresses may hold a password, so only editors see them. */
export function Webhooks() {
  const webhooks = useResource<{ items: WebhookView[] }>('/v1/webhooks')
  const [secret, setSecret] = useState<string | undefined>()
  const t = texts.value.webhooks
  return (
    <div id="webhooks">
      <Card title={t.title} lead={t.lead}>
        <Loaded of={webhooks}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="soft">{t.none}</p>
            ) : (
              <ul>
                {items.map((webhook) => (
                  <Row
                    key={webhook.webhook_id}
                    webhook={webhook}
                    onChange={webhooks.reload}
                    onSecret={setSecret}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
        {may('owner') && <NewWebhook onAdded={webhooks.reload} onSecret={setSecret} />}
        {secret !== undefined && (
          <Secret title={t.secret} text={secret} note={t.secret_once} onClose={() => setSecret(undefined)} />
        )}
      </Card>
    </div>
  )
}

/** The health of a webhook: a light, and what it means. */
function healthOf({ enabled, disabled_by, failing_since, last_ok_at, problem }: WebhookView) {
  const t = texts.value.webhooks
  if (disabled_by === 'failures') return { state: 'bad', says: t.state_given_up(problem ?? '') } as const
  if (!enabled) return { state: 'idle', says: t.state_off } as const
  if (failing_since !== null) {
    return { state: 'warn', says: t.state_failing(ago(failing_since), problem ?? '') } as const
  }
  if (last_ok_at === null) return { state: 'idle', says: t.state_new } as const
  return { state: 'good', says: t.state_ok(ago(last_ok_at)) } as const
}

type RowProps = { webhook: WebhookView; onChange: () => void; onSecret: (secret: string) => void }

function Row({ webhook, onChange, onSecret }: RowProps) {
  const { webhook_id, url, types, enabled } = webhook
  const [tested, setTested] = useState<Attempt | undefined>()
  const [sent, setSent] = useState(0)
  const path = `/v1/webhooks/${webhook_id}`
  const test = useAct(async () => {
    setTested(undefined)
    setTested(await call<Attempt>(`${path}/test`, { method: 'POST' }))
    setSent(sent + 1)
    onChange()
  })
  const { state, says } = healthOf(webhook)
  const t = texts.value.webhooks
  return (
    <li class="file">
      <div class="row apart">
        <p class="says">
          <Light state={state} />
          <strong class="address">{url}</strong>
        </p>
        <div class="row">
          <Button size="small" label={`${t.test}: ${url}`} busy={test.busy} onPress={() => void test.run()}>
            {t.test}
          </Button>
          {may('owner') && (
            <Owned
              path={path}
              url={url}
              types={types}
              enabled={enabled}
              onChange={onChange}
              onSecret={onSecret}
            />
          )}
        </div>
      </div>
      <p>{says}</p>
      <p class="soft small">{types.map((type) => t.type_names[type]).join(' · ')}</p>
      <Failure problem={test.problem} />
      {tested && (
        <Notice mood={tested.problem === null ? 'good' : 'bad'}>
          <p role="status">
            {tested.problem === null
              ? t.test_ok(String(tested.status), number(tested.milliseconds))
              : t.test_bad(tested.problem)}
          </p>
        </Notice>
      )}
      <Log key={sent} webhook_id={webhook_id} url={url} />
    </li>
  )
}

type OwnedProps = {
  path: string
  url: string
  types: readonly EventType[]
  enabled: boolean
  onChange: () => void
  onSecret: (secret: string) => void
}

/** What only an owner may do with a webhook. */
function Owned({ path, url, types, enabled, onChange, onSecret }: OwnedProps) {
  const [asking, setAsking] = useState<'rotate' | 'delete' | undefined>()
  const t = texts.value.webhooks
  const act = useAct(async (wish: 'switch' | 'rotate' | 'delete') => {
    if (wish === 'switch') await write({ url, types, enabled: !enabled })
    else if (wish === 'delete') await call(path, { method: 'DELETE' })
    else {
      const { secret } = await call<WrittenWebhook>(`${path}/rotate`, { method: 'POST' })
      if (secret !== null) onSecret(secret)
    }
    onChange()
  })
  return (
    <>
      <Button size="small" label={`${t.rotate}: ${url}`} onPress={() => setAsking('rotate')}>
        {t.rotate}
      </Button>
      <Button
        size="small"
        label={`${enabled ? t.off : t.on}: ${url}`}
        busy={act.busy}
        onPress={() => void act.run('switch')}
      >
        {enabled ? t.off : t.on}
      </Button>
      <Button size="small" kind="danger" label={`${t.delete}: ${url}`} onPress={() => setAsking('delete')}>
        {t.delete}
      </Button>
      <Failure problem={act.problem} />
      {asking && (
        <Sure
          title={asking === 'rotate' ? t.rotate_sure : t.delete_sure}
          yes={asking === 'rotate' ? t.rotate : t.delete}
          onYes={() => void act.run(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

function NewWebhook({ onAdded, onSecret }: { onAdded: () => void; onSecret: (secret: string) => void }) {
  const [url, setUrl] = useState('')
  const [types, setTypes] = useState<readonly EventType[]>(['alert.began', 'alert.ended'])
  const t = texts.value.webhooks
  const add = useAct(async () => {
    const { secret } = await write({ url, types, enabled: true })
    setUrl('')
    if (secret !== null) onSecret(secret)
    onAdded()
  })
  const choose = (type: EventType, on: boolean) =>
    setTypes(EVENT_TYPES.filter((one) => (one === type ? on : types.includes(one))))
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void add.run()
      }}
    >
      <TextField
        label={t.url}
        hint={t.url_hint}
        type="url"
        value={url}
        onInput={setUrl}
        required
        placeholder="https://"
      />
      <fieldset class="field">
        <legend>{t.types}</legend>
        <div class="row">
          {EVENT_TYPES.map((type) => (
            <CheckField
              key={type}
              label={t.type_names[type]}
              checked={types.includes(type)}
              onInput={(on) => choose(type, on)}
            />
          ))}
        </div>
      </fieldset>
      <Failure problem={add.problem} />
      <div>
        <Button type="submit" busy={add.busy} disabled={url === '' || types.length === 0}>
          {t.add}
        </Button>
      </div>
    </form>
  )
}
