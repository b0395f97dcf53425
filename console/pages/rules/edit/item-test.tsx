import { useState } from 'preact/hooks'
import type { ItemTestInput } from '../../../../schema/shop/rules.ts'
import { TextField } from '../../../parts/field.tsx'
import { ItemSearch } from '../../../parts/item-search.tsx'
import { texts } from '../../../texts/index.ts'
import { simulatorTexts } from '../../../texts/simulator.ts'
import { AmountField, ListField } from './fields.tsx'

const USUAL = ['categories', 'brands', 'tags', 'item_ids'] as const
const RARE = ['product_types', 'collections'] as const

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
  const { item_ids = [] } = test
  const t = texts.value.editor
  const set = (part: Partial<ItemTestInput>) => onChange(withoutEmpty({ ...test, ...part }))
  return (
    <div class="stack">
      <p class="soft small">{t.test_hint}</p>
      <div class="form">
        {USUAL.map((name) => (
          <ListField
            key={name}
            label={t.tests[name]}
            values={test[name]}
            onChange={(values) => set({ [name]: values })}
          />
        ))}
      </div>
      <ItemSearch
        label={t.find_item}
        press={simulatorTexts.value.add}
        pressOf={simulatorTexts.value.add_of}
        without={item_ids}
        onChoose={({ item_id }) => set({ item_ids: [...item_ids, item_id] })}
      />
      <MoreTests test={test} set={set} />
    </div>
  )
}

type MoreProps = { test: ItemTestInput; set: (part: Partial<ItemTestInput>) => void }

/** The tests that few rules need. */
function MoreTests({ test, set }: MoreProps) {
  const { attribute, price } = test
  const [isFirstOpen] = useState(
    RARE.some((name) => test[name]) || attribute !== undefined || price !== undefined,
  )
  const t = texts.value.editor
  return (
    <details open={isFirstOpen}>
      <summary>{t.more_tests}</summary>
      <div class="form">
        {RARE.map((name) => (
          <ListField
            key={name}
            label={t.tests[name]}
            values={test[name]}
            onChange={(values) => set({ [name]: values })}
          />
        ))}
        <TextField
          label={t.attribute}
          hint={t.attribute_hint}
          value={attribute?.name ?? ''}
          onInput={(name) => set({ attribute: { name, values: attribute?.values ?? [] } })}
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
    </details>
  )
}
