import { describe, expect, it } from 'vitest'
import type { RuleAction, RuleConditions } from '../../../engine/rules/rule.ts'
import { byPrecedence, specificityOf } from '../../../engine/rules/rule-set.ts'
import { facts, ids, list, pin, rule, situation } from './some-rules.ts'

describe('pins on panels of another intent', () => {
  const upgrades = situation({ intent: 'upgrade' })

  it('a pin applies to companions alone, unless its rule names other panels', () => {
    expect(ids([rule(pin('f', 1))], list('abcdef'), 4, upgrades)).toBe('abcd')
    expect(ids([rule(pin('f', 1), { intents: ['upgrade'] })], list('abcdef'), 4, upgrades)).toBe('fabc')
  })
})

describe('limits', () => {
  it('at most so many of one family; items that nothing replaces are not limited', () => {
    const family: Record<string, number> = { a: 0, b: 0, c: 7, d: 7, g: 0 }
    const candidates = list('abcdefg').map((one) => ({ ...one, family: family[one.item_id] ?? null }))
    const atMost = (items: number) => rule({ kind: 'at_most', property: 'family', items })
    expect(ids([atMost(1)], candidates)).toBe('acef')
    expect(ids([atMost(2)], candidates, 7)).toBe('abcdef')
  })
})

describe('what is compared with the page', () => {
  const brands = { a: { brand: 'Clay' }, b: { brand: 'Assam' }, c: { brand: 'Iron' }, d: {} }
  const same: RuleAction = { kind: 'same', property: 'brand' }

  it('on a page without an item the items of the cart are compared', () => {
    const cart = [facts('mug', { brand: 'clay' }), facts('pot', { brand: 'Iron' }), facts('bag')]
    const where = situation({ seed: undefined, cart })
    expect(ids([rule(same)], list('abcd', brands), 4, where)).toBe('ac')
    expect(ids([rule({ kind: 'different', property: 'brand' })], list('abcd', brands), 4, where)).toBe('bd')
  })

  it('the product type, in any case; items without one are of no type', () => {
    const types = { a: { product_type: 'Tea bags' }, b: { product_type: ' TEA BAGS ' }, c: {} }
    const seed = facts('tea', { product_type: 'tea bags' })
    const compare = (kind: 'same' | 'different') =>
      ids([rule({ kind, property: 'product_type' })], list('abc', types), 4, situation({ seed }))
    expect([compare('same'), compare('different')]).toEqual(['ab', 'c'])
  })

  it('a price band may be open at one end', () => {
    const prices = { a: { price: 499 }, b: { price: 500 }, c: { price: 1_500 }, d: { price: 1_501 } }
    const band = (ends: { from?: number; to?: number }) =>
      ids([rule({ kind: 'price_band', ...ends })], list('abcd', prices))
    expect([band({ from: 50 }), band({ to: 150 })]).toEqual(['bcd', 'abc'])
  })

  it.each([
    ['an item without a price', facts('tea', { price: null })],
    ['no item', undefined],
  ])('on a page of %s a price band hides nothing', (_, seed) => {
    expect(ids([rule({ kind: 'price_band', from: 99, to: 101 })], list('ab'), 4, situation({ seed }))).toBe(
      'ab',
    )
  })
})

describe('slow movers', () => {
  const push = rule({ kind: 'push_slow', cover_days: 400, strength: 'strong' })
  const unsold = list('ab', { b: { stock: 1 } }).map((one) => ({ ...one, item_orders: 0 }))

  it('what nobody buys lasts for ever; without stock there is nothing to push', () => {
    expect(ids([push], unsold)).toBe('ba')
  })

  it('while nobody knows how many days were counted, nothing is pushed', () => {
    expect(ids([push], unsold, 4, situation({ window_days: undefined }))).toBe('ab')
  })
})

describe('precedence', () => {
  it.each([
    ['the whole shop', 0, {}],
    ['a placement', 1, { placements: ['product'] }],
    ['the value of the cart', 1, { cart: { value: { from: 1 } } }],
    ['items of the cart', 2, { cart: { items: { brands: ['clay'] } } }],
    ['a category of items', 2, { seed: { categories: ['Drinks'] } }],
    ['certain items', 3, { seed: { item_ids: ['tea'] } }],
  ] as [string, number, RuleConditions][])('a rule for %s has the narrowness %d', (_, expected, when) => {
    expect(specificityOf(when)).toBe(expected)
  })

  it('a rule for a placement wins over one for the shop, whatever their priority', () => {
    const forShop = rule(pin('e', 1), {}, { priority: 9 })
    const forPlacement = rule(pin('f', 1), { placements: ['product'] })
    expect(ids([forShop, forPlacement], list('abcdef'), 2)).toBe('fe')
  })

  it('several rules for one item all apply', () => {
    const seed = { seed: { item_ids: ['tea', 'tea'] } }
    expect(ids([rule(pin('f', 1), seed), rule(pin('e', 2), seed)], list('abcdef'), 3)).toBe('fea')
  })

  it('of rules of one moment the later id wins, in whatever order they are stored', () => {
    const [one, two] = [rule(pin('e', 1), {}, { changed_at: 5 }), rule(pin('f', 1), {}, { changed_at: 5 })]
    for (const rules of [
      [one, two],
      [two, one],
    ]) {
      expect(rules.toSorted(byPrecedence)).toEqual([two, one])
      expect(ids(rules, list('abcdef'), 2)).toBe('fe')
    }
  })
})
