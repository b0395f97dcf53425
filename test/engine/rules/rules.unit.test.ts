import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rule, RuleAction, RuleConditions, Situation } from '../../../engine/rules/rule.ts'
import { facts, ids, list, MONDAY, pin, rule, shownBy, situation } from './some-rules.ts'

describe('pins', () => {
  it.each([
    ['a pin holds its place', [pin('f', 2)], 'afbc'],
    ['two pins hold theirs', [pin('f', 1), pin('e', 3)], 'faeb'],
    [
      'of two pins for one place the newer wins, and the other takes the next',
      [pin('e', 1), pin('f', 1)],
      'feab',
    ],
    ['a pin of a better item keeps it down', [pin('a', 4)], 'bcda'],
    ['a pin that may be before does not', [pin('a', 4, 'at_or_before')], 'abcd'],
    ['a pin that may be before lifts an item', [pin('f', 2, 'at_or_before')], 'afbc'],
    ['a pin of an item that is no candidate does nothing', [pin('x', 1)], 'abcd'],
    ['a pin beyond the panel is ready beside it', [pin('f', 9)], 'abcd'],
    [
      'an included item is there at the latest in the last place',
      [{ kind: 'include', item_ids: ['f'] }],
      'abcf',
    ],
    [
      'a place is kept for the best that matches',
      [{ kind: 'pin_matching', items: { item_ids: ['d', 'e'] }, place: 1 }],
      'dabc',
    ],
  ] as [string, RuleAction[], string][])('%s', (_, actions, shown) => {
    expect(
      ids(
        actions.map((action) => rule(action)),
        list('abcdef'),
      ),
    ).toBe(shown)
  })

  it('a limit does not take out what is pinned to a later place', () => {
    const brands = { a: { brand: 'x' }, b: { brand: 'x' }, c: { brand: 'y' }, d: { brand: 'y' } }
    const limit = rule({ kind: 'at_most', property: 'brand', items: 1 })
    expect(ids([limit], list('abcd', brands), 3)).toBe('ac')
    expect(ids([limit, rule(pin('b', 3, 'at_or_before'))], list('abcd', brands), 3)).toBe('acb')
    expect(ids([limit, rule({ kind: 'include', item_ids: ['d'] })], list('abcd', brands), 3)).toBe('acd')
  })

  it('a pinned place beyond the candidates is taken at the end', () => {
    expect(ids([rule(pin('a', 4))], list('abc'))).toBe('bca')
  })

  it('no pin shows what is hidden, sold out or never shown', () => {
    const candidates = list('abcdef').map((one) =>
      one.item_id === 'e' ? { ...one, availability: 'out_of_stock' as const } : one,
    )
    const rules = [
      rule(pin('f', 1)),
      rule(pin('e', 2)),
      rule(pin('d', 3)),
      rule({ kind: 'never_show', items: { item_ids: ['f'] } }),
      rule({ kind: 'hide', items: { item_ids: ['d'] } }),
    ]
    const { trace } = shownBy(rules, candidates)
    expect(ids(rules, candidates)).toBe('abc')
    const outcomes = Object.fromEntries(trace.map(({ candidate, outcome }) => [candidate.item_id, outcome]))
    expect(outcomes).toMatchObject({ f: 'never_shown', e: 'out_of_stock', d: 'hidden_by_rule' })
  })
})

describe('filters and scores', () => {
  const OTHERS = {
    a: { brand: 'ASSAM', price: 500, cost: 400, stock: 3, category: 'Drinks > Tea > Green' },
    b: { brand: 'Other', price: 900, cost: 100, stock: 50, category: 'Drinks' },
    c: { brand: 'other ', price: 1_500, stock: 2, tags: ['Hot'], attributes: { Colour: 'Red' } },
    d: { brand: 'Third', price: 3_000, cost: 0, attributes: { colour: 'blue' } },
  }
  it.each([
    ['hide by brand, whatever its case', { kind: 'hide', items: { brands: ['other'] } }, 'ad'],
    ['only a category and what is below it', { kind: 'only', items: { categories: ['drinks'] } }, 'ab'],
    ['only a narrower category', { kind: 'only', items: { categories: ['Drinks > Tea'] } }, 'a'],
    ['only a tag', { kind: 'only', items: { tags: ['hot'] } }, 'c'],
    ['only an attribute', { kind: 'only', items: { attribute: { name: 'COLOUR', values: ['blue'] } } }, 'd'],
    ['only a price', { kind: 'only', items: { price: { from: 900, to: 1_500 } } }, 'bc'],
    ['the same brand as the page', { kind: 'same', property: 'brand' }, 'a'],
    ['another brand than the page', { kind: 'different', property: 'brand' }, 'bcd'],
    ['an attribute that the page does not have', { kind: 'same', property: 'colour' }, 'abcd'],
    ['a band around the price of the page', { kind: 'price_band', from: 60, to: 160 }, 'bc'],
    ['a least margin; without a cost there is none to judge', { kind: 'least_margin', percent: 50 }, 'bcd'],
    ['a least stock', { kind: 'least_stock', pieces: 3 }, 'abd'],
    ['at most one of a brand', { kind: 'at_most', property: 'brand', items: 1 }, 'abd'],
    ['boost', { kind: 'boost', items: { brands: ['third'] }, strength: 'weak' }, 'dabc'],
    ['bury', { kind: 'bury', items: { brands: ['assam'] }, strength: 'weak' }, 'bcda'],
    ['sources', { kind: 'sources', sources: ['bestseller'] }, ''],
  ] as [string, RuleAction, string][])('%s', (_, action, shown) => {
    expect(ids([rule(action)], list('abcd', OTHERS))).toBe(shown)
  })

  it('what lasts long is pushed, but not far from the best', () => {
    // 50 pieces at 10 orders in 100 days last 500 days.
    const candidates = list('abc', { b: { stock: 50 }, c: { stock: 50 } }).map((one) => ({
      ...one,
      item_orders: 10,
      score: { a: 1, b: 0.7, c: 0.1 }[one.item_id] ?? 0,
    }))
    const push = (cover_days: number) => rule({ kind: 'push_slow', cover_days, strength: 'strong' })
    expect([ids([push(400)], candidates), ids([push(600)], candidates)]).toEqual(['bac', 'abc'])
  })
})

describe('conditions', () => {
  const hides = rule({ kind: 'hide', items: { item_ids: ['a'] } })
  const holds = (when: RuleConditions, where: Partial<Situation> = {}, more: Partial<Rule> = {}) =>
    ids([{ ...hides, when, ...more }], list('ab'), 4, situation(where)) === 'b'
  const basket = [facts('pot', { price: 3_000 }), facts('mug', { price: 500, brand: 'Clay' })]
  it.each([
    ['its placement', { placements: ['product'] }, {}, true],
    ['another placement', { placements: ['cart'] }, {}, false],
    ['its intent', { intents: ['upgrade'] }, {}, false],
    ['the item', { seed: { item_ids: ['tea'] } }, {}, true],
    ['another item', { seed: { item_ids: ['mug'] } }, {}, false],
    ['the category of the item', { seed: { categories: ['Drinks'] } }, {}, true],
    ['the tag of the item', { seed: { tags: ['cold'] } }, {}, false],
    ['the price of the item', { seed: { price: { to: 999 } } }, {}, false],
    ['no item on the page', { seed: { categories: ['Drinks'] } }, { seed: undefined }, false],
    ['an item of the cart', { cart: { items: { brands: ['clay'] } } }, { cart: basket }, true],
    ['the value of the cart', { cart: { value: { from: 3_500, to: 3_500 } } }, { cart: basket }, true],
    ['a value above that of the cart', { cart: { value: { from: 3_501 } } }, { cart: basket }, false],
    ['an empty cart', { cart: { value: { to: 100 } } }, {}, false],
    ['a known customer', { customer: 'known' }, {}, false],
    ['an unknown customer', { customer: 'unknown' }, {}, true],
    ['the group', { groups: ['b2b'] }, { group: 'b2b' }, true],
    ['no group', { groups: ['b2b'] }, {}, false],
    ['the market', { markets: ['AT'] }, { market: 'AT' }, true],
    ['the language', { locales: ['DE'] }, {}, true],
    ['a longer name of a language', { locales: ['d'] }, {}, false],
    ['the weekday', { weekdays: [1, 2] }, {}, true],
    ['another weekday', { weekdays: [7] }, {}, false],
    ['the hour', { hours: { from: 540, to: 541 } }, {}, true],
    ['the end of the hours', { hours: { from: 500, to: 540 } }, {}, false],
    ['hours across midnight', { hours: { from: 1_320, to: 600 } }, {}, true],
    ['hours across midnight, in the afternoon', { hours: { from: 1_320, to: 600 } }, { minute: 900 }, false],
  ] as [string, RuleConditions, Partial<Situation>, boolean][])('%s', (_, when, where, expected) => {
    expect(holds(when, where)).toBe(expected)
  })

  it('a schedule includes its start and not its end', () => {
    const at = (starts_at: number | null, ends_at: number | null) => holds({}, {}, { starts_at, ends_at })
    expect([at(MONDAY, null), at(MONDAY + 1, null), at(null, MONDAY), at(null, MONDAY + 1)]).toEqual([
      ...[true, false, false, true],
    ])
  })
})

describe('precedence', () => {
  it('the narrower scope wins, then the priority, then the newer rule', () => {
    const forShop = rule(pin('d', 1), {}, { priority: 9 })
    const forCategory = rule(pin('e', 1), { seed: { categories: ['Drinks'] } }, { priority: 1 })
    const forItem = rule(pin('f', 1), { seed: { item_ids: ['tea'] } })
    expect(ids([forShop, forCategory, forItem], list('abcdef'), 3)).toBe('fed')
    const [old, young] = [rule(pin('e', 1)), rule(pin('f', 1))]
    expect(ids([old, young], list('abcdef'), 2)).toBe('fe')
    expect(ids([{ ...old, priority: 1 }, young], list('abcdef'), 2)).toBe('ef')
  })

  const item = fc.constantFrom(...'abcdefgh')
  const anAction: fc.Arbitrary<RuleAction> = fc.oneof(
    fc.record({
      kind: fc.constant('pin' as const),
      item_id: item,
      place: fc.integer({ min: 1, max: 6 }),
      mode: fc.constantFrom('at' as const, 'at_or_before' as const),
    }),
    fc.record({
      kind: fc.constantFrom('hide' as const, 'never_show' as const, 'only' as const),
      items: fc.record({ item_ids: fc.uniqueArray(item, { minLength: 1 }) }),
    }),
    fc.record({
      kind: fc.constantFrom('boost' as const, 'bury' as const),
      items: fc.record({ item_ids: fc.uniqueArray(item) }),
      strength: fc.constantFrom('weak' as const, 'strong' as const),
    }),
    fc.record({
      kind: fc.constant('at_most' as const),
      property: fc.constant('brand'),
      items: fc.integer({ min: 1, max: 3 }),
    }),
  )
  const someRules = fc
    .array(fc.tuple(anAction, fc.integer({ min: 0, max: 2 })), { maxLength: 8 })
    .map((all) => all.map(([action, priority]) => rule(action, {}, { priority })))
  const candidates = list('abcdefgh', {
    a: { brand: 'x' },
    b: { brand: 'x' },
    c: { brand: 'x' },
    d: { brand: 'y' },
  })

  it('the order in which rules are stored changes nothing', () => {
    fc.assert(
      fc.property(someRules, fc.infiniteStream(fc.nat()), (rules, dice) => {
        const order = rules.map((one) => ({ one, at: dice.next().value })).sort((a, b) => a.at - b.at)
        expect(
          ids(
            order.map(({ one }) => one),
            candidates,
          ),
        ).toBe(ids(rules, candidates))
      }),
    )
  })

  it('hidden items never appear, shown or spare, each item once, and pins are where they may be', () => {
    fc.assert(
      fc.property(someRules, (rules) => {
        const { shown, spare } = shownBy(rules, candidates)
        const all = [...shown, ...spare].map(({ item_id }) => item_id)
        expect(new Set(all).size).toBe(all.length)
        const mayNot = (item_id: string) =>
          rules.some(
            ({ action }) =>
              ((action.kind === 'hide' || action.kind === 'never_show') &&
                action.items.item_ids?.includes(item_id)) ||
              (action.kind === 'only' && !action.items.item_ids?.includes(item_id)),
          )
        expect(all.filter(mayNot)).toEqual([])
        const pins = rules.flatMap(({ action }) =>
          action.kind === 'pin' && action.mode === 'at' ? action : [],
        )
        const [one, ...others] = pins.filter(({ item_id }) => !mayNot(item_id))
        // A single pin holds its place wherever the panel reaches it.
        if (
          one &&
          others.length === 0 &&
          rules.every(({ action }) => action.kind !== 'pin' || action === one)
        ) {
          const at = shown.findIndex(({ item_id }) => item_id === one.item_id)
          if (shown.length >= one.place) expect(at).toBe(one.place - 1)
        }
      }),
    )
  })
})
