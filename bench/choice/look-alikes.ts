import { familyFacts } from '../../engine/choice/family-facts.ts'
import { logOdds } from '../../engine/choice/logistic-regression.ts'
import { fitLookAlikes, type PeopleFeatures } from '../../engine/choice/look-alikes.ts'
import { familiesWithin, fitPropensities, Scorer } from '../../engine/choice/propensity-model.ts'
import { finished } from './finished.ts'
import type { Shop } from './shops.ts'

/** Good customers of a list, and later buyers among the others, below which a family is left out. */
const [LEAST_GOOD, LEAST_BUYERS] = [50, 20]
/** Part of the others that is a target list. */
const TOP = 0.1

/** One person at the cut: the features of worker/customers/target-lists.ts, the probability of any purchase and the log odds of all families; what was bought before, and within the window after it. */
type Person = { features: Float32Array; before: ReadonlySet<number>; after: ReadonlySet<number> }

/**
 * Prints how many times as often as by chance the look-alikes of a family's buyers buy it for the first time within the window after the
 * cut: orders that neither the propensities nor the look-alikes have seen.
 */
export function lookAlikes(shop: Shop, window_days: number): void {
  const people = peopleAt(shop, window_days)
  const found = shop.families.flatMap((_, family) => liftsOf(people, family) ?? [])
  const sum = (of: (one: (typeof found)[number]) => number) =>
    found.reduce((total, one) => total + of(one), 0)
  const expected = sum(({ buyers }) => TOP * buyers)
  const lift = (of: (one: (typeof found)[number]) => number) => sum(of) / expected
  const told = found.flatMap(({ told }) => told ?? [])
  const better = found.filter(({ reached, buyers }) => reached > TOP * buyers).length
  console.log(
    `| ${shop.name}, ${window_days} days | ${found.length} | ${sum(({ buyers }) => buyers)} | ${lift(({ reached }) => reached).toFixed(2)} ± ${spread(found.map(({ reached, buyers }) => [reached, TOP * buyers])).toFixed(2)} | ${better} of ${found.length} | ${lift(({ byFamily }) => byFamily).toFixed(2)} | ${(told.reduce((a, b) => a + b, 0) / told.length).toFixed(2)} |`,
  )
}

function peopleAt({ purchases, families, brands, cut, name }: Shop, window_days: number): Person[] {
  const model = finished(fitPropensities(purchases, cut, window_days, { families: families.length, brands }))
  if (!model) throw new Error(`${name} is too short for windows of ${window_days} days.`)
  const scorer = new Scorer(model, finished(familyFacts(purchases, cut, families.length, brands)))
  const people: Person[] = []
  for (let person = 0; person < purchases.people; person += 1) {
    const count = purchases.before(person, cut)
    if (count === 0) continue
    scorer.score(purchases, person, count)
    people.push({
      features: Float32Array.from([
        scorer.any,
        ...Array.from(scorer.propensities, (p) => Math.log(p / (1 - p))),
      ]),
      before: familiesWithin(purchases, person, 0, cut),
      after: familiesWithin(purchases, person, cut, cut + window_days),
    })
  }
  return people
}

const featuresOf = (people: readonly Person[]): PeopleFeatures => {
  const width = people[0]?.features.length ?? 0
  const features = new Float32Array(width * people.length)
  for (const [at, one] of people.entries()) features.set(one.features, at * width)
  return { width, features }
}

/** First-time buyers of a family among the tenth of the others that is most like its buyers, and among the tenth likeliest to buy it. */
function liftsOf(people: readonly Person[], family: number) {
  const good = people.filter(({ before }) => before.has(family))
  const others = people.filter(({ before }) => !before.has(family))
  const buyers = others.filter(({ after }) => after.has(family)).length
  if (good.length < LEAST_GOOD || buyers < LEAST_BUYERS) return undefined
  const { model, lift } = finished(fitLookAlikes(featuresOf(good), featuresOf(people)))
  const reachedBy = (score: (one: Person) => number) =>
    others
      .map((one) => ({ score: score(one), buys: one.after.has(family) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, Math.round(TOP * others.length))
      .filter(({ buys }) => buys).length
  return {
    ...{ buyers, told: lift },
    reached: reachedBy(({ features }) => logOdds(model, features)),
    byFamily: reachedBy(({ features }) => features[1 + family] ?? 0),
  }
}

/** Standard error of a ratio of sums, families drawn as units. @param pairs what was found, and what chance would find */
function spread(pairs: readonly (readonly [number, number])[]): number {
  const [sum, of] = pairs.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0])
  const ratio = sum / of
  const squares = pairs.reduce((total, [a, b]) => total + (a - ratio * b) ** 2, 0)
  return Math.sqrt(squares) / of
}
