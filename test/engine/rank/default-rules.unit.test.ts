import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Candidate } from '../../../engine/rank/candidate.ts'
import { rank } from '../../../engine/rank/rank.ts'
import { AVAILABILITY } from '../../../vocabulary/catalogue.ts'
import { SOURCES } from '../../../vocabulary/panels.ts'
import type { DefaultRules } from '../../../vocabulary/rules.ts'
import { always } from '../../always.ts'
import { candidate } from './a-candidate.ts'

const someCandidates = fc.array(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      source: fc.constantFrom(...SOURCES),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      availability: fc.constantFrom(...AVAILABILITY),
      exclusion: fc.constantFrom('found' as const, 'excluded' as const, null),
      published: fc.boolean(),
    })
    .map(({ id, ...change }) => candidate(id, change)),
  { maxLength: 24 },
)
const ranked = (candidates: readonly Candidate[], defaults?: DefaultRules) =>
  rank(candidates, { limit: 4, spares: 2, ...(defaults && { defaults }) })
const isOut = ({ availability }: Candidate) => availability === 'out_of_stock'

it('a shop that has left the default rules on has the answers of a shop that never had the choice', () => {
  always(
    fc.property(someCandidates, (candidates) => {
      expect(ranked(candidates, { sold_out: 'hide', non_goods: 'hide' })).toEqual(ranked(candidates))
      for (const one of ranked(candidates).shown) expect([isOut(one), one.exclusion]).toEqual([false, null])
    }),
  )
})

it('switched off, sold-out items come after all others, and what is no goods is ranked as any other item', () => {
  always(
    fc.property(someCandidates, (candidates) => {
      const { shown, spare } = ranked(candidates, { sold_out: 'last', non_goods: 'show' })
      const all = [...shown, ...spare]
      expect(all.map(isOut)).toEqual(all.map(isOut).sort())
      for (const { exclusion, published } of all)
        expect([exclusion === 'excluded', published]).toEqual([false, true])
      const open = candidates.filter(({ published, exclusion }) => published && exclusion !== 'excluded')
      expect(all.length).toBe(Math.min(6, new Set(open.map(({ item_id }) => item_id)).size))
    }),
  )
})
