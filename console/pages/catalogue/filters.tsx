import type { ItemFacets } from '../../../schema/catalogue/search.ts'
import { AVAILABILITY, NOT_SHOWN } from '../../../vocabulary/catalogue.ts'
import { useResource } from '../../api/resource.ts'
import { inMinorUnits, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Filters of the catalogue as they are chosen: '' for none, prices in the shop's currency. */
export type Filters = Readonly<
  Record<'shown' | 'brand' | 'category' | 'availability' | 'price_from' | 'price_to', string>
>
export const NO_FILTERS: Filters = {
  shown: '',
  brand: '',
  category: '',
  availability: '',
  price_from: '',
  price_to: '',
}

/** The same as query of `GET /v1/items`; a price that is no number is left out. */
export function queryOf({ shown, price_from, price_to, ...others }: Filters) {
  const entries = Object.entries(others).map(([name, value]) => [name, value || undefined])
  return {
    ...Object.fromEntries(entries),
    shown: shown === 'yes' || shown === 'no' ? shown : undefined,
    reason: NOT_SHOWN.find((one) => one === shown),
    price_from: inMinorUnits(price_from),
    price_to: inMinorUnits(price_to),
  }
}

type Props = { chosen: Filters; onChange: (chosen: Filters) => void }

const counted = (text: string, items: number | undefined) =>
  items === undefined ? text : texts.value.catalogue.counted(text, number(items))

/** Choices about being shown: yes, no, and each reason that items of the catalogue have. */
function shownOptions(reasons: ItemFacets['reasons'] | undefined, chosen: string) {
  const t = texts.value.catalogue
  const why = texts.value.uploads.not_shown
  const counts = new Map(reasons?.map(({ value, items }) => [value, items]))
  const hidden = [...counts].reduce((sum, [reason, items]) => sum + (reason === 'shown' ? 0 : items), 0)
  return [
    ['', t.any],
    ['yes', counted(t.shown_yes, reasons && (counts.get('shown') ?? 0))],
    ['no', counted(t.shown_no, reasons && hidden)],
    ...NOT_SHOWN.filter((one) => counts.has(one) || chosen === one).map(
      (one) => [one, counted(t.because(why[one]), counts.get(one))] as const,
    ),
  ] as const
}

/** Controls that restrict the list of items; the values come from the catalogue itself. */
export function FilterControls({ chosen, onChange }: Props) {
  const facets = useResource<ItemFacets>('/v1/catalogue/facets')
  const t = texts.value.catalogue
  const currency = shop.value?.currency ?? ''
  const set = (name: keyof Filters) => (value: string) => onChange({ ...chosen, [name]: value })
  const select = (name: 'brand' | 'category', values: ItemFacets['brands'] = []) => (
    <SelectField
      label={t[name]}
      value={chosen[name]}
      onInput={set(name)}
      options={[['', t.any], ...values.map(({ value, items }) => [value, counted(value, items)] as const)]}
    />
  )
  const price = (name: 'price_from' | 'price_to') => (
    <TextField label={t[name](currency)} type="number" value={chosen[name]} onInput={set(name)} />
  )
  return (
    <div class="stack">
      <Failure problem={facets.problem} onRetry={facets.reload} />
      <div class="form">
        <SelectField
          label={t.shown}
          value={chosen.shown}
          onInput={set('shown')}
          options={shownOptions(facets.data?.reasons, chosen.shown)}
        />
        {select('brand', facets.data?.brands)}
        {select('category', facets.data?.categories)}
        <SelectField
          label={t.availability}
          value={chosen.availability}
          onInput={set('availability')}
          options={[['', t.any], ...AVAILABILITY.map((one) => [one, t.availabilities[one]] as const)]}
        />
        {price('price_from')}
        {price('price_to')}
      </div>
      {Object.values(chosen).some((value) => value !== '') && (
        <div>
          <Button size="small" onPress={() => onChange(NO_FILTERS)}>
            {t.clear}
          </Button>
        </div>
      )}
    </div>
  )
}
