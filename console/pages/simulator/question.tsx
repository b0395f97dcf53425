import type { Item } from '../../../schema/catalogue/items.ts'
import { INTENTS, PUBLIC_PLACEMENTS } from '../../../vocabulary/panels.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { ItemSearch } from '../../parts/item-search.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'

/** A visit that is simulated, as it is entered; '' for what is left open. */
export type Visit = {
  placement: (typeof PUBLIC_PLACEMENTS)[number]
  intent: (typeof INTENTS)[number]
  items: readonly Pick<Item, 'item_id' | 'title'>[]
  customer_email: string
  group: string
  market: string
  locale: string
  /** Of an input of the type datetime-local. */
  at: string
}

export const FIRST_VISIT: Visit = {
  ...{ placement: 'product', intent: 'complementary', items: [] },
  ...{ customer_email: '', group: '', market: '', locale: '', at: '' },
}

/** Intents of a product page; other pages have companions only. */
const PAGE_INTENTS = INTENTS.filter((one) => one !== 'replenish')

const takesMany = ({ placement }: Visit) => placement !== 'product'

/** The visit as body of `POST /v1/rules/simulate`; undefined as long as it lacks its item. */
export function questionOf(visit: Visit): Record<string, unknown> | undefined {
  const { placement, intent, items, customer_email, group, market, locale, at } = visit
  const ids = items.map(({ item_id }) => item_id)
  if (placement === 'product' && ids.length === 0) return undefined
  return {
    ...{ placement, intent: placement === 'product' ? intent : 'complementary' },
    ...(placement === 'product' ? { item_id: ids[0] } : placement !== 'home' && { cart_item_ids: ids }),
    ...(group && { group }),
    ...(market && { market }),
    ...(locale && { locale }),
    ...(customer_email && { customer: { customer_email } }),
    ...(at && { at: new Date(at).toISOString() }),
  }
}

type Props = { visit: Visit; onChange: (visit: Visit) => void }

/** The page, its item or cart, and the visitor. */
export function Question({ visit, onChange }: Props) {
  const t = simulatorTexts.value
  const set =
    <K extends keyof Visit>(name: K) =>
    (value: Visit[K]) =>
      onChange({ ...visit, [name]: value })
  const oneOf = <T extends string>(all: readonly T[], value: string, usual: T) =>
    all.find((one) => one === value) ?? usual
  return (
    <div class="stack">
      <div class="form">
        <SelectField
          label={texts.value.panels.placement}
          value={visit.placement}
          options={PUBLIC_PLACEMENTS.map((one) => [one, texts.value.panels.placements[one]] as const)}
          onInput={(value) =>
            onChange({ ...visit, placement: oneOf(PUBLIC_PLACEMENTS, value, 'product'), items: [] })
          }
        />
        {visit.placement === 'product' && (
          <SelectField
            label={t.intent}
            value={visit.intent}
            options={PAGE_INTENTS.map((one) => [one, t.intents[one]] as const)}
            onInput={(value) => set('intent')(oneOf(INTENTS, value, 'complementary'))}
          />
        )}
      </div>
      {visit.placement !== 'home' && <Items visit={visit} onChange={onChange} />}
      <details>
        <summary>{t.visitor}</summary>
        <div class="form">
          {may('editor') && (
            <>
              <TextField
                label={t.customer}
                hint={t.customer_hint}
                value={visit.customer_email}
                onInput={set('customer_email')}
              />
              <TextField
                label={t.at}
                hint={t.at_hint}
                type="datetime-local"
                value={visit.at}
                onInput={set('at')}
              />
            </>
          )}
          <TextField label={t.group} value={visit.group} onInput={set('group')} />
          <TextField label={t.market} value={visit.market} onInput={set('market')} />
          <TextField label={t.locale} hint={t.locale_hint} value={visit.locale} onInput={set('locale')} />
        </div>
      </details>
    </div>
  )
}

/** The item of the page, or those of the cart. */
function Items({ visit, onChange }: Props) {
  const t = simulatorTexts.value
  const many = takesMany(visit)
  return (
    <div class="stack">
      {visit.items.length > 0 && (
        <ul class="chips" aria-label={many ? t.cart : t.page_item}>
          {visit.items.map(({ item_id, title }) => (
            <li key={item_id} class="tag">
              {title}
              <Button
                size="small"
                kind="quiet"
                icon="cross"
                label={t.without(title)}
                onPress={() =>
                  onChange({ ...visit, items: visit.items.filter((one) => one.item_id !== item_id) })
                }
              >
                {''}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ItemSearch
        label={many ? t.add_item : t.choose_item}
        press={many ? t.add : t.choose}
        pressOf={many ? t.add_of : t.choose_of}
        without={visit.items.map(({ item_id }) => item_id)}
        onChoose={({ item_id, title }) =>
          onChange({ ...visit, items: [...(many ? visit.items : []), { item_id, title }] })
        }
      />
    </div>
  )
}
