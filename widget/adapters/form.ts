import type { Adapter, Line } from '../lazy/adapter.ts'

/**
 * A form of the shop (`data-cart-form`), sent once for each line as a browser would send it. The placeholders `{variant_id}`,
 * `{item_id}`, `{sku}`, `{platform_id}`, `{quantity}`, `{_rec_id}`, `{_rec_placement}` and `{discount_code}` in its values are replaced.
 */
export const add: Adapter = async (lines, { tag }, discount = '') => {
  const form = document.querySelector(tag.dataset.cartForm || 'form[data-pairwell-cart]')
  if (!(form instanceof HTMLFormElement)) throw new Error()
  for (const line of lines) {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) body.append(name, fill(String(value), line, discount))
    const action = form.getAttribute('action') ?? ''
    const response = await fetch(action, { method: 'POST', body })
    if (!response.ok) throw new Error()
  }
}

function fill(
  value: string,
  { item_id, variant_id, sku, platform_id, quantity, properties }: Line,
  discount_code: string,
): string {
  const parts: Record<string, string> = {
    item_id,
    variant_id: variant_id ?? item_id,
    sku: sku ?? variant_id ?? item_id,
    platform_id: platform_id ?? variant_id ?? item_id,
    quantity: String(quantity),
    discount_code,
    ...properties,
  }
  return value.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parts, name) ? String(parts[name]) : whole,
  )
}
