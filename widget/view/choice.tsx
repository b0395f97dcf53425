import type { CardProps } from './card.tsx'
import { formatPrice } from './price.ts'
import { chosenOf } from './shown.ts'
import { say } from './texts.ts'

/** The name of the chosen variant, which may take several lines, below an invisible menu of the browser. */
export function choice({ item, panel: { texts, locale }, ui: { chosen, on } }: CardProps) {
  const { variants = [] } = item
  if (!variants[1]) return null
  const now = chosenOf(item, chosen).variant
  return (
    <label part="choice">
      {now?.title}
      <select
        aria-label={say(texts, 'choose', item.title)}
        onChange={({ currentTarget }) => on?.('choose', currentTarget.value, item.item_id)}
      >
        {variants.map(({ variant_id, title, price }) => (
          <option key={variant_id} value={variant_id} selected={variant_id === now?.variant_id}>
            {price ? `${title} · ${formatPrice(price, locale)}` : title}
          </option>
        ))}
      </select>
    </label>
  )
}
