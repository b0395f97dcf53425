import { useState } from 'preact/hooks'
import type { HookView, Platform } from '../../../schema/shop/hooks.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button, Code } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Light, Loaded } from '../../parts/states.tsx'
import { randomSecret } from '../../random-secret.ts'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { liveTexts } from '../../texts/live.ts'

const SYSTEMS = ['shopify', 'woocommerce'] as const satisfies readonly Platform[]

/** Webhooks of the shop system: connected without a call of the API. */
export function Live() {
  const hooks = useResource<{ items: HookView[] }>('/v1/hooks')
  const t = liveTexts.value
  return (
    <Card title={t.title} lead={t.lead}>
      <Loaded of={hooks}>
        {({ items }) => (
          <ul class="steer">
            {SYSTEMS.map((system) => (
              <System
                key={system}
                system={system}
                hook={items.find(({ platform }) => platform === system)}
                onChange={hooks.reload}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {!may('owner') && <p class="soft small">{t.owners}</p>}
    </Card>
  )
}

type Props = { system: Platform; hook: HookView | undefined; onChange: () => void }

function System({ system, hook, onChange }: Props) {
  const [asking, setAsking] = useState<'connect' | 'leave' | undefined>()
  const t = liveTexts.value
  const leave = useAct(async () => {
    await call(`/v1/hooks/${system}`, { method: 'DELETE' })
    onChange()
  })
  const close = () => setAsking(undefined)
  const name = t.systems[system]
  return (
    <li>
      <div>
        <Light state={hook === undefined ? 'idle' : isLastRefused(hook) ? 'bad' : 'good'} />{' '}
        <strong>{name}</strong>
        {hook && <p class="soft small">{stateOf(hook)}</p>}
        <Failure problem={leave.problem} />
      </div>
      {may('owner') && (
        <div class="row">
          <Button size="small" onPress={() => setAsking('connect')}>
            {t.connect(name)}
          </Button>
          {hook && (
            <Button
              size="small"
              kind="danger"
              label={`${t.disconnect}: ${name}`}
              onPress={() => setAsking('leave')}
            >
              {t.disconnect}
            </Button>
          )}
        </div>
      )}
      {asking === 'connect' && <Connect system={system} onDone={onChange} onClose={close} />}
      {asking === 'leave' && (
        <Sure
          title={t.disconnect_sure(name)}
          yes={t.disconnect}
          onYes={() => void leave.run()}
          onClose={close}
        />
      )}
    </li>
  )
}

const isLastRefused = ({ problem, problem_at, received_at }: HookView): boolean =>
  problem !== null && (problem_at ?? 0) >= (received_at ?? 0)

function stateOf(hook: HookView): string {
  const t = liveTexts.value
  if (isLastRefused(hook)) return t.refused(hook.problem ?? '')
  if (hook.received_at === null) return t.silent
  const taken = Object.values(hook.counts.taken).reduce((sum, one) => sum + one, 0)
  return t.heard(number(taken), ago(hook.received_at))
}

type ConnectProps = { system: Platform; onDone: () => void; onClose: () => void }

/** What to enter in the shop system, and for Shopify, which makes the secret itself, what it shows. */
function Connect({ system, onDone, onClose }: ConnectProps) {
  const [secret, setSecret] = useState(system === 'shopify' ? '' : randomSecret)
  const [address, setAddress] = useState<string | undefined>()
  const t = liveTexts.value
  const save = useAct(async () => {
    const json = { secret: secret.trim() }
    const hook = await call<HookView>(`/v1/hooks/${system}`, { method: 'PUT', json })
    setAddress(hook.address)
    onDone()
  })
  return (
    <Dialog title={t.connect(t.systems[system])} onClose={onClose}>
      <p>{system === 'shopify' ? t.shopify_steps : t.woocommerce_steps}</p>
      {address === undefined ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void save.run()
          }}
        >
          {system === 'shopify' && (
            <TextField label={t.shopify_secret} value={secret} onInput={setSecret} required />
          )}
          <Failure problem={save.problem} />
          <div class="row">
            <Button kind="primary" type="submit" busy={save.busy}>
              {t.save}
            </Button>
            <Button onPress={onClose}>{texts.value.common.cancel}</Button>
          </div>
        </form>
      ) : (
        <>
          <p class="soft">{t.address}</p>
          <Code text={address} what={t.address} />
          {system === 'woocommerce' && (
            <>
              <p class="soft">{t.secret}</p>
              <Code text={secret} what={t.secret} />
              <p class="soft small">{t.once}</p>
            </>
          )}
          <div>
            <Button onPress={onClose}>{texts.value.common.close}</Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
