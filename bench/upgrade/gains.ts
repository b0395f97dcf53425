import { MAX_UPGRADES } from '../../engine/alternatives/alternative.ts'
import type { Alternatives } from '../../engine/alternatives/alternatives.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { dice } from '../quality/tasks.ts'
import type { Catalogue } from './magento.ts'
import { phrase } from './phrase.ts'
import type { Retail } from './retail.ts'
import { cells, table } from './score.ts'
import { alternativesIn, basketsOf, NARROW, NO_LINKS } from './shop.ts'

/** Upgrades of an item that a page shows. */
const SHOWN = 2
/** Number of phrases that a reader grades. */
const GRADED = 50

type Said = {
  items: number
  with_upgrade: number
  shown: number
  any: number
  net: number
  clear: number
}

/** Prints how often an upgrade can state its gains, and fifty phrases to grade. */
export function gains(catalogue: Catalogue | undefined, retail: Retail | undefined): void {
  const rows: string[] = []
  const lists: string[] = []
  const add = (
    name: string,
    features: ItemFeatures,
    alternatives: Alternatives,
    most: number,
    of = SHOWN,
  ) => {
    const { items, with_upgrade, shown, any, net, clear } = count(features, alternatives)
    rows.push(
      cells(
        name,
        String(items),
        with_upgrade / items,
        String(shown),
        any / shown,
        net / shown,
        clear / shown,
      ),
    )
    if (most > 0)
      lists.push(`### ${name}: ${most} of the phrases\n\n${sample(features, alternatives, most, of)}\n`)
  }
  if (catalogue) {
    const { ids, features, links } = catalogue
    const known = { ...NO_LINKS, complement: links.crosssell, related: links.related }
    const alternatives = (shown: ItemFeatures) => alternativesIn(NARROW, basketsOf(ids, []), shown, known)
    add('Magento', features, alternatives(features), GRADED)
    const marked = { ...features, gain_attributes: new Set(['climate']) }
    add('Magento, `climate` marked by the merchant', marked, alternatives(marked), 0)
  }
  if (retail) {
    const { ids, features, train, trend } = retail
    add(
      'Online Retail',
      features,
      alternativesIn(NARROW, basketsOf(ids, train), features, NO_LINKS, { trend }),
      GRADED,
      MAX_UPGRADES,
    )
  }
  const heads = ['shop', 'items', 'with an upgrade', 'shown', 'any gain', 'net gain', 'clear: may be said']
  console.log(
    `## What is gained\n\nThe first ${SHOWN} upgrades of each item, +10 … +60 %. Floor: a net gain on 0.80 of Magento's; precision by hand 0.8 with attributes, 0.9 from titles alone (docs/GAINS.md).\n`,
  )
  console.log(table(heads, rows))
  console.log(lists.join('\n'))
}

function count({ titles }: ItemFeatures, alternatives: Alternatives): Said {
  const said: Said = { items: titles.length, with_upgrade: 0, shown: 0, any: 0, net: 0, clear: 0 }
  for (const item of titles.keys()) {
    const upgrades = alternatives.of(item).upgrade.slice(0, SHOWN)
    said.with_upgrade += upgrades.length > 0 ? 1 : 0
    said.shown += upgrades.length
    said.any += upgrades.filter((one) => one.gains.length > 0).length
    said.net += upgrades.filter(({ net }) => net).length
    said.clear += upgrades.filter(({ clear }) => clear).length
  }
  return said
}

/** Phrases that a page may say, drawn from the first `of` upgrades of each item, as a numbered list. */
function sample(features: ItemFeatures, alternatives: Alternatives, most: number, of: number): string {
  const draw = dice(6)
  const price = (item: number) => ((features.prices[item] ?? 0) / 100).toFixed(2)
  const named = (item: number) => `${features.titles[item]?.replace(/\s+/g, ' ').trim()} ${price(item)}`
  return features.titles
    .flatMap((_, seed) =>
      alternatives
        .of(seed)
        .upgrade.slice(0, of)
        .map((upgrade) => ({ seed, upgrade, key: draw(2 ** 30) })),
    )
    .filter(({ upgrade }) => upgrade.clear)
    .sort((a, b) => a.key - b.key)
    .slice(0, most)
    .map(
      ({ seed, upgrade }, at) => `${at + 1}. ${named(seed)} → ${named(upgrade.item)}: *${phrase(upgrade)}*`,
    )
    .join('\n')
}
