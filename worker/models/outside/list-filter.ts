import type { Alternative, List, Tails } from '../../../schema/models/lists.ts'
import type { OutsideReport } from '../../../schema/models/models.ts'

/** What of a model is not served in this shop. */
export type Barred = {
  /** Whether the catalogue has the item, and whether an item of it has the category. */
  isItem(item_id: string): boolean
  isCategory(category: string): boolean
  /** Whether the merchant excludes the item. */
  isExcluded(item_id: string): boolean
  /** Whether the merchant refused the pair, or has to decide about it. */
  isWithheld(item_id: string, companion_id: string): boolean
}

export const NOTHING_DROPPED: OutsideReport['dropped'] = {
  unknown_lists: 0,
  unknown_items: 0,
  excluded: 0,
  withheld: 0,
  empty_lists: 0,
}

/** Leaves out of lists what the catalogue does not have and what the merchant decided against, and counts it. */
export class ListFilter {
  readonly dropped: OutsideReport['dropped']
  private readonly barred: Barred

  constructor(barred: Barred, before = NOTHING_DROPPED) {
    this.barred = barred
    this.dropped = { ...before }
  }

  /** The list as it is served; the same object when nothing is left out, undefined when nothing is left. */
  take(list: List): List | undefined {
    const { kind, key, companions, tails } = list
    const { isItem, isCategory } = this.barred
    const isKnown = kind === 'item' ? isItem(key) : kind === 'shop' || isCategory(key)
    if (!isKnown) {
      this.dropped.unknown_lists += 1
      return undefined
    }
    const isShown = ({ item_id }: { item_id: string }) => this.isShown(list, item_id)
    const kept = companions.filter(isShown)
    const keptTails = this.tailsOf(tails, ({ item_id }) => this.isOffered(item_id))
    if (kept.length === companions.length && keptTails === tails) return list
    const { family: _, ...parts } = keptTails
    if (kept.length > 0 || Object.keys(parts).length > 0)
      return { ...list, companions: kept, tails: keptTails }
    this.dropped.empty_lists += 1
    return undefined
  }

  private isShown({ kind, key }: List, item_id: string): boolean {
    if (!this.isOffered(item_id)) return false
    const isWithheld = kind === 'item' && this.barred.isWithheld(key, item_id)
    if (isWithheld) this.dropped.withheld += 1
    return !isWithheld
  }

  private isOffered(item_id: string): boolean {
    const { isItem, isExcluded } = this.barred
    if (!isItem(item_id)) this.dropped.unknown_items += 1
    else if (isExcluded(item_id)) this.dropped.excluded += 1
    else return true
    return false
  }

  /** The tails without some of their items, and without parts of which nothing is left; the same object when nothing is left out. */
  private tailsOf(tails: Tails, isKept: (one: Pick<Alternative, 'item_id'>) => boolean): Tails {
    let isWhole = true
    const kept = Object.entries(tails).flatMap(([name, part]): [string, unknown][] => {
      if (!Array.isArray(part)) return [[name, part]]
      const rest = part.filter(isKept)
      isWhole &&= rest.length === part.length
      return rest.length > 0 ? [[name, rest]] : []
    })
    return isWhole ? tails : Object.fromEntries(kept)
  }
}
