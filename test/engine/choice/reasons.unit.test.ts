import { expect, it } from 'vitest'
import { CHOICE_FEATURES, type ChoiceFeature, WIDTH } from '../../../engine/choice/choice-features.ts'
import { familyFacts } from '../../../engine/choice/family-facts.ts'
import { History } from '../../../engine/choice/history.ts'
import { reasonsFor } from '../../../engine/choice/reasons.ts'
import { drained } from './drained.ts'
import { bought, purchasesOf } from './some-purchases.ts'

/** Bought family 0 on days 100 and 120, and family 1 on day 120; the day is 130. */
const PURCHASES = purchasesOf([bought(100, 0), bought(120, 0, 1)])
const FACTS = drained(familyFacts(PURCHASES, 130, 3, 0))

/** Reasons where these features contribute so much, and the other ones nothing. */
function reasonsBy(contributions: Partial<Record<ChoiceFeature, number>>, family: number) {
  const history = new History(3)
  history.read(PURCHASES, 0, 2, 130)
  const features = new Float64Array(3 * WIDTH)
  for (const [k, feature] of CHOICE_FEATURES.entries()) {
    features[family * WIDTH + k] = contributions[feature] ?? 0
  }
  const weights = new Float64Array(WIDTH).fill(1)
  return reasonsFor(family, { features, weights, history }, Array(3 * WIDTH).fill(0), FACTS)
}

it('a family is due after its usual gap', () => {
  // One own gap of 20 days, as everybody's: 20 days after day 120.
  expect(reasonsBy({ due: 1 }, 0)).toEqual([{ code: 'due', in_days: 10 }])
})

it('a family that was never bought is neither due nor bought before', () => {
  expect(reasonsBy({ due: 1, recent: 1 }, 2)).toEqual([{ code: 'popular', share: FACTS.share[2] }])
})

it('prices, brands, trend and season are told without values, the largest first and three at most', () => {
  expect(reasonsBy({ season: 0.2, price: 0.4, brand: 0.3, trend: 0.5 }, 2)).toEqual([
    { code: 'trend' },
    { code: 'price_level' },
    { code: 'brand' },
  ])
})

it('a new family goes with the earlier family after which it is bought most, against its share', () => {
  // Family 0 was in the history of one purchase without family 2, so its ratio is 10 / 11; family 1 was in none.
  expect(reasonsBy({ companions: 1 }, 2)).toEqual([{ code: 'goes_with', family: 1, ratio: 1 }])
})
