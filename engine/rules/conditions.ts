import { folded, isWithin, prepareTest } from './item-test.ts'
import type { Rule, RuleConditions, Situation } from './rule.ts'

export type PreparedConditions = (situation: Situation) => boolean

/** Prepares the conditions of a rule, the schedule among them. */
export function prepareConditions({ when, starts_at, ends_at }: Rule): PreparedConditions {
  const parts = [...pageParts(when), ...visitorParts(when), ...timeParts(when)]
  if (starts_at !== null) parts.push(({ now }) => now >= starts_at)
  if (ends_at !== null) parts.push(({ now }) => now < ends_at)
  return (situation) => parts.every((part) => part(situation))
}

function pageParts({ placements, intents, seed, cart }: RuleConditions): PreparedConditions[] {
  const parts: PreparedConditions[] = []
  if (placements) parts.push(({ placement }) => placements.includes(placement))
  if (intents) parts.push(({ intent }) => intents.includes(intent))
  if (seed) {
    const test = prepareTest(seed)
    parts.push((situation) => situation.seed !== undefined && test(situation.seed))
  }
  if (cart?.items) {
    const test = prepareTest(cart.items)
    parts.push((situation) => situation.cart.some(test))
  }
  const value = cart?.value
  if (value) {
    const sum = (situation: Situation) => situation.cart.reduce((total, { price }) => total + (price ?? 0), 0)
    parts.push((situation) => situation.cart.length > 0 && isWithin(sum(situation), value))
  }
  return parts
}

function visitorParts({ customer, groups, markets, locales }: RuleConditions): PreparedConditions[] {
  const parts: PreparedConditions[] = []
  if (customer) parts.push(({ isKnownCustomer }) => isKnownCustomer === (customer === 'known'))
  if (groups) parts.push(({ group }) => group !== undefined && groups.includes(group))
  if (markets) parts.push(({ market }) => market !== undefined && markets.includes(market))
  if (locales) {
    const tags = locales.map(folded)
    parts.push(({ locale }) =>
      tags.some((tag) => folded(locale) === tag || folded(locale).startsWith(`${tag}-`)),
    )
  }
  return parts
}

function timeParts({ weekdays, hours }: RuleConditions): PreparedConditions[] {
  const parts: PreparedConditions[] = []
  if (weekdays) parts.push(({ weekday }) => weekdays.includes(weekday))
  if (hours) {
    const { from, to } = hours
    parts.push(({ minute }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to))
  }
  return parts
}
