import { Card } from './Card.tsx'
import { type AddState, type CardItem, cardsOf, type Shown } from './shown.ts'

type Props = {
  recommendation: Shown
  /** By item id; what is missing is at rest. */
  states?: ReadonlyMap<string, AddState>
  /** What a screen reader says next, politely. */
  announcement?: string
  /** Without it the cards have no button: one that does nothing is worse than none. */
  onAdd?: (item: CardItem) => void
}

/** One block of suggestions, or nothing. The Worker renders this too: no hooks, no `window`, no clock. */
export function Panel({ recommendation, states, announcement, onAdd }: Props) {
  const { panel } = recommendation
  const cards = cardsOf(recommendation)
  if (cards.length === 0) return null
  return (
    // Focusable by script: when the card that had the focus leaves, the panel takes it.
    <section part="panel" class={panel.layout} aria-label={panel.title} lang={panel.locale} tabIndex={-1}>
      <h2 part="title">{panel.title}</h2>
      <ul part="list">
        {cards.map((item) => (
          <Card
            key={item.item_id}
            item={item}
            panel={panel}
            state={states?.get(item.item_id)}
            onAdd={onAdd}
          />
        ))}
      </ul>
      {onAdd && (
        <output part="status" aria-live="polite">
          {announcement}
        </output>
      )}
    </section>
  )
}
