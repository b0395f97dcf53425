import { familyFacts } from '../../engine/choice/family-facts.ts'
import { fitPropensities, Scorer } from '../../engine/choice/propensity-model.ts'
import { acceptance, arbitrated, priorityOf } from '../../engine/decide/arbitrate.ts'
import { type ContactPolicy, contactTime, restOf } from '../../engine/decide/policy.ts'
import type { Contact, OfferCandidate, PastDecision } from '../../engine/decide/types.ts'
import { DAY } from '../../vocabulary/time.ts'
import { finished } from '../choice/finished.ts'
import { type DecisionTown, FAMILIES, HISTORY_DAYS, uniform } from './town.ts'

/** How an offer is chosen among those that may be made. */
export const STRATEGIES = ['decisions', 'best seller', 'highest propensity', 'random'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** What came of half a year of offers. */
export type Outcome = { margin: number; contacts: number; accepted: number; refused: number }

/** Days between two occasions to make an offer, and how many there are: half a year. */
const [EVERY, OCCASIONS] = [30, 6]
/** Of those who do not accept, the part that says no; the others do not answer. */
const SAYS_NO = 0.3
const WINDOW_DAYS = 30
/** A decision is valid for two weeks; in 2 % of the decisions the offer is drawn. Both are the usual settings. */
const [VALID, EXPLORED] = [14 * DAY, 0.02]

/** The contact policy of a shop that has decided nothing, without quiet hours. */
const POLICY: ContactPolicy = {
  windows: [
    { max: 2, days: 90 },
    { max: 1, days: 7 },
  ],
  rests: { accepted: 30, rejected: 90, rejected_category: 30, ignored: 60, seen: 10 },
  times: { blackout: new Set() },
  least_gap_hours: 24,
}

/** The propensities of all customers, as the Worker's job computes them; undefined where the time is too short. */
export function propensitiesOf({ purchases, customers }: DecisionTown): number[][] {
  const shape = { families: FAMILIES, brands: 0 }
  const model = finished(fitPropensities(purchases, HISTORY_DAYS, WINDOW_DAYS, shape))
  if (!model) throw new Error('The history is too short.')
  const scorer = new Scorer(
    model,
    finished(familyFacts(purchases, HISTORY_DAYS, shape.families, shape.brands)),
  )
  return Array.from({ length: customers }, (_, customer) => {
    if (purchases.before(customer, HISTORY_DAYS) === 0) return new Array<number>(FAMILIES).fill(0)
    scorer.score(purchases, customer)
    return [...scorer.propensities]
  })
}

const candidate = (family: number): OfferCandidate => ({
  ...{ offer_id: `o${family}`, kind: 'cross_sell', categories: [`Family ${family}`] },
  ...{ ends_at: Number.POSITIVE_INFINITY, conflicts: [], follow_up_of: [] },
})

type Person = { contacts: Contact[]; decisions: PastDecision[]; colleagues: Contact[] }
/** What became of each offer so far, as the Worker counts it. */
type Results = { expected: number; accepted: number }[]

/** An offer that may be made, and its place by each way to choose. */
type Choice = { offer_id: string; family: number; expected: number; priority: number; may_explore: boolean }

/** A campaign: who would get what, and the numbers by which it is drawn. */
type Campaign = { town: DecisionTown; strategy: Strategy; propensities: number[][]; seed: number }

/** The offers that the policy allows to be made to a customer, each with its priority. */
function choicesFor(
  { town, strategy, propensities, seed }: Campaign,
  { customer, occasion, now }: { customer: number; occasion: number; now: number },
  history: Person,
  results: Results,
): Choice[] {
  const question = { now, zone: 'UTC' }
  return Array.from({ length: FAMILIES }, (_, family) => family).flatMap((family): Choice[] => {
    const one = candidate(family)
    if (restOf(one, 'email', history, POLICY.rests, now)) return []
    if (!('at' in contactTime(one, 'email', now + VALID, history, POLICY, question))) return []
    const own = propensities[customer]?.[family] ?? 0
    const expected = Math.min(0.5, Math.max(0.005, own))
    const propensity = acceptance(results[family] ?? { expected: 0, accepted: 0 }, expected)
    const priority = {
      decisions: () => priorityOf({ propensity, context: 1, value: town.margins[family] ?? 0, lever: 1 }),
      'best seller': () => town.sales[family] ?? 0,
      'highest propensity': () => own,
      random: () => uniform(seed, 'random', customer, occasion, family),
    }[strategy]()
    const may_explore = strategy === 'decisions'
    return [{ offer_id: one.offer_id, family, expected, priority, may_explore }]
  })
}

/** Everybody gets offers for half a year by one strategy, within the same policy; who accepts what is the same under each. */
export function campaign(
  town: DecisionTown,
  strategy: Strategy,
  propensities: number[][],
  seed: number,
): Outcome {
  const outcome = { margin: 0, contacts: 0, accepted: 0, refused: 0 }
  const results: Results = Array.from({ length: FAMILIES }, () => ({ expected: 0, accepted: 0 }))
  const people = Array.from(
    { length: town.customers },
    (): Person => ({ contacts: [], decisions: [], colleagues: [] }),
  )
  for (let occasion = 0; occasion < OCCASIONS; occasion += 1) {
    for (const [customer, history] of people.entries()) {
      const now = (HISTORY_DAYS + occasion * EVERY) * DAY + customer
      const choices = choicesFor(
        { town, strategy, propensities, seed },
        { customer, occasion, now },
        history,
        results,
      )
      const dice = [
        uniform(seed, 'draw', customer, occasion),
        uniform(seed, 'which', customer, occasion),
      ] as const
      const [best] = arbitrated(choices, EXPLORED, dice).ranked
      if (!best) continue
      const { family, expected } = best
      const draw = (what: string) => uniform(seed, what, customer, occasion, family)
      const isAccepted = draw('accepts') < town.accepts(customer, family)
      const isRefused = !isAccepted && draw('refuses') < SAYS_NO
      const status = isAccepted ? 'accepted' : isRefused ? 'rejected' : 'ignored'
      const { offer_id, categories } = candidate(family)
      history.contacts.push({ at: now, channel: 'email', offer_id, categories })
      const ended_at = isAccepted || isRefused ? now + DAY : now + VALID
      history.decisions.push({ offer_id, categories, status, created_at: now, seen_at: [], ended_at })
      const known = results[family]
      if (known) {
        known.expected += expected
        known.accepted += Number(isAccepted)
      }
      outcome.contacts += 1
      outcome.accepted += Number(isAccepted)
      outcome.refused += Number(isRefused)
      outcome.margin += isAccepted ? (town.margins[family] ?? 0) : 0
    }
  }
  return outcome
}
