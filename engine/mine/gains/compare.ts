import type { Goods } from '../goods.ts'
import type { Words } from '../words.ts'
import type { Comparison } from './gain.ts'

export function compare(goods: Goods, words: Words, item: number, other: number): Comparison {
  return { gains: [], losses: [], net: false }
}
