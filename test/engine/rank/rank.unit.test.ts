import fc from 'fast-check'
import { expect, it } from 'vitest'
import { learnedAdjustment } from '../../../engine/rank/adjustments.ts'
import type { Candidate } from '../../../engine/rank/candidate.ts'
import { exclusionFilter, type Filter } from '../../../engine/rank/filters.ts'
import { type RankOptions, rank } from '../../../engine/rank/rank.ts'
import type { Outcome } from '../../../vocabulary/outcomes.ts'
import { SOURCES } from '../../../vocabulary/panels.ts'
import { always } from '../../always.ts'
import { candidate } from './a-candidate.ts'

const ids = (candidates: readonly Candidate[]) => candidates.map(({ item_id }) => item_id)
const ranked = (candidates: Candidate[], options: Partial<RankOptions<Candidate>> = {}) =>
  rank(candidates, { limit: 24, spares: 0, ...options })
const outcomes = (candidates: Candidate[], options: Partial<RankOptions<Candidate>> = {}) =>
  ranked(candidates, options).trace.map(({ outcome }) => outcome)
const excluding = (item_id: string, outcome: Outcome): Filter[] => [
  exclusionFilter(new Map([[item_id, outcome]])),
]

it('sources are ranked from the most to the least trusted, whatever the scores', () => {
  const one_each = SOURCES.map((source, at) => candidate(source, { source, score: at }))
  // Mined companions, those of similar items, what is viewed together, and the customer's own history share a tier and compete by score.
  const one_tier = ['history', 'viewed', 'similar', 'mined']
  expect(ids(ranked(one_each.toReversed()).shown)).toEqual([
    'pinned',
    'relation',
    ...one_tier,
    'generalised',
    'category',
    'bestseller',
    'catalogue',
  ])
})

it('within a tier the higher score comes first, and equal scores go by id', () => {
  const four = [candidate('d'), candidate('b'), candidate('c', { score: 0.9 }), candidate('a')]
  expect(ids(ranked(four).shown)).toEqual(['c', 'a', 'b', 'd'])
})

it('an item is shown once, from its most trusted source', () => {
  const twice = [
    candidate('mug', { source: 'bestseller', score: 9 }),
    candidate('mug', { source: 'relation' }),
  ]
  expect(ranked(twice).shown.map(({ source }) => source)).toEqual(['relation'])
  expect(outcomes(twice)).toEqual(['shown', 'duplicate'])
})

it('an item that may not be shown from one source may not be shown from another', () => {
  const mugs = [
    candidate('mug', { published: false }),
    candidate('mug', { published: false, source: 'bestseller' }),
  ]
  expect(ranked(mugs).shown).toEqual([])
})

it('keeps spares behind the limit, and no more than asked for', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => candidate(id))
  const { shown, spare } = ranked(five, { limit: 2, spares: 2 })
  expect([ids(shown).join(''), ids(spare).join('')]).toEqual(['ab', 'cd'])
  expect(outcomes(five, { limit: 2, spares: 2 })).toEqual([
    'shown',
    'shown',
    'spare',
    'spare',
    'beyond_limit',
  ])
})

it('a rejected candidate takes no place of the limit', () => {
  const three = [candidate('a', { price: 0 }), candidate('b'), candidate('c')]
  expect(ids(ranked(three, { limit: 2 }).shown)).toEqual(['b', 'c'])
})

it.each<[Outcome, Partial<Candidate>]>([
  ['unpublished', { published: false }],
  ['excluded_by_tag', { recommendable: false }],
  ['excluded', { exclusion: 'excluded' }],
  ['non_goods', { exclusion: 'found' }],
  ['gift_card', { gift_card: true }],
  ['out_of_stock', { availability: 'out_of_stock' }],
  ['price_zero', { price: 0 }],
])('the catalogue rules a candidate out: %s', (outcome, change) => {
  expect(outcomes([candidate('mug', change)])).toEqual([outcome])
})

it.each<Outcome>(['on_the_page', 'in_the_cart', 'substitute'])(
  'a filter of the panel rules a candidate out with its own outcome: %s',
  (outcome) => {
    expect(outcomes([candidate('mug')], { filters: excluding('mug', outcome) })).toEqual([outcome])
  },
)

it('the first filter that rejects names the outcome, and those of the panel come before those of the catalogue', () => {
  const filters = [...excluding('mug', 'in_the_cart'), ...excluding('mug', 'owned')]
  expect(outcomes([candidate('mug', { published: false })], { filters })).toEqual(['in_the_cart'])
})

it.each<[string, Partial<Candidate>]>([
  ['an item to be delivered later', { availability: 'backorder' }],
  ['an item that is not out yet', { availability: 'preorder' }],
  ['an item without a price', { price: null }],
  ['an item of one cent', { price: 1 }],
])('shows %s', (_name, change) => {
  expect(outcomes([candidate('mug', change)])).toEqual(['shown'])
})

it('an adjustment changes the order within a tier, and is noted in the parts', () => {
  const two = [candidate('a', { score: 0.5 }), candidate('b', { score: 0.6 })]
  const adjustments = [learnedAdjustment(new Map([['a', 1.25]]))]
  const { shown } = ranked(two, { adjustments })
  expect(shown.map(({ item_id, score, parts }) => [item_id, score, parts])).toEqual([
    ['a', 0.625, { learned: 1.25 }],
    ['b', 0.6, {}],
  ])
})

it('learned factors do not change a candidate that was not mined, nor move one into another tier', () => {
  const two = [candidate('a', { source: 'category', score: 9 }), candidate('b')]
  const adjustments = [learnedAdjustment(new Map([['a', 1.25]]))]
  expect(ids(ranked(two, { adjustments }).shown)).toEqual(['b', 'a'])
  expect(ranked(two, { adjustments }).shown[1]?.score).toBe(9)
})

it('without candidates nothing is shown', () => {
  expect(ranked([])).toEqual({ shown: [], spare: [], trace: [] })
})

const many = fc.array(
  fc.record({
    item_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    source: fc.constantFrom(...SOURCES),
    score: fc.constantFrom(0.1, 0.2),
    seed_item_id: fc.constantFrom('tea', 'pot'),
  }),
  { maxLength: 12 },
)
const shuffled = many.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
)

it('the order in which candidates come does not matter', () => {
  const same = fc.property(shuffled, ([one, other]) => {
    const [a, b] = [one, other].map((all) =>
      ranked(
        all.map((part) => candidate(part.item_id, part)),
        { limit: 3, spares: 1 },
      ),
    )
    expect(b).toEqual(a)
  })
  always(same)
})
