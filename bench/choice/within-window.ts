import { familyFacts } from '../../engine/choice/family-facts.ts'
import { familiesWithin, fitPropensities, Scorer } from '../../engine/choice/propensity-model.ts'
import { buysWithin } from '../../engine/choice/timing.ts'
import { areaUnderCurve, calibrationOf, type Predicted, topDecileLift } from './binary.ts'
import { finished } from './finished.ts'
import type { Shop } from './shops.ts'

/** Prints how well "buys anything" and "buys this family" within a window are predicted, and how far the probabilities are from what happens. */
export function withinWindow(shop: Shop, window_days: number): void {
  const { purchases, families, brands, cut } = shop
  const known = { families: families.length, brands }
  const model = finished(fitPropensities(purchases, cut, window_days, known))
  if (!model) throw new Error(`${shop.name} is too short for windows of ${window_days} days.`)
  const scorer = new Scorer(model, finished(familyFacts(purchases, cut, families.length, brands)))
  const any: { probabilities: number[]; outcomes: number[] } = { probabilities: [], outcomes: [] }
  const family: typeof any = { probabilities: [], outcomes: [] }
  for (let person = 0; person < purchases.people; person += 1) {
    const count = purchases.before(person, cut)
    if (count === 0) continue
    scorer.score(purchases, person, count)
    any.probabilities.push(scorer.any)
    any.outcomes.push(buysWithin(purchases, person, count, cut + window_days) ? 1 : 0)
    const bought = familiesWithin(purchases, person, cut, cut + window_days)
    for (const [number, p] of scorer.propensities.entries()) {
      family.probabilities.push(p)
      family.outcomes.push(bought.has(number) ? 1 : 0)
    }
  }
  const rows: [string, Predicted, number][] = [
    ['buys anything', any, model.errors.any.ece],
    ['buys this family', family, model.errors.family.ece],
  ]
  for (const [what, found, onFold] of rows) {
    const { ece, deciles } = calibrationOf(found)
    const parts = deciles
      .map(({ predicted, observed }) => `${percent(predicted)}/${percent(observed)}`)
      .join(' ')
    console.log(
      `| ${shop.name}, ${window_days} days | ${what} | ${areaUnderCurve(found).toFixed(4)} | ${topDecileLift(found).toFixed(2)} | ${ece.toFixed(4)} | ${onFold.toFixed(4)} | ${parts} |`,
    )
  }
}

const percent = (rate: number): string => (100 * rate).toFixed(1)
