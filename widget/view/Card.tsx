import { AddButton } from './AddButton.tsx'
import { formatPrice } from './price.ts'
import type { AddState, CardItem, Shown } from './shown.ts'

type Props = {
  item: CardItem
  panel: Shown['panel']
  state: AddState | undefined
  onAdd: ((item: CardItem) => void) | undefined
}

/** One suggestion: picture, title, price, why, and a button. The style sheet makes all of it the link. */
export function Card({ item, panel, state, onAdd }: Props) {
  const price = item.price && formatPrice(item.price, panel.locale)
  return (
    <li part="card">
      <div class="body">
        <a part="link" href={item.url}>
          {/* Fixed size reserves the space, so the shop's page does not jump; `loading` counts only before `src`. */}
          <img part="image" loading="lazy" src={item.image_url} alt="" width={160} height={160} />
          <span part="name">{item.title}</span>
        </a>
        {item.age_limit !== undefined && <span part="age">{item.age_limit}+</span>}
        {price && <p part="price">{price}</p>}
        {item.gain && <p part="gain">{item.gain}</p>}
        {item.reason && <p part="reason">{item.reason}</p>}
        {item.disclosure && <p part="disclosure">{item.disclosure}</p>}
      </div>
      {onAdd && (
        <AddButton title={item.title} texts={panel.texts} state={state} onPress={() => onAdd(item)} />
      )}
    </li>
  )
}
