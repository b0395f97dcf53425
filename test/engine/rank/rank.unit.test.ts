import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Candidate, LADDER } from '../../../engine/rank/candidates.ts'
import { climb } from '../../../engine/rank/rank.ts'
import { SOURCES } from '../../../schema/serving/recommendations.ts'
import { always } from '../../always.ts'
import { candidate } from './candidates.ts'

const NOTHING = new Map<string, string>()
const shown = (candidates: Candidate[], refused = NOTHING, limit = 24) =>
  climb(candidates, refused, limit, 0).shown.map(({ item_id }) => item_id)
const outcome = (one: Candidate, refused = NOTHING) => climb([one], refused, 4, 0).trace[0]?.outcome

it('climbs from the merchant’s word over orders and likeness to best sellers, whatever the scores', () => {
  const rungs = LADDER.map((source, at) => candidate(source, { source, score: at }))
  // Beside what is mined stands, by score, what is borrowed and what the customer buys again.
  const beside = ['history', 'similar', 'mined']
  expect(shown(rungs.toReversed())).toEqual([
    'pinned',
    'relation',
    ...beside,
    'generalised',
    'category',
    'bestseller',
  ])
  expect(LADDER).toEqual(SOURCES)
})

it('within a rung the higher score comes first, of equals the smaller id', () => {
  const four = [candidate('d'), candidate('b'), candidate('c', { score: 0.9 }), candidate('a')]
  expect(shown(four)).toEqual(['c', 'a', 'b', 'd'])
})

it('an item shows once, from its best rung', () => {
  const twice = [
    candidate('mug', { source: 'bestseller', score: 9 }),
    candidate('mug', { source: 'relation' }),
  ]
  const { shown, trace } = climb(twice, NOTHING, 4, 4)
  expect(shown.map(({ source }) => source)).toEqual(['relation'])
  expect(trace.map(({ outcome }) => outcome)).toEqual(['shown', 'on_a_better_rung'])
})

it('an item that may not show on a better rung may not on a worse one', () => {
  const mugs = [
    candidate('mug', { published: false }),
    candidate('mug', { published: false, source: 'bestseller' }),
  ]
  expect(shown(mugs)).toEqual([])
})

it('keeps spares behind the limit, and no more than asked for', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => candidate(id))
  const { shown, spare, trace } = climb(five, NOTHING, 2, 2)
  expect([shown, spare].map((part) => part.map(({ item_id }) => item_id).join(''))).toEqual(['ab', 'cd'])
  expect(trace.map(({ outcome }) => outcome)).toEqual(['shown', 'shown', 'spare', 'spare', 'beyond_limit'])
})

it('what never shows takes no place of the limit', () => {
  expect(shown([candidate('a', { price: 0 }), candidate('b'), candidate('c')], NOTHING, 2)).toEqual([
    'b',
    'c',
  ])
})

it.each<[string, Partial<Candidate>]>([
  ['unpublished', { published: false }],
  ['excluded_by_tag', { recommendable: false }],
  ['gift_card', { gift_card: true }],
  ['out_of_stock', { availability: 'out_of_stock' }],
  ['price_zero', { price: 0 }],
])('never shows: %s', (reason, change) => {
  expect(outcome(candidate('mug', change))).toBe(reason)
})

it.each(['on_the_page', 'in_the_cart', 'substitute'])('never shows what was refused: %s', (reason) => {
  expect(outcome(candidate('mug'), new Map([['mug', reason]]))).toBe(reason)
})

it.each<[string, Partial<Candidate>]>([
  ['an item to be delivered later', { availability: 'backorder' }],
  ['an item that is not out yet', { availability: 'preorder' }],
  ['an item without a price', { price: null }],
  ['an item of one cent', { price: 1 }],
])('shows %s', (_name, change) => {
  expect(outcome(candidate('mug', change))).toBe('shown')
})

it('nothing to climb shows nothing', () => {
  expect(climb([], NOTHING, 4, 6)).toEqual({ shown: [], spare: [], trace: [] })
})

const many = fc.array(
  fc.record({
    item_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    source: fc.constantFrom(...LADDER),
    score: fc.constantFrom(0.1, 0.2),
    seed_item_id: fc.constantFrom('tea', 'pot'),
  }),
  { maxLength: 12 },
)
const turned = many.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
)

it('the order of the candidates does not matter', () => {
  const same = fc.property(turned, ([one, other]) => {
    const [a, b] = [one, other].map((all) =>
      climb(
        all.map((part) => candidate(part.item_id, part)),
        NOTHING,
        3,
        1,
      ),
    )
    expect(b).toEqual(a)
  })
  always(same)
})
