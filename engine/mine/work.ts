import type { Baskets } from '../data/baskets.ts'
import type { MinedList } from '../data/mined-list.ts'
import { ItemLists, type ListSources } from './item-lists.ts'
import { inOneThread, type PairWork } from './pairs/pair-work.ts'

/** The long steps of a mining run. Whoever does them, and in how many parts, the lists are the same, in the same order. */
export type Work = PairWork & {
  lists(baskets: Baskets, sources: ListSources): Generator<MinedList | undefined, void>
}

/** Every step as a whole, in this thread: the isolate's way. */
export const alone: Work = {
  ...inOneThread,
  lists: (baskets, sources) => new ItemLists(baskets, sources).of(0, baskets.items),
}
