import type { Links } from '../../engine/alternatives/link-patterns.ts'
import { Arena } from '../../engine/data/arena.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { TfIdf } from '../../engine/text/tf-idf.ts'
import type { PriceBand } from '../../vocabulary/price-bands.ts'
import type { Catalogue } from './magento.ts'
import { type Answer, cells, measure, questionsOf, ranked, table } from './score.ts'
import { alternativesIn, basketsOf, DEARER, inBand, NARROW, NO_LINKS, price } from './shop.ts'

const HEADS = ['method', 'recall@3', 'recall@6', 'MRR', 'P@2', 'answered']

/** Against the upsell list that the shop's makers wrote by hand; no method sees that list. */
export function curated({ ids, features, links }: Catalogue): void {
  const questions = questionsOf(links.upsell)
  const pairs = links.upsell.length
  console.log(
    `## Curated upsells: ${ids.length} items, ${questions.length} sources, ${pairs} pairs, no orders\n\nThe list is "every more expensive item of the same leaf" almost throughout: it tests whether families are formed, not taste.\n`,
  )
  const others = { ...NO_LINKS, complement: links.crosssell, related: links.related }
  const none = basketsOf(ids, [])
  const ours = (shown: ItemFeatures, band: PriceBand, known: Links = others): Answer => {
    const alternatives = alternativesIn(band, none, shown, known)
    return (seed) => alternatives.of(seed).upgrade.map(({ item }) => item)
  }
  const words = new TfIdf(features.titles, new Arena(), { dropsStopWords: true })
  const nextDearer = (_: number, item: number) => -price(features, item)
  const chance = () => 0
  const within = (band: PriceBand, same: (seed: number, item: number) => boolean) => (seed: number) =>
    inBand(features, seed, band).filter((item) => same(seed, item))
  const anywhere = () => true
  const leaf = (a: number, b: number) => deepest(features, a) === deepest(features, b)
  // The root holds everything.
  const { collections } = features
  const shares = (a: number, b: number) =>
    collections[a]?.some((path) => path.includes(' > ') && collections[b]?.includes(path)) ?? false
  const ofType = (a: number, b: number) => features.product_types[a] === features.product_types[b]
  const print = (rows: Record<string, Answer>) => {
    const lines = Object.entries(rows).map(([name, answer]) => {
      const { recall3, recall6, mrr, precision2, answered } = measure(questions, answer)
      return cells(name, recall3, recall6, mrr, precision2, answered)
    })
    console.log(table(HEADS, lines))
  }
  console.log('Category paths, +10 … +60 %. Floor: P@2 0.97, recall@6 0.65 (no ranking can pass 0.659).\n')
  print({
    'next more expensive, any shared category': ranked(within(NARROW, shares), nextDearer),
    'next more expensive, same leaf': ranked(within(NARROW, leaf), nextDearer),
    'chance, same leaf': ranked(within(NARROW, leaf), chance),
    'ours without the other links': ours(features, NARROW, NO_LINKS),
    '**ours**': ours(features, NARROW),
  })
  console.log(
    'Paths as opaque names in no order, as flat collections; no band. Floor: recall@6 0.80, P@2 0.88.\n',
  )
  print({
    'next more expensive, any shared category': ranked(within(DEARER, shares), nextDearer),
    'next more expensive, same product type': ranked(within(DEARER, ofType), nextDearer),
    'next more expensive, whole shop': ranked(within(DEARER, anywhere), nextDearer),
    'nearest title, whole shop': ranked(within(DEARER, anywhere), (a, b) => words.cosine(a, b)),
    'ours without the other links': ours(opaque(features), DEARER, NO_LINKS),
    '**ours**': ours(opaque(features), DEARER),
  })
  console.log(
    'No categories, no band; floor 0.66, measured with descriptions, which the engine is not given.\n',
  )
  const without: ItemFeatures = { ...features, collections: features.collections.map(() => []) }
  const nothing: ItemFeatures = { ...without, product_types: features.titles.map(() => '') }
  print({
    'ours, product types': ours(without, DEARER),
    'ours, titles and attributes alone': ours(nothing, DEARER),
  })
}

const deepest = (features: ItemFeatures, item: number): string =>
  [...(features.collections[item] ?? [])].sort((a, b) => b.split(' > ').length - a.split(' > ').length)[0] ??
  ''

/** The same paths by names that say nothing, in the order of these names. */
function opaque(features: ItemFeatures): ItemFeatures {
  const names = new Map<string, string>()
  const nameOf = (path: string) => {
    const name = names.get(path) ?? `collection ${(names.size * 7_919) % 1_000}`
    names.set(path, name)
    return name
  }
  return { ...features, collections: features.collections.map((paths) => paths.map(nameOf).sort()) }
}
