import { expect, it } from 'vitest'
import { ANY_FAMILY, familyLimit, keepsFamily } from '../../../engine/rank/diversity.ts'
import { rank } from '../../../engine/rank/rank.ts'
import { candidate } from './a-candidate.ts'

const cups = ['red', 'blue', 'green'].map((colour, at) =>
  candidate(`${colour} cup`, { family: 1, score: 9 - at }),
)
const pot = candidate('pot', { score: 1 })
const ids = (found: readonly { item_id: string }[]) => found.map(({ item_id }) => item_id)

it('a panel has a limited number of items of one family, and the next best follow them', () => {
  const diversity = { excluded: new Set<number>(), most: 2 }
  const { shown, trace } = rank([...cups, pot], { diversity, limit: 3, spares: 6 })
  expect(ids(shown)).toEqual(['red cup', 'blue cup', 'pot'])
  expect(trace.find(({ candidate: { item_id } }) => item_id === 'green cup')?.outcome).toBe('family_limit')
})

it('the limit does not apply to items without a family', () => {
  const strangers = ['a', 'b', 'c', 'd'].map((id) => candidate(id))
  const diversity = { excluded: new Set<number>(), most: 1 }
  expect(rank(strangers, { diversity, limit: 4, spares: 0 }).shown).toHaveLength(4)
})

it('the family of the page stays out when the rule says so, but not what the merchant linked', () => {
  const linked = candidate('gold cup', { family: 1, source: 'relation' })
  const diversity = { excluded: new Set([1]), most: 4 }
  const { shown, trace } = rank([...cups, linked, pot], { diversity, limit: 4, spares: 0 })
  expect(ids(shown)).toEqual(['gold cup', 'pot'])
  expect(trace.filter(({ outcome }) => outcome === 'same_family')).toHaveLength(3)
})

it('what a rule pins is shown although its family stays out, and counts for the limit of others', () => {
  const pinned = candidate('gold cup', { family: 1, source: 'pinned' })
  const out = { excluded: new Set([1]), most: 4 }
  expect(ids(rank([...cups, pinned, pot], { diversity: out, limit: 4, spares: 0 }).shown)).toEqual([
    'gold cup',
    'pot',
  ])
  const two = { excluded: new Set<number>(), most: 2 }
  expect(ids(rank([...cups, pinned, pot], { diversity: two, limit: 4, spares: 0 }).shown)).toEqual([
    'gold cup',
    'red cup',
    'pot',
  ])
})

it('alternatives may all be of one family', () => {
  expect(rank(cups, { diversity: ANY_FAMILY, limit: 3, spares: 0 }).shown).toHaveLength(3)
})

it.each([
  ['auto', 1.3, true],
  ['auto', 1, false],
  ['auto', 0.4, false],
  ['auto', undefined, false],
  ['keep', 0.1, true],
  ['drop', 9, false],
] as const)('setting %s with a family lift of %s: the family is kept %s', (setting, lift, kept) => {
  expect(keepsFamily(setting, lift)).toBe(kept)
})

it.each([
  ['is unknown', undefined, [1, 2, 2, 5]],
  ['is below 1', 0.7, [1, 2, 2, 5]],
  ['is above 1', 1.4, [1, 3, 3, 8]],
] as const)(
  'the default limits of one family in panels of 1, 3, 4 and 10 where the lift %s',
  (_name, lift, most) => {
    expect([1, 3, 4, 10].map((limit) => familyLimit(limit, undefined, lift))).toEqual(most)
  },
)

it('the merchant sets how many items of one family a panel may hold', () => {
  expect(familyLimit(4, 2, 9)).toBe(2)
})
