import { readFileSync } from 'node:fs'
import { realFile } from '../data.ts'
import type { RealSet } from '../quality/sets.ts'
import { Histories, type History, numbered } from './histories.ts'

/** A customer with the history of purchases and the last basket. */
export type Buyer = { customer: string; history: History; last: ReadonlySet<number> }

/** A division of the customers: those for choosing weights, and those for measuring. */
export type Division = { choosing: Buyer[]; measured: Buyer[] }

/** The five divisions of the Reality Check (Li et al. 2023); the fitting part of each is not needed. */
export function readDivisions(set: RealSet, numbers: ReadonlyMap<string, number>): Division[] {
  const histories = new Histories(set.train.map((order) => numbered(order, numbers)))
  const buyers = new Map(
    set.test.map(({ customer, at, items }): [string, Buyer] => [
      customer ?? '',
      // Items that are not in training count as missed.
      {
        customer: customer ?? '',
        history: histories.before(customer, at),
        last: new Set(items.map((item, place) => numbers.get(item) ?? -1 - place)),
      },
    ]),
  )
  const named = (customers: readonly string[]) => customers.flatMap((customer) => buyers.get(customer) ?? [])
  return Array.from({ length: 5 }, (_, number) => {
    const file = readFileSync(realFile(`tafeng_realitycheck/keyset_${number}.json`), 'utf8')
    const { val, test }: { val: string[]; test: string[] } = JSON.parse(file)
    return { choosing: named(val), measured: named(test) }
  })
}
