import { sixDigits } from '../numbers/round.ts'
import { topK } from '../numbers/top-k.ts'
import type { Families } from './families.ts'

/** From so many linked items on the merchant's habits show. */
export const FEWEST_LINKED = 10
const MOST_LINKED = 24
/** Links of doubt before a group's own habits outweigh those of the wider group. */
const DOUBT = 2

/** Pairs of items that the merchant linked: the first points to the second. */
export type LinkPairs = readonly (readonly [from: number, to: number])[]
/** What the merchant states about two items, by the numbers of both, by kind. */
export type LinkKind = 'upgrade' | 'complement' | 'related' | 'substitute'
export type Links = Readonly<Record<LinkKind, LinkPairs>>
/** An item that the merchant would have linked. `score` > 0; only the order means anything. */
export type LinkedItem = { item: number; score: number }

/**
 * Links of one kind for the items that have none, learned from those that have: how often this family links to that one,
 * times how often the item is linked at all. A family with few links of its own asks the wider branch of the tree.
 */
export class LinkPatterns {
  /** Items that have links of their own. */
  private readonly sources: ReadonlySet<number>
  private readonly families: Families
  /** Links to each item, and to each family. */
  private readonly to = new Map<number, number>()
  private readonly toFamily = new Map<number, number>()
  /** Links from each group, in all and to each family. */
  private readonly habits = new Map<string, { all: number; to: Map<number, number> }>()
  private readonly lists = new Map<string, LinkedItem[]>()
  private readonly links: number

  constructor(pairs: LinkPairs, families: Families, offered: readonly boolean[]) {
    this.sources = new Set(pairs.map(([from]) => from))
    this.families = families
    const good = pairs.filter(([from, to]) => from !== to && offered[to])
    this.links = good.length
    for (const [from, to] of good) {
      const family = families.familyOf(to)
      count(this.to, to)
      count(this.toFamily, family)
      for (const group of families.groupsOf(from)) {
        const habit = this.habits.get(group) ?? { all: 0, to: new Map() }
        habit.all += 1
        count(habit.to, family)
        this.habits.set(group, habit)
      }
    }
  }

  /** Best first, at most 24; nothing for an item with links of its own, and where fewer than ten items have any. */
  of(item: number): LinkedItem[] {
    if (this.sources.size < FEWEST_LINKED || this.sources.has(item)) return []
    const groups = this.families.groupsOf(item).filter((group) => this.habits.has(group))
    const key = groups.at(-1) ?? ''
    const list = this.lists.get(key) ?? this.listOf(groups)
    this.lists.set(key, list)
    return list.filter((linked) => linked.item !== item).slice(0, MOST_LINKED)
  }

  /** What the items of a group would be linked to. @param groups the widest first */
  private listOf(groups: readonly string[]): LinkedItem[] {
    const shares = new Map<number, number>()
    for (const [family, links] of this.toFamily) {
      let share = links / this.links
      for (const group of groups) {
        const { all = 0, to } = this.habits.get(group) ?? {}
        share = ((to?.get(family) ?? 0) + DOUBT * share) / (all + DOUBT)
      }
      shares.set(family, share)
    }
    const score = (item: number) => (shares.get(this.families.familyOf(item)) ?? 0) * (this.to.get(item) ?? 0)
    return topK([...this.to.keys()], MOST_LINKED + 1, score).map((item) => ({
      item,
      score: sixDigits(score(item)),
    }))
  }
}

const count = (counts: Map<number, number>, key: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
