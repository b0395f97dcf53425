import { isRecord } from '../guarded.ts'

/** What the shop is told when a shopper presses "add". */
export type AddDetail = {
  item_id: string
  /** What goes into the cart; absent when the item has no variants. */
  variant_id: string | undefined
  title: string
  quantity: 1
  recommendation_id: string
  placement: string
  /** Called at once with the promise of adding, it puts the button into the shop's hands. */
  respond: (adding: unknown) => void
}

/**
 * Offers a press to the shop: first the event `rec:add`, then `pairwell.onAdd` if nobody responded, so that
 * one press never adds twice. Returns the shop's promise; 'taken' when it cancelled the event and says no
 * more; 'nobody' when the page does not listen.
 */
export function offerAdd(
  panel: Element,
  item: Omit<AddDetail, 'quantity' | 'respond'>,
): Promise<unknown> | 'taken' | 'nobody' {
  let reply: Promise<unknown> | undefined
  const respond = (adding: unknown) => {
    reply ??= Promise.resolve(adding)
  }
  const detail: AddDetail = { ...item, quantity: 1, respond }
  const event = new CustomEvent('rec:add', { detail, bubbles: true, composed: true, cancelable: true })
  const open = panel.dispatchEvent(event)
  if (reply) return reply
  if (!open) return 'taken'
  const api = window.pairwell
  if (!isRecord(api) || typeof api.onAdd !== 'function') return 'nobody'
  try {
    return Promise.resolve(api.onAdd(detail))
  } catch {
    return Promise.reject() // the shop's callback threw: the shopper sees that it failed
  }
}

/** Whether the shop's answer means no: `false`, or a `Response` that is not ok (fetch does not reject on 422). */
export function isRefusal(answer: unknown): boolean {
  return answer === false || (isRecord(answer) && answer.ok === false)
}
