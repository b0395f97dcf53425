import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pin } from '../../../engine/rank/arrange.ts'
import type { Candidate } from '../../../engine/rank/candidate.ts'
import { type RankOptions, rank } from '../../../engine/rank/rank.ts'
import { always } from '../../always.ts'
import { candidate } from './a-candidate.ts'

/** Candidates a, b, c … from the best to the last. */
const list = (ids: string, change: (item_id: string) => Partial<Candidate> = () => ({})) =>
  [...ids].map((item_id, at) => candidate(item_id, { score: 1 - at / 100, ...change(item_id) }))

const ranked = (ids: string, pins: Pin[], options: Partial<RankOptions<Candidate>> = {}) =>
  rank(list(ids), { pins, limit: 4, spares: 0, ...options })

/** The items of a panel of four, and those ready beside it. */
const panel = (ids: string, pins: Pin[], options: Partial<RankOptions<Candidate>> = {}) => {
  const { shown, spare } = ranked(ids, pins, options)
  const text = (found: Candidate[]) => found.map(({ item_id }) => item_id).join('')
  return spare.length === 0 ? text(shown) : `${text(shown)} ${text(spare)}`
}

/** A rule of the item's name shows it exactly there. */
const at = (item_id: string, place: number, rule_id = `rule ${item_id}`): Pin => ({
  ...{ rule_id, item_id, place, mode: 'at' },
})
/** A rule of the item's name shows it there at the latest; in the last place where none is given. */
const latest = (item_id: string, place?: number): Pin => ({
  ...{ rule_id: `rule ${item_id}`, item_id, place, mode: 'at_or_before' },
})
const matching = (ids: string, place: number, rule_id = `rule ${ids}`): Pin => ({
  ...{ rule_id, place, matches: ({ item_id }) => ids.includes(item_id) },
})

describe('pins that hold their place', () => {
  it('of several for one place that of the winning rule keeps it, and the others take the next places', () => {
    expect(panel('abcdef', [at('f', 1), at('e', 1), at('d', 1)])).toBe('feda')
  })

  it('a pin that has lost its place does not take that of another pin', () => {
    expect(panel('abcdef', [at('f', 1), at('e', 2), at('d', 1)])).toBe('feda')
    expect(panel('abcdef', [at('f', 2), at('e', 2), at('d', 3)])).toBe('afed')
  })

  it('of several pins of one item that of the winning rule counts, and the item is shown once', () => {
    expect(panel('abcdef', [at('f', 3), at('f', 1)])).toBe('abfc')
    expect(panel('abcdef', [latest('f', 3), at('f', 1)])).toBe('abfc')
  })

  it('leave no place empty: with too few candidates pinned items come at the end, by their places', () => {
    expect(panel('abc', [at('a', 4), at('b', 3)])).toBe('cba')
    expect(panel('abc', [at('a', 9), at('b', 8)])).toBe('cba')
  })

  it('beyond the panel have their item ready beside it, in its rank', () => {
    expect(panel('abcdef', [at('a', 9)], { spares: 2 })).toBe('bcde af')
    expect(panel('abcdef', [at('f', 9)], { spares: 2 })).toBe('abcd ef')
  })

  it('without candidates show nothing', () => {
    expect(panel('', [at('a', 1), latest('b', 1), matching('c', 1)])).toBe('')
  })
})

describe('pins of items that may be shown before their place', () => {
  it('wait while the item has a better rank', () => {
    expect(panel('abcdef', [latest('b', 4)])).toBe('abcd')
    expect(panel('abcdef', [latest('e', 3), latest('f', 4)])).toBe('abef')
    // A place after theirs that another pin holds takes none from them.
    expect(panel('abcdef', [latest('f', 2), at('e', 4)])).toBe('afbe')
  })

  it('all have their items in the panel, though they name the same place', () => {
    expect(panel('abcdef', [latest('e', 4), latest('f', 4)])).toBe('abef')
    expect(panel('abcdef', [latest('e'), latest('f')])).toBe('abef')
    expect(panel('abcdef', [latest('d', 2), latest('f', 2), latest('e')])).toBe('dfae')
  })

  it('make room for pins that hold their place', () => {
    expect(panel('abcdef', [at('e', 4), latest('f', 4)])).toBe('abfe')
    expect(panel('abcdef', [latest('f', 3), latest('d', 2), at('e', 2)])).toBe('defa')
  })

  it('take the next places where there are too many of them', () => {
    expect(panel('abcdef', [latest('f', 1), latest('e', 1)])).toBe('feab')
    expect(panel('abcdef', [at('f', 1), at('e', 2), latest('d', 2)])).toBe('feda')
  })

  it('beyond the panel change nothing', () => {
    expect(panel('abcdef', [latest('f', 9)])).toBe('abcd')
  })

  it('show their item although a limit rejects it, and at the end where nothing else is left', () => {
    const families = { excluded: new Set<number>(), most: 1 }
    const cups = list('abcd', () => ({ family: 1 }))
    const { shown } = rank(cups, { pins: [latest('c', 4)], diversity: families, limit: 4, spares: 0 })
    expect(shown.map(({ item_id }) => item_id).join('')).toBe('ac')
  })
})

it('every pin is kept wherever the places of all of them can be', () => {
  const pins = fc.uniqueArray(
    fc.record({
      item: fc.constantFrom(...'abcdefgh'),
      place: fc.integer({ min: 1, max: 6 }),
      exact: fc.boolean(),
    }),
    { selector: ({ item }) => item, maxLength: 6 },
  )
  /** Up to each place there are at most so many pins, and of those that hold a place one for each. */
  const canBe = (all: { place: number; exact: boolean }[]) =>
    all.every(({ place }) => all.filter((one) => one.place <= place).length <= place) &&
    new Set(all.flatMap(({ exact, place }) => (exact ? place : []))).size ===
      all.filter(({ exact }) => exact).length
  const kept = fc.property(pins.filter(canBe), (all) => {
    const shown = panel(
      'abcdefgh',
      all.map(({ item, place, exact }) => (exact ? at(item, place) : latest(item, place))),
      { limit: 6 },
    )
    for (const { item, place, exact } of all) {
      const found = shown.indexOf(item) + 1
      expect([found > 0, exact ? found === place : found <= place]).toEqual([true, true])
    }
  })
  always(kept)
})

describe('places that are kept for the best item that passes a test', () => {
  it('show it there, and the others in their rank', () => {
    expect(panel('abcdef', [matching('ef', 2)])).toBe('aebc')
  })

  it('of several for one place that of the winning rule counts', () => {
    expect(panel('abcdef', [matching('f', 2), matching('e', 2)])).toBe('afbc')
    expect(panel('abcdef', [matching('x', 2), matching('e', 2)])).toBe('abcd')
  })

  it('are each kept', () => {
    expect(panel('abcdef', [matching('ef', 3), matching('ef', 1)])).toBe('eafb')
  })

  it('go to pins of items first', () => {
    expect(panel('abcdef', [matching('f', 2), at('e', 2)])).toBe('aebc')
    expect(panel('abcdef', [matching('f', 4), latest('e', 4)])).toBe('abce')
  })

  it('go to the best item of all when none passes the test', () => {
    expect(panel('abcdef', [matching('a', 2)])).toBe('abcd')
  })
})

describe('the trace', () => {
  const traceOf = (ids: string, pins: Pin[]) =>
    ranked(ids, pins).trace.map(({ candidate: { item_id }, ...decided }) => ({ item_id, ...decided }))

  it('names the rule that placed an item, and none for the others', () => {
    const pins = [at('d', 1), latest('c', 2), matching('b', 3)]
    expect(traceOf('abcd', pins)).toStrictEqual([
      { item_id: 'a', outcome: 'shown' },
      { item_id: 'b', outcome: 'shown', rule_id: 'rule b' },
      { item_id: 'c', outcome: 'shown', rule_id: 'rule c' },
      { item_id: 'd', outcome: 'shown', rule_id: 'rule d' },
    ])
  })

  it('names the rule of a pin whose item comes at the end for want of others', () => {
    expect(traceOf('ab', [at('a', 4, 'pin of a')])).toStrictEqual([
      { item_id: 'a', outcome: 'shown', rule_id: 'pin of a' },
      { item_id: 'b', outcome: 'shown' },
    ])
  })
})
