import { useState } from 'preact/hooks'
import type { HookSender } from '../../../schema/shop/hooks.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Secret, Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { policyTexts } from '../../texts/policy.ts'

/** What is shown of a hook. */
type Hook = {
  platform: HookSender
  address: string
  received_at: number | null
  counts: { taken: Record<string, number>; refused: number }
  problem: string | null
}

/** A secret for the address of the tool's webhook: 32 hex digits. */
const aSecret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** Connects the mail tool, so that whoever unsubscribes there gets no offers by e-mail. */
export function MailTool() {
  const hooks = useResource<{ items: Hook[] }>('/v1/hooks')
  const [address, setAddress] = useState<string | undefined>()
  const [leaving, setLeaving] = useState(false)
  const t = policyTexts.value.mail
  const connect = useAct(async () => {
    const secret = aSecret()
    const hook = await call<Hook>('/v1/hooks/mail', { method: 'PUT', json: { secret } })
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
        {({ items }) => {
          const hook = items.find(({ platform }) => platform === 'mail')
          return (
            <div class="stack">
              <p class="soft">{hook ? stateOf(hook) : t.none}</p>
              {hook?.problem && <p class="error">{hook.problem}</p>}
              {may('owner') && (
                <div class="row">
                  <Button busy={connect.busy} onPress={() => void connect.run()}>
                    {hook ? t.again : t.connect}
                  </Button>
                  {hook && (
                    <Button kind="danger" onPress={() => setLeaving(true)}>
                      {t.leave}
                    </Button>
                  )}
                </div>
              )}
            </div>
          )
        }}
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

/** How many words came so far, and when the last message did. */
function stateOf({ received_at, counts }: Hook): string {
  const t = policyTexts.value.mail
  if (received_at === null) return t.silent
  const taken = Object.values(counts.taken).reduce((sum, one) => sum + one, 0)
  return t.heard(number(taken), ago(received_at))
}
