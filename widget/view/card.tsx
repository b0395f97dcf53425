import type { ComponentChildren } from 'preact'
import { canAdd } from './can-add.ts'
import { formatPrice } from './price.ts'
import { isSafeLink } from './safe-link.ts'
import { type CardItem, chosenOf, type Shown } from './shown.ts'
import { say } from './texts.ts'
import type { Ui } from './ui.ts'

/** What a card shows, and where. */
export type CardProps = { item: CardItem; panel: Shown['panel']; ui: Ui }

/**
 * One suggestion: picture, title, price, one reason, one button, and the rest in a menu. The style sheet extends the link over
 * the whole card. `children` is what a layout adds at the end, instead of the button.
 */
export function Card(props: CardProps & { children?: ComponentChildren }) {
  const { item, panel, ui, children } = props
  const { title, image_url, age_limit } = item
  const { texts } = panel
  const { on } = ui
  const action = actionOf(item, ui)
  // Without an address for a text card without a page of its own, which the types of `href` do not know.
  const link = { href: (item.url || undefined) as string, onClick: on && (() => on('select', item)) }
  return (
    <div part="card">
      <div class="body">
        <a part="link" {...link}>
          {isSafeLink(image_url) && picture(image_url, ui)}
          <span part="name">{title}</span>
          {age_limit !== undefined && <span part="age"> {age_limit}+</span>}
        </a>
        {price(props)}
        {paragraph('gain', item.gain?.text)}
        {paragraph('difference', item.gain?.difference)}
        {paragraph('reason', item.reason)}
        {paragraph('disclosure', item.disclosure)}
      </div>
      {on && ui.choice?.(props)}
      {on &&
        !children &&
        (action === 'add'
          ? addButton(ui, item.item_id, [item], say(texts, 'add'), say(texts, 'add_label', title))
          : link.href && (
              <a part="add" {...link}>
                {say(texts, action === 'view' ? 'view' : 'choose_options')}
              </a>
            ))}
      {on && (item.why || panel.not_for_me) && (
        <button
          type="button"
          part="more"
          aria-label={say(texts, 'more', title)}
          onClick={({ currentTarget }) => on('more', item, currentTarget)}
        >
          ⋯
        </button>
      )}
      {ui.asides.get(item.item_id)}
      {children}
    </div>
  )
}

/** What the button of a card does: it adds, or leads to the item's page to choose there, or to look. */
export const actionOf = (item: CardItem, { cart, chosen }: Ui): NonNullable<CardItem['action']> =>
  item.action ?? (canAdd({ ...item, ...chosenOf(item, chosen).variant }, cart) ? 'add' : 'view')

/** A picture of fixed size, which reserves the space, so that the page does not jump; `loading` must be set before `src`. */
const picture = (src: string, { chosen, on }: Ui) =>
  chosen.has(src) ? (
    <span part="image placeholder" />
  ) : (
    <img
      part="image"
      loading="lazy"
      src={src}
      alt=""
      width={160}
      height={160}
      onError={() => on?.('choose', 'broken', src)}
    />
  )

/** A paragraph; nothing without a text. */
export const paragraph = (part: string, text: unknown) =>
  typeof text === 'string' && text ? <p part={part}>{text}</p> : null

/**
 * A button that adds; while it does, and for a moment after, it has other attributes and another text.
 * @param key key of its state @param label for screen readers; the button of a bundle needs none
 */
export function addButton(
  { states, on }: Ui,
  key: string,
  items: readonly CardItem[],
  text: string,
  label?: string,
) {
  const { said, ...state } = states.get(key) ?? {}
  return (
    <button type="button" part="add" aria-label={label} onClick={() => on?.('add', items, key)} {...state}>
      {said || text}
    </button>
  )
}

/** The price, with the lowest price of the last 30 days if it is now below that. */
function price({ item, panel: { locale, texts }, ui: { chosen } }: CardProps) {
  const { price: now } = chosenOf(item, chosen)
  const said = now && formatPrice(now, locale)
  if (!said) return null
  const isOpen = !chosen.has(item.item_id)
  const prior = isOpen && item.prior_price_30d
  const isFrom =
    item.action === 'choose' ||
    (isOpen && item.variants?.some((one) => one.price && one.price.amount > now.amount))
  return (
    <p part="price">
      {isFrom ? say(texts, 'from', said) : said}
      {prior && ' '}
      {prior && <s part="prior">{formatPrice(prior, locale)}</s>}
    </p>
  )
}
