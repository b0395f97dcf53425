import { addButton } from './add-button.ts'
import { type Child, h, type Props, type VNode } from './node.ts'
import { formatPrice } from './price.ts'
import { type CardItem, chosenOf, type Shown } from './shown.ts'
import { say } from './texts.ts'
import type { Ui } from './ui.ts'

/**
 * One suggestion: picture, title, price, reason, and a button. The style sheet extends the link over the whole card.
 * @param around what a layout makes of it: another element, more attributes, something at the end
 */
export function card(
  item: CardItem,
  panel: Shown['panel'],
  ui: Ui,
  around: { tag?: string; props?: Props; last?: Child } = {},
): VNode {
  const { tag = 'li', props, last } = around
  const { on } = ui
  const { texts } = panel
  const text = (part: string, said: string | undefined) => said && h('p', { part }, said)
  return h(
    tag,
    { part: 'card', 'data-key': item.item_id, ...props },
    h(
      'div',
      { class: 'body' },
      h(
        'a',
        { part: 'link', href: item.url, onclick: on && (() => on.select(item)) },
        picture(item),
        h('span', { part: 'name' }, item.title),
      ),
      item.age_limit !== undefined && h('span', { part: 'age' }, `${item.age_limit}+`),
      price(item, panel, ui),
      text('gain', item.gain?.text),
      text('difference', item.gain?.difference),
      text('reason', item.reason),
      text('disclosure', item.disclosure),
      item.why && h('details', { part: 'why' }, h('summary', {}, say(texts, 'why')), h('p', {}, item.why)),
    ),
    on && variantChoice(item, panel, ui),
    on?.add && addButton(item, texts, ui.states.get(item.item_id), () => on.add?.([item], item.item_id)),
    on &&
      panel.not_for_me &&
      h(
        'button',
        {
          type: 'button',
          part: 'dismiss',
          'aria-label': say(texts, 'not_for_me_label', 'title', item.title),
          onclick: () => on.dismiss(item),
        },
        say(texts, 'not_for_me'),
      ),
    last,
  )
}

/** A fixed size reserves the space, so that the page does not jump; `loading` must be set before `src`. */
const picture = (item: CardItem): VNode =>
  h('img', { part: 'image', loading: 'lazy', src: item.image_url, alt: '', width: 160, height: 160 })

/** The price, with the lowest price of the last 30 days if it is now below that. */
function price(item: CardItem, { locale, texts }: Shown['panel'], { chosen }: Ui): VNode | undefined {
  const amount = chosenOf(item, chosen).price
  const said = amount && formatPrice(amount, locale)
  if (!said) return undefined
  const { prior_price_30d: prior, variants = [] } = item
  const open =
    !chosen.has(item.item_id) &&
    variants.some((variant) => variant.price && variant.price.amount > amount.amount)
  return h(
    'p',
    { part: 'price' },
    open ? say(texts, 'from', 'price', said) : said,
    prior && !chosen.has(item.item_id) && [' ', h('s', { part: 'prior' }, formatPrice(prior, locale))],
  )
}

function variantChoice(
  item: CardItem,
  { texts, locale }: Shown['panel'],
  { chosen, on }: Ui,
): VNode | undefined {
  const { variants = [] } = item
  if (variants.length < 2) return undefined
  const now = chosenOf(item, chosen).variant_id ?? ''
  const priced = new Set(variants.map((variant) => variant.price?.amount)).size > 1
  return h(
    'select',
    {
      part: 'choice',
      'aria-label': say(texts, 'choose', 'title', item.title),
      onchange: ({ currentTarget }) => on?.choose(item.item_id, (currentTarget as { value: string }).value),
    },
    variants.map(({ variant_id, title, price }) =>
      h(
        'option',
        { value: variant_id, selected: variant_id === now },
        priced && price ? `${title} · ${formatPrice(price, locale)}` : title,
      ),
    ),
  )
}
