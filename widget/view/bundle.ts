import type { Forms } from '../../schema/shop/panels.ts'
import type { Kit } from './kit.ts'
import type { Draw } from './panel.ts'
import type { CardItem } from './shown.ts'

/** Maximum number of extras of a bundle. */
const MAX_EXTRAS = 2
/** Key of the state of "add all". No item has this id, because ids are trimmed. */
const KEY = ' bundle'

/**
 * "Buy together": the item on the page with up to two extras. They start unticked (Directive 2011/83/EU, Art. 22); the
 * total and the button speak of what is ticked. Without the item on the page, or in several currencies, it is a grid.
 */
export const make = (kit: Kit): Draw => {
  const { card, cardsOf, chosenOf, formatPrice, frame, h, isCard, panel: grid, say } = kit
  return (shown, ui) => {
    const { panel, seed } = shown
    const { texts, locale } = panel
    const extras = cardsOf(shown, ui.gone).slice(0, MAX_EXTRAS)
    if (!isCard(seed) || !sameCurrency([seed, ...extras])) return grid(shown, ui)
    if (extras.length === 0) return undefined

    // The item of the page cannot be dismissed or unticked; only its variant can be chosen.
    const { not_for_me: _, ...kept } = panel
    const bare = { ...ui, on: ui.on && { ...ui.on, add: undefined } }
    const isTicked = (item: CardItem) => ui.chosen.get(tickOf(item)) === 'yes'
    const box = (item: CardItem) =>
      h('input', {
        type: 'checkbox',
        checked: isTicked(item),
        onchange: () => ui.on?.choose(tickOf(item), isTicked(item) ? '' : 'yes'),
      })
    const member = (item: CardItem, isSeed: boolean) => {
      const last = isSeed
        ? h('p', { part: 'this' }, say(texts, 'this_item'))
        : ui.on &&
          h('label', { part: 'tick' }, box(item), h('span', {}, say(texts, 'add_label', 'title', item.title)))
      return card(item, isSeed ? kept : panel, bare, { last })
    }
    const bought = [seed, ...extras.filter(isTicked)]
    const amount = bought.reduce((sum, item) => sum + (chosenOf(item, ui.chosen).price?.amount ?? 0), 0)
    const total = formatPrice({ amount, currency: seed.price?.currency ?? '' }, locale)
    const state = ui.states.get(KEY)
    const busy = state === 'adding' ? 'true' : undefined
    return frame(shown, ui, [
      h(
        'ul',
        { part: 'list' },
        member(seed, true),
        extras.map((item) => member(item, false)),
      ),
      h(
        'div',
        { part: 'sum' },
        h('output', { part: 'total' }, `${say(texts, 'total')}: ${total}`),
        ui.on &&
          h(
            'button',
            {
              type: 'button',
              part: state ? `add ${state}` : 'add',
              'aria-disabled': busy,
              'aria-busy': busy,
              onclick: () => ui.on?.add?.(bought, KEY),
            },
            state ? say(texts, state) : sayAll(texts.add_all, locale, bought.length),
          ),
      ),
    ])
  }
}

/** Key of the state of a checkbox. */
const tickOf = ({ item_id }: CardItem): string => `${KEY} ${item_id}`

/** "Add 3 items", in the plural form of the language (CLDR). */
function sayAll(forms: Forms, locale: string, n: number): string {
  const form = new Intl.PluralRules(locale).select(n)
  return (forms[form] ?? forms.other).replace('{n}', String(n))
}

const sameCurrency = (items: readonly CardItem[]): boolean =>
  items.every(({ price }) => price !== undefined && price.currency === items[0]?.price?.currency)
