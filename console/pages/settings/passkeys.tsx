import type { PasskeyView } from '../../../schema/shop/passkeys.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { me } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { canUsePasskeys } from '../passkeys.ts'

/** The member's own passkeys. */
export function Passkeys() {
  const passkeys = useResource<{ items: PasskeyView[] }>('/v1/passkeys')
  const t = texts.value.settings
  const make = useAct(async () => {
    await (await import('../passkeys-lazy.ts')).make()
    passkeys.reload()
  })
  if (!canUsePasskeys()) return null
  return (
    <Card
      title={t.passkeys}
      lead={t.passkeys_lead}
      actions={
        <Button size="small" icon="key" busy={make.busy} onPress={() => void make.run()}>
          {t.add_passkey}
        </Button>
      }
    >
      <Failure problem={make.problem} />
      <Loaded of={passkeys}>
        {({ items }) => (
          <ul>
            {items
              .filter(({ member_id }) => member_id === me.value?.id)
              .map((passkey) => (
                <Row key={passkey.passkey_id} passkey={passkey} onDeleted={passkeys.reload} />
              ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

type RowProps = { passkey: PasskeyView; onDeleted: () => void }

function Row({ passkey: { passkey_id, browser, used_at }, onDeleted }: RowProps) {
  const t = texts.value.settings
  const remove = useAct(async () => {
    await call(`/v1/passkeys/${encodeURIComponent(passkey_id)}`, { method: 'DELETE' })
    onDeleted()
  })
  return (
    <li class="file">
      <div class="row apart">
        <p>
          <strong>{browser}</strong>{' '}
          <span class="soft">
            {t.used} {ago(used_at)}
          </span>
        </p>
        <Button size="small" kind="danger" busy={remove.busy} onPress={() => void remove.run()}>
          {t.delete}
        </Button>
      </div>
      <Failure problem={remove.problem} />
    </li>
  )
}
