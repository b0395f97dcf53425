import type { Reading } from './format.ts'
import type { ItemFragment } from './fragments.ts'
import { RowProblem } from './problems.ts'

/** Maximum variants waiting for their item at once: about 40 MB. */
const MAX_WAITING = 100_000

type Waiting = NonNullable<Reading['awaits']>

/** A variant's own title ("Hoodie, red, L") must not become the item's title. */
const under = (key: string, fragment: ItemFragment): ItemFragment => ({ ...fragment, key, fields: {} })

/**
 * Adds variants to the item that another row names, before or after them. Shop systems write products before or after their
 * variants, and refer to them by id or SKU.
 */
export class Parents {
  private readonly keys = new Map<string, string>()
  private readonly waiting = new Map<string, Waiting[]>()
  private count = 0

  /** Registers an item's names; returns the variants that waited for one of them. */
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
   * The variant under its item's key, or undefined while that item has not appeared.
   * @throws {RowProblem} `too_many_waiting`
   */
  find(variant: Waiting): ItemFragment | undefined {
    const key = this.keys.get(variant.name)
    if (key !== undefined) return under(key, variant.fragment)
    if (this.count === MAX_WAITING) {
      throw new RowProblem(
        'too_many_waiting',
        '',
        `More than ${MAX_WAITING} variants come before their product. Sort the file so that products come first.`,
      )
    }
    const others = this.waiting.get(variant.name)
    if (others) others.push(variant)
    else this.waiting.set(variant.name, [variant])
    this.count += 1
    return undefined
  }

  /** Ends the file; returns the variants whose item never appeared. */
  orphans(): Waiting[] {
    const left = [...this.waiting.values()].flat()
    this.waiting.clear()
    this.count = 0
    return left
  }
}
