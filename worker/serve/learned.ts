import type { Question } from '../../schema/serving/recommendations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Card } from '../store/serving/cards.ts'

/** What was mined, moved by what buyers taught of this page; everything else as it was. */
export function moved(candidates: readonly Card[], question: Question, shop: Shop | undefined): Card[] {
  const { placement } = question
  const seed = placement === 'product' ? (question.item_id ?? question.product_id ?? '') : ''
  const factors = new Map(
    (shop?.learned ?? [])
      .filter(([where, beside]) => where === placement && beside === seed)
      .map(([, , item_id, factor]) => [item_id, factor]),
  )
  if (factors.size === 0) return [...candidates]
  return candidates.map((card) => {
    const factor = card.source === 'mined' ? factors.get(card.item_id) : undefined
    return factor === undefined
      ? card
      : { ...card, score: card.score * factor, parts: { ...card.parts, learned: factor } }
  })
}
