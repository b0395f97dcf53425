import { useState } from 'preact/hooks'
import type { OwnShop } from '../../../schema/shop/shops.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { findOut, may, shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'

type Wish = Pick<OwnShop, 'name' | 'currency' | 'locale' | 'time_zone'>

const baseOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** Language and zone of the browser where the shop has others, which it was opened with; undefined where they agree. */
export function ofBrowser(): Pick<OwnShop, 'locale' | 'time_zone'> | undefined {
  const own = shop.value
  if (!own || !may('owner')) return undefined
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const isSame = baseOf(own.locale) === baseOf(navigator.language) && own.time_zone === timeZone
  return isSame ? undefined : { locale: navigator.language, time_zone: timeZone }
}

/** Name, currency, language and zone in one line, and a form to change them. @param isEmpty whether the currency may still change */
export function Basics({ isEmpty }: { isEmpty: boolean }) {
  const [wish, setWish] = useState<Wish | undefined>()
  const own = shop.value
  const t = texts.value
  const save = useAct(async ({ currency, ...settings }: Wish) => {
    // First what may be refused.
    if (currency !== own?.currency) await call('/v1/shop', { method: 'PATCH', json: { currency } })
    await call('/v1/settings', { method: 'PATCH', json: settings })
    await findOut()
    setWish(undefined)
  })
  if (!own) return null
  if (!wish) {
    const { name, currency, locale, time_zone } = own
    const proposed = isEmpty ? ofBrowser() : undefined
    return (
      <>
        <p class="row">
          <span>{[name, currency, locale, time_zone].join(' · ')}</span>
          {may('owner') && (
            <Button size="small" onPress={() => setWish({ name, currency, locale, time_zone })}>
              {t.common.change}
            </Button>
          )}
        </p>
        {proposed && (
          <Proposed
            proposed={proposed}
            busy={save.busy}
            onTake={() => void save.run({ name, currency, ...proposed })}
          />
        )}
        <Failure problem={save.problem} />
      </>
    )
  }
  return (
    <form
      class="stack wide"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run(wish)
      }}
    >
      <Fields wish={wish} isEmpty={isEmpty} onChange={(more) => setWish({ ...wish, ...more })} />
      <Failure problem={save.problem} />
      <div class="row">
        <Button kind="primary" type="submit" busy={save.busy}>
          {t.common.save}
        </Button>
        <Button kind="quiet" onPress={() => setWish(undefined)}>
          {t.common.cancel}
        </Button>
      </div>
    </form>
  )
}

type ProposedProps = { proposed: Pick<Wish, 'locale' | 'time_zone'>; busy: boolean; onTake: () => void }

/** What the browser says, to be taken by one press. */
const Proposed = ({ proposed: { locale, time_zone }, busy, onTake }: ProposedProps) => (
  <p class="row soft">
    <span>{texts.value.start.step_shop_browser(`${locale} · ${time_zone}`)}</span>
    <Button size="small" busy={busy} onPress={onTake}>
      {texts.value.start.step_shop_take}
    </Button>
  </p>
)

type FieldsProps = { wish: Wish; isEmpty: boolean; onChange: (more: Partial<Wish>) => void }

function Fields({ wish, isEmpty, onChange }: FieldsProps) {
  const t = texts.value.basics
  return (
    <div class="form">
      <TextField label={t.name} value={wish.name} required onInput={(name) => onChange({ name })} />
      <TextField
        label={t.currency}
        hint={t.currency_hint}
        value={wish.currency}
        disabled={!isEmpty}
        list={Intl.supportedValuesOf('currency')}
        onInput={(currency) => onChange({ currency: currency.toUpperCase() })}
      />
      <TextField label={t.locale} value={wish.locale} onInput={(locale) => onChange({ locale })} />
      <TextField
        label={t.time_zone}
        value={wish.time_zone}
        list={Intl.supportedValuesOf('timeZone')}
        onInput={(time_zone) => onChange({ time_zone })}
      />
    </div>
  )
}
