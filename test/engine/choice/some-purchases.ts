import { dice } from '../../../bench/quality/tasks.ts'
import { type FamilyPurchase, Purchases } from '../../../engine/choice/purchases.ts'

/** A purchase of families on a day, without prices and brands. */
export const bought = (day: number, ...families: number[]): FamilyPurchase => ({
  ...{ day, families, brands: families.map(() => 0), paid: 1_000, log_price: null },
})

export function purchasesOf(...people: FamilyPurchase[][]): Purchases {
  const purchases = new Purchases()
  for (const own of people) purchases.add(own)
  return purchases
}

/**
 * People who each prefer one of `families` families, buy it again every 10 to 30 days in three of four purchases, and else any family.
 * @param people number of people
 */
export function aTown(people: number, families: number, days = 400): Purchases {
  const draw = dice(7)
  const purchases = new Purchases()
  for (let person = 0; person < people; person += 1) {
    const every = 10 + draw(20)
    const own: FamilyPurchase[] = []
    for (let day = 1_000 + draw(every); day < 1_000 + days; day += every - 4 + draw(9)) {
      const first = draw(4) > 0 ? person % families : draw(families)
      const second = draw(families)
      own.push(bought(day, ...new Set(draw(3) === 0 ? [first, second] : [first])))
    }
    if (own.length > 0) purchases.add(own)
  }
  return purchases
}
