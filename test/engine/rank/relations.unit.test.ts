import { describe, expect, it } from 'vitest'
import { relationScore, relationStrength, replacementsAmong } from '../../../engine/rank/relations.ts'
import type { Intent } from '../../../vocabulary/panels.ts'
import { RELATIONSHIP_TYPES } from '../../../vocabulary/relations.ts'

/** The types that make an item a candidate of a panel, strongest first. */
const stating = (intent?: Intent) =>
  RELATIONSHIP_TYPES.map((type) => ({ type, strength: relationStrength(type, intent) }))
    .filter(({ strength }) => strength >= 0)
    .sort((a, b) => a.strength - b.strength)
    .map(({ type }) => type)

describe('a relation that the merchant states', () => {
  it.each<[Intent, string[]]>([
    ['complementary', ['required_part', 'accessory', 'often_bought_with', 'part_of_set']],
    ['upgrade', ['up_sell']],
    ['downgrade', ['down_sell']],
    ['related', ['substitute', 'different_brand']],
    ['replenish', []],
  ])('makes an item a candidate of the %s panel by these types, strongest first: %j', (intent, types) => {
    expect(stating(intent)).toEqual(types)
  })

  it('is about companions where no panel is named', () => {
    expect(stating()).toEqual(stating('complementary'))
  })
})

describe('the score of a stated item', () => {
  it('is 1 / (1 + position) for the strongest type', () => {
    expect([1, 3, 9_999].map((position) => relationScore(0, position))).toEqual([0.5, 0.25, 0.0001])
  })

  it('falls with the position, and a stronger type is above a weaker one at any position', () => {
    // Positions are from 1 to 10,000.
    const places = [0, 1, 2, 3].flatMap((strength) =>
      [1, 2, 500, 9_999, 10_000].map((position) => relationScore(strength, position)),
    )
    expect(places).toEqual([...new Set(places)].sort((a, b) => b - a))
    expect(places.every((score) => score > 0 && score < 1)).toBe(true)
  })
})

describe('items that the merchant states to replace the seed', () => {
  it('must not be shown beside it, and the type says why', () => {
    const types = ['substitute', 'different_brand', 'up_sell', 'down_sell'] as const
    const stated = types.map((relationship_type) => ({
      related_item_id: `item by ${relationship_type}`,
      relationship_type,
    }))
    expect([...replacementsAmong(stated)]).toEqual(types.map((type) => [`item by ${type}`, type]))
  })

  it('are not those that go with it', () => {
    const stated = (['required_part', 'accessory', 'often_bought_with', 'part_of_set'] as const).map(
      (relationship_type) => ({ related_item_id: 'pot', relationship_type }),
    )
    expect([...replacementsAmong(stated)]).toEqual([])
  })

  it('have the type that was stated first', () => {
    const stated = (['accessory', 'up_sell', 'substitute'] as const).map((relationship_type) => ({
      ...{ related_item_id: 'pot', relationship_type },
    }))
    expect([...replacementsAmong(stated)]).toEqual([['pot', 'up_sell']])
  })
})
