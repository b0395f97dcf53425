import type { Reading } from './format.ts'
import type { ItemFragment } from './fragments.ts'
import { RowProblem } from './problems.ts'

/** Variants that may wait for their item at once: about 40 MB. */
const MOST_WAITING = 100_000

type Waiting = NonNullable<Reading['awaits']>

/** What a variant says of itself as an item ("Hoodie, red, L") must not become what its item is called. */
const under = (key: string, fragment: ItemFragment): ItemFragment => ({ ...fragment, key, fields: {} })

/**
 * Brings variants to the item that another row names, before or after them. Shop systems write parents before their
 * variants or behind them, by id or by SKU.
 */
export class Parents {
  private readonly keys = new Map<string, string>()
  private readonly waiting = new Map<string, Waiting[]>()
  private count = 0

  /** An item goes by these names; gives the variants that waited for one of them. */
  meet(key: string, names: readonly string[]): ItemFragment[] {
    return names.flatMap((name) => {
      if (!this.keys.has(name)) this.keys.set(name, key)
      const waited = this.waiting.get(name) ?? []
      this.waiting.delete(name)
      this.count -= waited.length
      return waited.map(({ fragment }) => under(key, fragment))
    })
  }

  /**
   * The variant under its item's key, or undefined while that has not come.
   * @throws {RowProblem} `too_many_waiting`
   */
  find(variant: Waiting): ItemFragment | undefined {
    const key = this.keys.get(variant.name)
    if (key !== undefined) return under(key, variant.fragment)
    if (this.count === MOST_WAITING) {
      throw new RowProblem(
        'too_many_waiting',
        '',
        `More than ${MOST_WAITING} variants stand before their product. Sort the file so that products come first.`,
      )
    }
    const others = this.waiting.get(variant.name)
    if (others) others.push(variant)
    else this.waiting.set(variant.name, [variant])
    this.count += 1
    return undefined
  }

  /** The file is over: the variants whose item never came. */
  orphans(): Waiting[] {
    const left = [...this.waiting.values()].flat()
    this.waiting.clear()
    this.count = 0
    return left
  }
}
