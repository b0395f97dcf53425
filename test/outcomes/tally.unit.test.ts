import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sumsByName } from '../../vocabulary/tally.ts'
import { always } from '../always.ts'

const NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'items.price', '']

it('every name has its own sum, whatever it is called', () => {
  const entries = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 0, max: 1_000 })))
  always(
    fc.property(entries, (amounts) => {
      const sums = sumsByName(amounts)
      const read = new Map(Object.entries(sums))
      for (const name of NAMES) {
        const own = amounts.filter(([one]) => one === name)
        const sum = own.reduce((total, [, amount]) => total + amount, 0)
        expect(read.get(name)).toBe(own.length === 0 ? undefined : sum)
      }
      expect(Object.getPrototypeOf(sums)).toBe(Object.prototype)
    }),
  )
})
