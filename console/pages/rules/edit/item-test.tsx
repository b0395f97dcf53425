import type { ItemTestInput } from '../../../../schema/shop/rules.ts'
import { ItemSearch } from '../../../parts/item-search.tsx'
import { texts } from '../../../texts/index.ts'
import { AmountField, ListField } from './fields.tsx'

const LISTS = ['categories', 'brands', 'product_types', 'tags', 'collections', 'item_ids'] as const

/** A test without the parts that are empty. */
export function withoutEmpty(test: ItemTestInput): ItemTestInput {
  const { attribute, price, ...lists } = test
  const kept = Object.entries(lists).filter(([, values]) => values !== undefined)
  return {
    ...Object.fromEntries(kept),
    ...(attribute && (attribute.name !== '' || attribute.values.length > 0) && { attribute }),
    ...(price && (price.from !== undefined || price.to !== undefined) && { price }),
  }
}

type Props = { test: ItemTestInput; onChange: (test: ItemTestInput) => void }

/** Which items: all filled fields must hold, of the values of one field any. */
export function ItemTestFields({ test, onChange }: Props) {
  const { attribute, price, item_ids = [] } = test
  const t = texts.value.editor
  const set = (part: Partial<ItemTestInput>) => onChange(withoutEmpty({ ...test, ...part }))
  return (
    <div class="stack">
      <p class="soft small">{t.test_hint}</p>
      <div class="form">
        {LISTS.map((name) => (
          <ListField
            key={name}
            label={t.tests[name]}
            values={test[name]}
            onChange={(values) => set({ [name]: values })}
          />
        ))}
        <ListField
          label={t.attribute}
          hint={t.attribute_hint}
          values={attribute?.name ? [attribute.name] : undefined}
          onChange={(values) =>
            set({ attribute: { name: values?.[0] ?? '', values: attribute?.values ?? [] } })
          }
        />
        <ListField
          label={t.attribute_values}
          values={attribute?.values}
          onChange={(values = []) => set({ attribute: { name: attribute?.name ?? '', values } })}
        />
        <AmountField
          label={t.price_from}
          value={price?.from}
          onChange={(from) => set({ price: { ...price, from } })}
        />
        <AmountField
          label={t.price_to}
          value={price?.to}
          onChange={(to) => set({ price: { ...price, to } })}
        />
      </div>
      <ItemSearch
        label={t.find_item}
        press={texts.value.simulator.add}
        pressOf={texts.value.simulator.add_of}
        without={item_ids}
        onChoose={({ item_id }) => set({ item_ids: [...item_ids, item_id] })}
      />
    </div>
  )
}
