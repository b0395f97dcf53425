import type { Question } from '../../schema/serving/questions.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { PanelSetting } from '../../schema/shop/panels.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { moneyOf } from '../../vocabulary/currencies.ts'
import type { Placement, Source } from '../../vocabulary/panels.ts'
import type { Words } from '../texts/words.ts'

/** The merchant's settings of a placement; {} for none. */
export const settingOf = (shop: Shop | undefined, placement: Placement): PanelSetting =>
  placement === 'email' || placement === 'rep' || placement === 'agent' ? {} : (shop?.panels[placement] ?? {})

/**
 * Layout, title and texts of a panel: the merchant's settings, else the defaults. A panel of best sellers has a title of its own, and
 * one that is mostly best sellers a neutral one: they go no better with this item than with any other. The name of a button contains the
 * text that is on it, so that people who steer by voice can say what they see (WCAG 2.2, 2.5.3).
 * @param shown the items of the panel
 */
export function panelOf(
  { placement, intent }: Pick<Question, 'placement' | 'intent'>,
  shown: readonly { source: Source }[],
  {
    shop,
    setting,
    words,
    locale,
  }: { shop: Shop | undefined; setting: PanelSetting; words: Words; locale: string },
): Recommendation['panel'] {
  const { texts, not_for_me, free_shipping, discount_code } = setting
  const own = intent === 'complementary' ? setting : {}
  const layout = own.layout ?? (placement === 'cart' || placement === 'checkout' ? 'list' : 'grid')
  return {
    layout,
    title: titleOf(placement, intent, layout, shown, own, words),
    texts: Object.assign({}, words.texts, texts?.add && { add_label: `${texts.add}: {title}` }, texts),
    locale,
    ...(RIGHT_TO_LEFT.test(locale) && { dir: 'rtl' }),
    ...(own.columns && { columns: own.columns }),
    ...(shop?.pictures === 'optional' && { pictures: shop.pictures }),
    ...(not_for_me && { not_for_me }),
    ...(own.explore && { explore: own.explore }),
    ...(free_shipping && shop && { free_shipping: moneyOf(free_shipping.amount, shop.currency) }),
    ...(discount_code && layout === 'bundle' && { discount_code }),
  }
}

export const RIGHT_TO_LEFT = /^ar\b/i

function titleOf(
  placement: Placement,
  intent: Question['intent'],
  layout: Recommendation['panel']['layout'],
  shown: readonly { source: Source }[],
  own: PanelSetting,
  { titles, intents }: Words,
): string {
  if (intent !== 'complementary') return intents[intent]
  if (placement === 'email' || placement === 'rep') return own.title ?? ''
  // A shop without orders: nothing is popular yet.
  if (shown.some(({ source }) => source === 'catalogue')) return own.title ?? titles.generic
  const popular = placement === 'home' ? 0 : shown.filter(({ source }) => source === 'bestseller').length
  if (popular > 0 && popular === shown.length) return own.popular_title ?? titles.popular
  if (own.title !== undefined) return own.title
  if (popular > shown.length / 2 || placement === 'agent') return titles.generic
  return layout === 'bundle' ? titles.bundle : titles[placement]
}
