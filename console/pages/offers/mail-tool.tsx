import { useState } from 'preact/hooks'
import type { HookView } from '../../../schema/shop/hooks.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Secret, Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { randomSecret } from '../../random-secret.ts'
import { may } from '../../session.ts'
import { policyTexts } from '../../texts/policy.ts'

/** Connects the mail tool, so that whoever unsubscribes there gets no offers by e-mail. */
export function MailTool() {
  const hooks = useResource<{ items: HookView[] }>('/v1/hooks')
  const [address, setAddress] = useState<string | undefined>()
  const [leaving, setLeaving] = useState(false)
  const t = policyTexts.value.mail
  const connect = useAct(async () => {
    const secret = randomSecret()
    const hook = await call<HookView>('/v1/hooks/mail', { method: 'PUT', json: { secret } })
    setAddress(`${hook.address}?key=${secret}`)
    hooks.reload()
  })
  const leave = useAct(async () => {
    await call('/v1/hooks/mail', { method: 'DELETE' })
    hooks.reload()
  })
  return (
    <Card title={t.title} lead={t.lead}>
      <Failure problem={connect.problem ?? leave.problem} />
      <Loaded of={hooks}>
        {({ items }) => (
          <State
            hook={items.find(({ platform }) => platform === 'mail')}
            isBusy={connect.busy}
            onConnect={() => void connect.run()}
            onLeave={() => setLeaving(true)}
          />
        )}
      </Loaded>
      {address !== undefined && (
        <Secret
          title={t.address}
          text={address}
          note={t.address_note}
          onClose={() => setAddress(undefined)}
        />
      )}
      {leaving && (
        <Sure
          title={t.leave_sure}
          yes={t.leave}
          onYes={() => void leave.run()}
          onClose={() => setLeaving(false)}
        />
      )}
    </Card>
  )
}

type StateProps = {
  hook: HookView | undefined
  isBusy: boolean
  onConnect: () => void
  onLeave: () => void
}

/** What came so far, and for owners the buttons. */
function State({ hook, isBusy, onConnect, onLeave }: StateProps) {
  const t = policyTexts.value.mail
  return (
    <div class="stack">
      <p class="soft">{hook ? stateOf(hook) : t.none}</p>
      {hook && isLastRefused(hook) && <p class="error">{t.problem}</p>}
      {may('owner') ? (
        <div class="row">
          <Button busy={isBusy} onPress={onConnect}>
            {hook ? t.again : t.connect}
          </Button>
          {hook && (
            <Button kind="danger" onPress={onLeave}>
              {t.leave}
            </Button>
          )}
        </div>
      ) : (
        <p class="soft">{t.owners}</p>
      )}
    </div>
  )
}

/** Whether the last message was not understood. */
const isLastRefused = ({ problem_at, received_at }: HookView): boolean =>
  problem_at !== null && problem_at >= (received_at ?? 0)

/** How many words came so far, and when the last message did. */
function stateOf({ received_at, counts }: HookView): string {
  const t = policyTexts.value.mail
  if (received_at === null) return t.silent
  const taken = Object.values(counts.taken).reduce((sum, one) => sum + one, 0)
  return t.heard(number(taken), ago(received_at))
}
