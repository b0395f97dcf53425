import { isRecord } from '../guarded.ts'
import type { Shown, ShownItem } from '../view/shown.ts'

/**
 * An answer as the view may trust it, or null when it has another shape. Every text is a string here:
 * an object where a text belongs once became markup in Preact (CVE-2026-22028).
 */
export function readAnswer(value: unknown): Shown | null {
  if (!isRecord(value) || !isRecord(value.panel) || !isRecord(value.panel.texts)) return null
  if (!Array.isArray(value.items) || text(value.recommendation_id) === '') return null
  const { panel } = value
  const words = value.panel.texts
  return {
    recommendation_id: text(value.recommendation_id),
    intent: text(value.intent),
    panel: {
      layout: panel.layout === 'list' ? 'list' : 'grid',
      title: text(panel.title),
      locale: text(panel.locale),
      texts: {
        add: text(words.add),
        adding: text(words.adding),
        added: text(words.added),
        failed: text(words.failed),
        add_label: text(words.add_label),
        from: text(words.from),
      },
    },
    items: value.items.filter(isRecord).map(readItem),
  }
}

function readItem(item: Readonly<Record<string, unknown>>): ShownItem {
  return {
    item_id: text(item.item_id),
    variant_id: text(item.variant_id) || undefined,
    title: text(item.title).trim(),
    url: text(item.url) || null,
    image_url: text(item.image_url) || null,
    price: readPrice(item.price),
    gain: isRecord(item.gain) ? text(item.gain.text) || undefined : undefined,
    reason: text(item.reason),
    disclosure: text(item.disclosure) || undefined,
    age_limit: typeof item.age_limit === 'number' && item.age_limit > 0 ? item.age_limit : undefined,
  }
}

function readPrice(price: unknown): ShownItem['price'] {
  if (!isRecord(price) || typeof price.amount !== 'number') return undefined
  return { amount: price.amount, currency: text(price.currency) }
}

/** Not `String(value)` for all: that throws on `{"toString": 1}`, and "[object Object]" is no title. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
