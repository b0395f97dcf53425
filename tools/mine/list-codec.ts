import type { MinedCompanion, MinedList } from '../../engine/data/mined-list.ts'

/** Numbers of a list before its companions, and of a companion. */
const [HEAD, ENTRY] = [3, 6]
/** Bits of a companion's marks. */
const [BORROWED, POPULAR] = [1, 2]

/** Lists of items as numbers, which move between threads without a copy. */
export class ListNumbers {
  private numbers = new Float64Array(4_096)
  private size = 0

  add({ key, seed_orders, companions }: MinedList): void {
    const end = this.size + HEAD + ENTRY * companions.length
    if (end > this.numbers.length) {
      const wide = new Float64Array(2 * end)
      wide.set(this.numbers)
      this.numbers = wide
    }
    this.put(Number(key), seed_orders, companions.length)
    for (const { item, score, cart_weight, co_orders, item_orders, borrowed, popular } of companions) {
      const marks = (borrowed ? BORROWED : 0) + (popular ? POPULAR : 0)
      this.put(item, score, cart_weight, co_orders, item_orders, marks)
    }
  }

  /** The numbers so far. */
  take(): Float64Array<ArrayBuffer> {
    return this.numbers.slice(0, this.size)
  }

  private put(...numbers: readonly number[]): void {
    this.numbers.set(numbers, this.size)
    this.size += numbers.length
  }
}

/** The lists in the order in which they were added. */
export function* listsOf(numbers: Float64Array): Generator<MinedList, void> {
  const at = (place: number) => numbers[place] ?? 0
  for (let from = 0; from < numbers.length; ) {
    const first = from + HEAD
    const end = first + ENTRY * at(from + 2)
    const companions: MinedCompanion[] = []
    for (let place = first; place < end; place += ENTRY) companions.push(companionAt(at, place))
    yield { kind: 'item', key: at(from), seed_orders: at(from + 1), companions }
    from = end
  }
}

function companionAt(at: (place: number) => number, place: number): MinedCompanion {
  const companion: MinedCompanion = {
    item: at(place),
    score: at(place + 1),
    cart_weight: at(place + 2),
    co_orders: at(place + 3),
    item_orders: at(place + 4),
  }
  const marks = at(place + 5)
  if (marks & BORROWED) companion.borrowed = true
  if (marks & POPULAR) companion.popular = true
  return companion
}
