import type { CardView } from '../../../../schema/accounts/enablement.ts'
import { usePaused } from '../../../api/resource.ts'
import { TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Paged } from '../../../parts/paged.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { ProductCard } from './card.tsx'

/** Cards of a page. */
const SHOWN = 6

type Props = {
  /** A part of the name of the families that are shown; empty for all. */
  name: string
  onName: (name: string) => void
}

/** What is known of each family, found by name. */
export function Cards({ name, onName }: Props) {
  const q = usePaused(name)
  const t = enablementTexts.value.learning
  return (
    <Card title={t.cards} lead={t.cards_lead}>
      <div class="form">
        <TextField label={t.search} type="search" value={name} onInput={onName} />
      </div>
      <Paged<CardView>
        key={q}
        path="/v1/product-cards"
        query={{ q: q || undefined, limit: SHOWN }}
        none={t.no_cards}
      >
        {(cards) => (
          <ul class="rows cards">
            {cards.map((card) => (
              <ProductCard key={card.family} card={card} />
            ))}
          </ul>
        )}
      </Paged>
    </Card>
  )
}
