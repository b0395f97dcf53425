import type { ItemFeatures } from '../../data/item-features.ts'
import type { TfIdf } from '../tf-idf.ts'
import { newFeatures } from './features.ts'
import type { Comparison, Gain } from './gain.ts'
import { betterMaterial } from './materials.ts'
import { type More, moreOf } from './more.ts'
import { isVague, newPromises } from './promises.ts'
import { isLarger, sizeOf } from './sizes.ts'

/** Titles with a lower cosine name different products ("6 butterfly lights", "10 dolly lights") and are not compared. */
const MIN_COSINE = 0.6
/** A smaller saving on the unit price is not a gain. */
const MIN_SAVING_PERCENT = 5

/** Weight of a loss that only one of the two items lists: it may be missing from the catalogue of the other. */
const UNLISTED_LOSS_WEIGHT = 0.7

/**
 * Compares two items: gains and losses of the second one. Titles are compared only if they are similar; attributes always.
 * A word that is missing from a title is not evidence.
 * @param titles index of the titles without stop words
 */
export function compareItems(features: ItemFeatures, titles: TfIdf, item: number, other: number): Comparison {
  const isSameProduct = titles.cosine(item, other) >= MIN_COSINE
  const gains = gainsOf(features, item, other, isSameProduct)
  const losses = gainsOf(features, other, item, isSameProduct)
  const [won, lost] = [sumOf(gains), sumOf(losses)]
  const doubtful = sumOf(losses.filter(({ from }) => from === undefined))
  return {
    gains,
    losses,
    net: won > lost - (1 - UNLISTED_LOSS_WEIGHT) * doubtful,
    clear: won > lost && gains.length > losses.length,
  }
}

const sumOf = (gains: readonly Gain[]): number => gains.reduce((sum, gain) => sum + weightOf(gain), 0)

/** Weight of a gain, for the balance of gains and losses and for their order. The weights are not fitted to data. */
function weightOf(gain: Gain): number {
  if (gain.kind === 'attribute' || gain.kind === 'unit_price') return 0.5
  if (gain.kind === 'word') return isVague(gain.to) ? 0.3 : 0.7
  return gain.kind === 'material' && gain.from === undefined ? 0.7 : 1
}

/** Gains of `to` over `from`, highest weight first; empty if all of them are vague words. */
function gainsOf(features: ItemFeatures, from: number, to: number, isSameProduct: boolean): Gain[] {
  const { attributes, gain_attributes } = features
  const all = newFeatures(attributes[from] ?? {}, attributes[to] ?? {}, gain_attributes)
  const { titles, prices } = features
  const priceRatio = (prices[to] ?? 0) / (prices[from] ?? 0)
  if (isSameProduct) all.unshift(...titleGains(titles[from] ?? '', titles[to] ?? '', priceRatio))
  if (all.every((gain) => gain.kind === 'word' && isVague(gain.to))) return []
  // A title may repeat an attribute.
  const isFirst = (gain: Gain, at: number) =>
    at === all.findIndex(({ kind, to, unit }) => kind === gain.kind && to === gain.to && unit === gain.unit)
  return all
    .filter((gain, at) => gain.to === '' || isFirst(gain, at))
    .sort((a, b) => weightOf(b) - weightOf(a))
}

function titleGains(own: string, theirs: string, priceRatio: number): Gain[] {
  const gains = moreOf(own, theirs).flatMap((more) => [more.gain, ...savingOf(more, priceRatio)])
  const [small, large] = [sizeOf(own), sizeOf(theirs)]
  if (small && large && isLarger(small, large)) gains.push({ kind: 'size', from: small.word, to: large.word })
  const material = betterMaterial(own, theirs)
  if (material) gains.push({ kind: 'material', ...material })
  return gains.concat(newPromises(own, theirs).map((word): Gain => ({ kind: 'word', to: word })))
}

/** The lower unit price of a larger quantity; [] for none. @param priceRatio price of the larger one, relative to the smaller one */
export function savingOf({ gain, times, priced }: More, priceRatio: number): Gain[] {
  const percent = Math.round(100 * (1 - priceRatio / times))
  if (!priced || !(priceRatio > 0) || percent < MIN_SAVING_PERCENT) return []
  return [{ kind: 'unit_price', to: gain.kind === 'measure' ? (gain.unit ?? '') : '', percent }]
}
