import { useState } from 'preact/hooks'
import type { OpenedShop } from '../../../schema/shop/shops.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { language, texts } from '../../texts/index.ts'
import type { OperatorCall } from './operator-call.ts'

type Props = { ask: OperatorCall; onOpened: (name: string, url: string) => void }

/** Opens a shop; its owner changes everything else. The secret key is not shown: the owner makes one when a program needs it. */
export function NewShop({ ask, onOpened }: Props) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const empty = { name: '', currency: 'EUR', locale: language.value, time_zone: timeZone }
  const [wish, setWish] = useState(empty)
  const t = texts.value
  const change = (more: Partial<typeof wish>) => setWish({ ...wish, ...more })
  const add = useAct(async () => {
    const { sign_in_link } = await ask<OpenedShop>('/v1/shops', 'POST', wish)
    onOpened(wish.name, sign_in_link.url)
    setWish(empty)
  })
  return (
    <Card title={t.operator.open} lead={t.operator.open_lead}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void add.run()
        }}
      >
        <div class="form">
          <TextField label={t.basics.name} value={wish.name} required onInput={(name) => change({ name })} />
          <TextField
            label={t.basics.currency}
            value={wish.currency}
            required
            list={Intl.supportedValuesOf('currency')}
            onInput={(currency) => change({ currency: currency.toUpperCase() })}
          />
          <TextField
            label={t.basics.locale}
            value={wish.locale}
            required
            onInput={(locale) => change({ locale })}
          />
          <TextField
            label={t.basics.time_zone}
            value={wish.time_zone}
            required
            list={Intl.supportedValuesOf('timeZone')}
            onInput={(time_zone) => change({ time_zone })}
          />
        </div>
        <Failure problem={add.problem} />
        <div>
          <Button type="submit" kind="primary" busy={add.busy} disabled={wish.name.trim() === ''}>
            {t.operator.open}
          </Button>
        </div>
      </form>
    </Card>
  )
}
