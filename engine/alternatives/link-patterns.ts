import { sixDigits } from '../numbers/round.ts'
import { topK } from '../numbers/top-k.ts'
import type { Families } from './families.ts'

/** Linked items from which the merchant's patterns show. */
export const MIN_LINKED = 10
/** Items that an item is linked to, at most. */
const MAX_LINKED = 24
/** Pseudo-count of links that follow the wider group: smooths the pattern of a group with few links of its own. */
const PSEUDO_LINKS = 2

/** Pairs of items that the merchant linked: the first points to the second. */
export type LinkPairs = readonly (readonly [from: number, to: number])[]
/** What the merchant states about two items, by their numbers, by kind. */
export type LinkKind = 'upgrade' | 'complement' | 'related' | 'substitute'
export type Links = Readonly<Record<LinkKind, LinkPairs>>
/** An item that the merchant would have linked. `score` > 0; only the order means anything. */
export type LinkedItem = { item: number; score: number }

/**
 * Generalised links of one kind: predicts the links of items that have none from those of items that have some. The score is
 * how often this family links to that one, with backoff to the wider branch of the category tree, times how often the item
 * is linked at all.
 */
export class LinkPatterns {
  /** Items that have links of their own. */
  private readonly sources: ReadonlySet<number>
  private readonly families: Families
  /** Links to each item, and to each family. */
  private readonly linksTo = new Map<number, number>()
  private readonly linksToFamily = new Map<number, number>()
  /** Links from each group: all of them, and by the family that they lead to. */
  private readonly patterns = new Map<string, { all: number; to: Map<number, number> }>()
  private readonly lists = new Map<string, LinkedItem[]>()
  private readonly links: number

  constructor(pairs: LinkPairs, families: Families, offered: readonly boolean[]) {
    this.sources = new Set(pairs.map(([from]) => from))
    this.families = families
    const good = pairs.filter(([from, to]) => from !== to && offered[to])
    this.links = good.length
    for (const [from, to] of good) {
      const family = families.familyOf(to)
      increment(this.linksTo, to)
      increment(this.linksToFamily, family)
      for (const group of families.groupsOf(from)) {
        const pattern = this.patterns.get(group) ?? { all: 0, to: new Map() }
        pattern.all += 1
        increment(pattern.to, family)
        this.patterns.set(group, pattern)
      }
    }
  }

  /** Best first, at most 24; [] for an item with links of its own, and where fewer than ten items have any. */
  of(item: number): LinkedItem[] {
    if (this.sources.size < MIN_LINKED || this.sources.has(item)) return []
    const groups = this.families.groupsOf(item).filter((group) => this.patterns.has(group))
    const key = groups.at(-1) ?? ''
    const list = this.lists.get(key) ?? this.listOf(groups)
    this.lists.set(key, list)
    return list.filter((linked) => linked.item !== item).slice(0, MAX_LINKED)
  }

  /** The items that a group would be linked to. @param groups from the widest to the narrowest */
  private listOf(groups: readonly string[]): LinkedItem[] {
    const shares = new Map<number, number>()
    for (const [family, links] of this.linksToFamily) {
      let share = links / this.links
      for (const group of groups) {
        const { all = 0, to } = this.patterns.get(group) ?? {}
        share = ((to?.get(family) ?? 0) + PSEUDO_LINKS * share) / (all + PSEUDO_LINKS)
      }
      shares.set(family, share)
    }
    const score = (item: number) =>
      (shares.get(this.families.familyOf(item)) ?? 0) * (this.linksTo.get(item) ?? 0)
    return topK([...this.linksTo.keys()], MAX_LINKED + 1, score).map((item) => ({
      item,
      score: sixDigits(score(item)),
    }))
  }
}

const increment = (counts: Map<number, number>, key: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
