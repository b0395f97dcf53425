import { describe, expect, it } from 'vitest'
import type { Pin, PlaceCap } from '../../../engine/rank/arrange.ts'
import type { Candidate } from '../../../engine/rank/candidate.ts'
import { type RankOptions, rank } from '../../../engine/rank/rank.ts'
import { candidate } from './a-candidate.ts'

/** Items from the best to the last, by brand: `tea: 'Assam'`, and null for an item without a brand. */
const ranked = (brands: Record<string, string | null>, options: Partial<RankOptions<Candidate>>) => {
  const candidates = Object.keys(brands).map((item_id, at) =>
    candidate(item_id, { score: 1 - at / 100, ...families[item_id] }),
  )
  const { shown, spare, trace } = rank(candidates, { limit: 3, spares: 0, ...options })
  const ids = (found: Candidate[]) => found.map(({ item_id }) => item_id)
  const decided = trace.map(({ candidate: { item_id }, ...one }) => [item_id, one] as const)
  return { shown: ids(shown), spare: ids(spare), decided: Object.fromEntries(decided) }
}
/** The cups could replace each other. */
const families: Record<string, Partial<Candidate>> = { 'blue cup': { family: 7 }, 'red cup': { family: 7 } }

const BRANDS = { tea: 'Assam', coffee: 'Assam', 'blue cup': 'Clay', 'red cup': 'Clay', sugar: null }
const atMost = (most: number, rule_id = 'one brand'): PlaceCap => ({
  ...{ rule_id, most },
  valueOf: ({ item_id }) => BRANDS[item_id as keyof typeof BRANDS] ?? undefined,
})
const ONE_CUP = { excluded: new Set<number>(), most: 1 }

describe('a rule that limits the items with one value', () => {
  it('takes out the items beyond it, and the trace names the rule', () => {
    const { shown, decided } = ranked(BRANDS, { caps: [atMost(1)] })
    expect(shown).toEqual(['tea', 'blue cup', 'sugar'])
    const limited = { outcome: 'rule_limit', rule_id: 'one brand' }
    expect(decided).toStrictEqual({
      tea: { outcome: 'shown' },
      coffee: limited,
      'blue cup': { outcome: 'shown' },
      'red cup': limited,
      sugar: { outcome: 'shown' },
    })
  })

  it('does not count items without a value', () => {
    const plain = { salt: null, pepper: null, sugar: null, tea: 'Assam' }
    expect(ranked(plain, { caps: [atMost(1)], limit: 4 }).shown).toEqual(Object.keys(plain))
  })

  it('counts pinned items, though it does not take them out', () => {
    const pin = (item_id: string, place: number): Pin => ({ rule_id: 'pin', item_id, place, mode: 'at' })
    const pins = [pin('coffee', 1), pin('red cup', 2)]
    expect(ranked(BRANDS, { caps: [atMost(1)], pins }).shown).toEqual(['coffee', 'red cup', 'sugar'])
    const both = [pin('tea', 1), pin('coffee', 2)]
    expect(ranked(BRANDS, { caps: [atMost(1)], pins: both }).shown).toEqual(['tea', 'coffee', 'blue cup'])
  })

  it('limits the items beside the panel, too', () => {
    const { shown, spare, decided } = ranked(BRANDS, { caps: [atMost(1)], limit: 1, spares: 9 })
    expect([shown, spare]).toEqual([['tea'], ['blue cup', 'red cup', 'sugar']])
    expect(decided.coffee).toEqual({ outcome: 'rule_limit', rule_id: 'one brand' })
  })

  it('holds beside others: the first that is reached is named', () => {
    const caps = [atMost(2, 'two of a brand'), atMost(1, 'one brand')]
    const { shown, decided } = ranked(BRANDS, { caps })
    expect(shown).toEqual(['tea', 'blue cup', 'sugar'])
    expect(decided.coffee).toEqual({ outcome: 'rule_limit', rule_id: 'one brand' })
  })
})

describe('an item that one limit takes out', () => {
  // The red cup is out for its brand; the blue one is shown because of that, and only then the family is full.
  const brands = { tea: 'Assam', 'red cup': 'Assam', 'blue cup': 'Clay', sugar: null, salt: null }
  const cap: PlaceCap = { ...atMost(1), valueOf: ({ item_id }) => brands[item_id as 'tea'] ?? undefined }

  it('keeps that reason when another limit is reached later', () => {
    const { shown, decided } = ranked(brands, { caps: [cap], diversity: ONE_CUP })
    expect(shown).toEqual(['tea', 'blue cup', 'sugar'])
    expect(decided['red cup']).toEqual({ outcome: 'rule_limit', rule_id: 'one brand' })
  })

  it('keeps it beside pins of other items', () => {
    const pins: Pin[] = [{ rule_id: 'pin', item_id: 'salt', place: 3, mode: 'at_or_before' }]
    const { shown, decided } = ranked(brands, { caps: [cap], diversity: ONE_CUP, pins })
    expect(shown).toEqual(['tea', 'blue cup', 'salt'])
    expect(decided['red cup']).toEqual({ outcome: 'rule_limit', rule_id: 'one brand' })
  })
})

describe('the trace', () => {
  it('has every candidate in ranking order, also those that may not be shown', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => candidate(id))
    const out = candidate('0', { availability: 'out_of_stock', score: 9 })
    const { trace } = rank([...four, out], { limit: 1, spares: 1 })
    expect(trace.map(({ candidate: { item_id }, outcome }) => `${item_id} ${outcome}`)).toEqual([
      '0 out_of_stock',
      'a shown',
      'b spare',
      'c beyond_limit',
      'd beyond_limit',
    ])
  })

  it('names the rule of the merchant that hides an item', () => {
    const never = [{ rule_id: 'no mugs', reject: () => 'never_shown' as const }]
    const { trace } = rank([candidate('mug')], { never, limit: 1, spares: 0 })
    expect(trace).toStrictEqual([{ candidate: candidate('mug'), outcome: 'never_shown', rule_id: 'no mugs' }])
  })

  it('names no rule where the catalogue rules an item out', () => {
    const mug = candidate('mug', { published: false })
    expect(rank([mug], { limit: 1, spares: 0 }).trace).toStrictEqual([
      { candidate: mug, outcome: 'unpublished' },
    ])
  })
})
