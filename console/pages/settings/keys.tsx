import { useState } from 'preact/hooks'
import type { KeyView } from '../../../schema/shop/keys.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Secret, Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Keys of the shop; a secret one is shown once. */
export function Keys() {
  const keys = useResource<{ items: KeyView[] }>('/v1/keys')
  const [made, setMade] = useState<string | undefined>()
  const [leaving, setLeaving] = useState<KeyView | undefined>()
  const t = texts.value.settings
  const make = useAct(async () => {
    const { key } = await call<{ key: string }>('/v1/keys', { method: 'POST', json: { kind: 'secret' } })
    setMade(key)
    keys.reload()
  })
  const remove = useAct(async (key_id: string) => {
    await call(`/v1/keys/${encodeURIComponent(key_id)}`, { method: 'DELETE' })
    keys.reload()
  })
  return (
    <Card
      title={t.keys}
      lead={t.keys_lead}
      actions={
        <Button size="small" icon="key" busy={make.busy} onPress={() => void make.run()}>
          {t.new_key}
        </Button>
      }
    >
      <Failure problem={make.problem ?? remove.problem} />
      <Loaded of={keys}>
        {({ items }) => (
          <ul>
            {items.map((key) => (
              <li class="file" key={key.key_id}>
                <div class="row apart">
                  <div>
                    <strong>{t[key.kind]}</strong>{' '}
                    <code class="soft">{key.kind === 'secret' ? `sk_…${key.hint}` : key.hint}</code>
                  </div>
                  <Button size="small" kind="danger" onPress={() => setLeaving(key)}>
                    {t.delete}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {made !== undefined && (
        <Secret title={t.new_key} text={made} note={t.key_once} onClose={() => setMade(undefined)} />
      )}
      {leaving && (
        <Sure
          title={t.delete_sure}
          yes={t.delete}
          onYes={() => void remove.run(leaving.key_id)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Card>
  )
}
