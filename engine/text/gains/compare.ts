import type { ItemFeatures } from '../../data/item-features.ts'
import type { TfIdf } from '../tf-idf.ts'
import { newFeatures } from './features.ts'
import type { Comparison, Gain } from './gain.ts'
import { betterMaterial } from './materials.ts'
import { moreOf } from './more.ts'
import { isVague, newPromises } from './promises.ts'
import { isLarger, sizeOf } from './sizes.ts'

/** Cosine of two titles from which they speak of the same thing: below it "6 butterfly lights" meet "10 dolly lights". */
const SAME = 0.6
/** Less money for a piece is worth saying from so many percent on. */
const LEAST_SAVED = 5

/** As a loss, what is listed of one item alone counts so much. */
const UNLISTED = 0.7

/**
 * What the second item has over the first, and lacks. Titles are compared only where they speak of the same thing;
 * attributes are the merchant's own word. Nothing is ever concluded from what a title does not say.
 * @param words the titles, bare
 */
export function compareItems(goods: ItemFeatures, words: TfIdf, item: number, other: number): Comparison {
  const speaksOfSame = words.cosine(item, other) >= SAME
  const gains = allOf(goods, item, other, speaksOfSame)
  const losses = allOf(goods, other, item, speaksOfSame)
  const [won, lost] = [sumOf(gains), sumOf(losses)]
  // What is listed of one item and not of the other may only have been forgotten there.
  const doubtful = sumOf(losses.filter(({ from }) => from === undefined))
  return {
    gains,
    losses,
    net: won > lost - (1 - UNLISTED) * doubtful,
    clear: won > lost && gains.length > losses.length,
  }
}

const sumOf = (gains: readonly Gain[]): number => gains.reduce((sum, gain) => sum + weightOf(gain), 0)

/** How much a gain counts, for the balance and for what is said first; nothing was fitted. */
function weightOf(gain: Gain): number {
  if (gain.kind === 'attribute' || gain.kind === 'unit_price') return 0.5
  if (gain.kind === 'word') return isVague(gain.to) ? 0.3 : 0.7
  return gain.kind === 'material' && gain.from === undefined ? 0.7 : 1
}

/** What `to` has over `from`, the weightiest first; nothing where all of it is vague. */
function allOf(goods: ItemFeatures, from: number, to: number, speaksOfSame: boolean): Gain[] {
  const all = newFeatures(goods.attributes[from] ?? {}, goods.attributes[to] ?? {}, goods.gain_attributes)
  if (speaksOfSame) all.unshift(...ofTitles(goods, from, to))
  if (all.every((gain) => gain.kind === 'word' && isVague(gain.to))) return []
  // A title may repeat what an attribute says.
  const isFirst = (gain: Gain, at: number) =>
    at === all.findIndex(({ kind, to, unit }) => kind === gain.kind && to === gain.to && unit === gain.unit)
  return all
    .filter((gain, at) => gain.to === '' || isFirst(gain, at))
    .sort((a, b) => weightOf(b) - weightOf(a))
}

function ofTitles(goods: ItemFeatures, from: number, to: number): Gain[] {
  const own = goods.titles[from] ?? ''
  const theirs = goods.titles[to] ?? ''
  const dearer = (goods.prices[to] ?? 0) / (goods.prices[from] ?? 0)
  const gains = moreOf(own, theirs).flatMap(({ gain, times, priced }): Gain[] => {
    const percent = Math.round(100 * (1 - dearer / times))
    if (!priced || !(dearer > 0) || percent < LEAST_SAVED) return [gain]
    return [gain, { kind: 'unit_price', to: gain.kind === 'measure' ? (gain.unit ?? '') : '', percent }]
  })
  const [small, large] = [sizeOf(own), sizeOf(theirs)]
  if (small && large && isLarger(small, large)) gains.push({ kind: 'size', from: small.word, to: large.word })
  const material = betterMaterial(own, theirs)
  if (material) gains.push({ kind: 'material', ...material })
  return gains.concat(newPromises(own, theirs).map((word): Gain => ({ kind: 'word', to: word })))
}
