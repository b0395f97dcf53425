import { expect, it } from 'vitest'
import { isHeldOut } from '../../../engine/decide/holdout.ts'

const PEOPLE = Array.from({ length: 10_000 }, (_, number) => `customer-${number}`)
const heldOut = (share: number, shop = 'shop_1') => PEOPLE.filter((person) => isHeldOut(shop, person, share))

it('without a share nobody is held out', () => {
  expect(heldOut(0)).toEqual([])
})

it('with a share of 1 everybody is', () => {
  expect(heldOut(1)).toHaveLength(PEOPLE.length)
})

it.each([0.01, 0.05, 0.2])('a share of %s holds out so many people', (share) => {
  // Four standard deviations of a binomial count.
  const deviation = Math.sqrt(PEOPLE.length * share * (1 - share))
  expect(Math.abs(heldOut(share).length - PEOPLE.length * share)).toBeLessThan(4 * deviation)
})

it('the same people are held out each time, and stay so while the share rises', () => {
  const few = heldOut(0.05)
  expect(heldOut(0.05)).toEqual(few)
  const more = new Set(heldOut(0.2))
  expect(few.filter((person) => !more.has(person))).toEqual([])
})

it('who is held out in one shop says nothing about another', () => {
  const [one, other] = [heldOut(0.2), new Set(heldOut(0.2, 'shop_2'))]
  // A fifth of a fifth of 10,000 people: 400, and four standard deviations of it.
  expect(Math.abs(one.filter((person) => other.has(person)).length - 400)).toBeLessThan(80)
})
