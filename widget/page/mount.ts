import { guarded } from '../guarded.ts'
import type { Ask } from './ask.ts'
import { toldCart } from './cart.ts'
import { itemIdOf } from './json-ld.ts'
import { whenNear } from './near.ts'
import { addressOf, placementOf, type Wish } from './question.ts'
import { createStage } from './stage.ts'
import type { Tag } from './tag.ts'

/** A panel that stands in the page. */
export type Mounted = {
  /** Reads the attributes, and asks if they make another question; `again` asks in any case. */
  update: (again: boolean) => void
  stop: () => void
}

/** Brings an element to life: it asks when it comes near the view, and shows the answer or nothing. */
export function mountPanel(element: HTMLElement, tag: Tag, ask: Ask): Mounted {
  const stage = createStage(element)
  let near = false
  let alive = true
  let asked: string | null | undefined

  const update = (again: boolean) => {
    if (!near || !alive) return
    const address = addressOf(readWish(element), tag)
    // The page is still arriving: its product data may stand further down.
    if (address === null && document.readyState === 'loading') return
    if (address === asked && !again) return
    asked = address
    if (address === null) return stage.show(null)
    const answered = guarded((answer: Awaited<ReturnType<Ask>>) => {
      // Meanwhile the cart may have changed: an answer to an old question is dropped.
      if (alive && asked === address) stage.show(answer)
    })
    ask(address).then(answered)
  }
  const stopWatching = whenNear(element, () => {
    near = true
    update(false)
  })
  const stop = () => {
    alive = false
    stopWatching()
    stage.stop()
  }
  return { update, stop }
}

function readWish(element: Element): Wish {
  const placement = placementOf(element)
  return {
    placement,
    intent: element.getAttribute('intent') ?? '',
    item_id: element.getAttribute('item-id')?.trim() || (placement === 'product' ? itemIdOf(jsonLd()) : ''),
    cart_item_ids: element.getAttribute('cart-item-ids') ?? toldCart(),
    limit: element.getAttribute('limit') ?? '',
  }
}

function jsonLd(): string[] {
  const scripts = document.querySelectorAll('script[type="application/ld+json"]')
  return [...scripts].map((script) => script.textContent ?? '')
}
