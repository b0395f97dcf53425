import { join } from 'node:path'
import { type PurchaseDay, purchasingOf } from '../../../engine/customer/purchasing.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** The transactions of CDNOW; absent where the real data are. */
export const FILE = join(process.env.PAIRWELL_DATA ?? '../shared/data', 'cdnow/transactions.csv')

/** End of the 39 weeks that are fitted; the same time follows. */
const END = Date.parse('1997-09-30') / DAY

/** A customer of CDNOW: the fitted weeks, the repeat purchases in them, and the number of later days with a purchase. */
export type CdnowCustomer = { buying: ReturnType<typeof purchasingOf>; repeats: PurchaseDay[]; later: number }

export function cdnow(text: string): CdnowCustomer[] {
  const customers = new Map<string, Map<number, number>>()
  for (const line of text.trim().split('\n').slice(1)) {
    const [id = '', date = '', , price] = line.split(',')
    const days = customers.get(id) ?? new Map<number, number>()
    const day = Date.parse(date) / DAY
    customers.set(id, days.set(day, (days.get(day) ?? 0) + Number(price)))
  }
  return Array.from(customers.values(), (paid) => {
    const days = Array.from(paid, ([day, sum]) => ({ day, paid: sum })).sort((a, b) => a.day - b.day)
    const fitted = days.filter(({ day }) => day <= END)
    return { buying: purchasingOf(fitted, END), repeats: fitted.slice(1), later: days.length - fitted.length }
  })
}
