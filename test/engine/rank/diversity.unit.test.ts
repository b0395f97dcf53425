import { expect, it } from 'vitest'
import { ANY_FAMILY, keepsFamily, mostOfAFamily } from '../../../engine/rank/diversity.ts'
import { climb } from '../../../engine/rank/rank.ts'
import { candidate } from './candidates.ts'

const cups = ['red', 'blue', 'green'].map((colour, at) =>
  candidate(`${colour} cup`, { family: 1, score: 9 - at }),
)
const pot = candidate('pot', { score: 1 })
const none = new Map<string, string>()
const ids = (found: readonly { item_id: string }[]) => found.map(({ item_id }) => item_id)

it('a panel holds at most so many of one family, and the next best come after them', () => {
  const { shown, trace } = climb([...cups, pot], none, 3, 6, { refused: new Set(), most: 2 })
  expect(ids(shown)).toEqual(['red cup', 'blue cup', 'pot'])
  expect(trace.find(({ candidate: { item_id } }) => item_id === 'green cup')?.outcome).toBe(
    'enough_of_its_family',
  )
})

it('what is no family is never too much of one', () => {
  const strangers = ['a', 'b', 'c', 'd'].map((id) => candidate(id))
  expect(climb(strangers, none, 4, 0, { refused: new Set(), most: 1 }).shown).toHaveLength(4)
})

it('the family of the page stays out when the rule says so, but not what the merchant linked', () => {
  const linked = candidate('gold cup', { family: 1, source: 'relation' })
  const { shown, trace } = climb([...cups, linked, pot], none, 4, 0, { refused: new Set([1]), most: 4 })
  expect(ids(shown)).toEqual(['gold cup', 'pot'])
  expect(trace.filter(({ outcome }) => outcome === 'same_family')).toHaveLength(3)
})

it('alternatives are of one family by their nature', () => {
  expect(climb(cups, none, 3, 0, ANY_FAMILY).shown).toHaveLength(3)
})

it.each([
  ['auto', 1.3, true],
  ['auto', 1, false],
  ['auto', 0.4, false],
  ['auto', undefined, false],
  ['keep', 0.1, true],
  ['drop', 9, false],
] as const)('same family %s, together %s times as often as by chance: kept %s', (said, lift, kept) => {
  expect(keepsFamily(said, lift)).toBe(kept)
})

it.each([
  ['nothing tells', undefined, [1, 2, 2, 5]],
  ['they are bought together less often than by chance', 0.7, [1, 2, 2, 5]],
  ['they are bought together', 1.4, [1, 3, 3, 8]],
] as const)(
  'without a word from the merchant, most of one family in panels of 1, 3, 4 and 10 where %s',
  (_name, lift, most) => {
    expect([1, 3, 4, 10].map((limit) => mostOfAFamily(limit, undefined, lift))).toEqual(most)
  },
)

it('the merchant says how many of one family a panel may hold', () => {
  expect(mostOfAFamily(4, 2, 9)).toBe(2)
})
