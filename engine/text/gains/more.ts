import { isStopWord } from '../stop-words.ts'
import type { Gain } from './gain.ts'
import { hasNumber, quantitiesOf } from './quantities.ts'

/** Dimensions with a unit price; a price for each centimetre of a vase means nothing. */
const SOLD_BY = new Set(['mass', 'volume'])

/** A larger quantity: `times` as much. `priced`: a unit price of it is meaningful. */
export type More = { gain: Gain; times: number; priced: boolean }

/** Quantities of the second text that are larger than the same quantities of the first. */
export function moreOf(from: string, to: string): More[] {
  if (!hasNumber(from) || !hasNumber(to)) return []
  const own = quantitiesOf(from)
  const theirs = quantitiesOf(to)
  const found: More[] = []
  const add = (before: number, after: number, priced: boolean, gain: Gain) => {
    if (before > 0 && after > before) found.push({ gain, times: after / before, priced })
  }
  if (own.pieces !== undefined && theirs.pieces !== undefined) {
    const gain: Gain = { kind: 'count', from: String(own.pieces), to: String(theirs.pieces) }
    add(own.pieces, theirs.pieces, true, gain)
  }
  for (const [word, count] of theirs.counted) {
    // "12 pink chicks" does not count "pink".
    if (isStopWord(word)) continue
    const before = own.counted.get(word) ?? 0
    const isSold = word === own.head && word === theirs.head
    add(before, count, isSold, { kind: 'count', from: String(before), to: String(count), unit: word })
  }
  for (const { value, unit } of theirs.measures) {
    const before = own.measures.find((measure) => measure.unit.dimension === unit.dimension)
    if (!before) continue
    const was = Number(((before.value * before.unit.scale) / unit.scale).toPrecision(3))
    const gain: Gain = { kind: 'measure', from: String(was), to: String(value), unit: unit.symbol }
    add(was, value, SOLD_BY.has(unit.dimension), gain)
  }
  return found
}
