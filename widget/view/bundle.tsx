import type { Forms } from '../../schema/shop/panels.ts'
import { actionOf, addButton, Card } from './card.tsx'
import { Frame, type LayoutProps, Panel } from './panel.tsx'
import { formatPrice } from './price.ts'
import { type CardItem, cardsOf, chosenOf, isCard } from './shown.ts'
import { say } from './texts.ts'

/** Maximum number of extras of a bundle. */
const MAX_EXTRAS = 2
/** Key of the state of "add all". No item has this id, because ids are trimmed. */
const KEY = ' bundle'

/**
 * "Buy together": the item on the page with up to two extras. They start unticked (Directive 2011/83/EU, Art. 22); the
 * total and the button speak of what is ticked. Without the item on the page, or in several currencies, it is a grid.
 */
export function Bundle(props: LayoutProps) {
  const { shown, ui } = props
  const { panel, seed } = shown
  const { texts, locale } = panel
  const { on } = ui
  // One press adds them all, without a choice on their own pages.
  const isAddable = (item: CardItem) => actionOf(item, ui) === 'add'
  const extras = cardsOf(shown, ui.gone).filter(isAddable).slice(0, MAX_EXTRAS)
  if (!isCard(seed, panel) || !isAddable(seed) || !sameCurrency([seed, ...extras]))
    return <Panel {...props} />
  if (extras.length === 0) return null

  // The item of the page cannot be dismissed or unticked; only its variant can be chosen.
  const { not_for_me: _, ...kept } = panel
  const isTicked = (item: CardItem) => ui.chosen.get(tickOf(item)) === 'yes'
  const bought = [seed, ...extras.filter(isTicked)]
  const amount = bought.reduce((sum, item) => sum + (chosenOf(item, ui.chosen).price?.amount ?? 0), 0)
  const total = formatPrice({ amount, currency: seed.price?.currency ?? '' }, locale)
  return (
    <Frame {...props}>
      <ul part="list">
        <li key={seed.item_id}>
          <Card item={seed} panel={kept} ui={ui}>
            <p part="this">{say(texts, 'this_item')}</p>
          </Card>
        </li>
        {extras.map((item) => (
          <li key={item.item_id}>
            <Card item={item} panel={panel} ui={ui}>
              {on && (
                <label part="tick">
                  <input
                    type="checkbox"
                    aria-label={say(texts, 'add_label', item.title)}
                    checked={isTicked(item)}
                    onChange={() => on('choose', isTicked(item) ? '' : 'yes', tickOf(item))}
                  />
                  {say(texts, 'add')}
                </label>
              )}
            </Card>
          </li>
        ))}
      </ul>
      <div part="sum">
        <output part="total">
          {say(texts, 'total')}: {total}
        </output>
        {on && addButton(ui, KEY, bought, sayAll(texts.add_all, locale, bought.length))}
        {ui.asides.get(KEY)}
      </div>
    </Frame>
  )
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
