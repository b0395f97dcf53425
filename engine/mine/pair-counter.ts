import { type Baskets, WHOLE_WEIGHT } from '../data/baskets.ts'

/** Orders of one customer that count for a pair in scores. */
export const MOST_OF_A_CUSTOMER = 3
/** Votes are whole multiples of 2⁻²⁴, so that sums do not depend on their order. */
export const UNIT = 2 ** 24
/** Sizes whose vote is looked up. */
const LOOKED_UP = 256
/** No item has this number. */
const NOBODY = -1
/** Order lines between two pauses: about 2 ms of work. */
export const WORK_A_SLICE = 60_000

type IsMember = (item: number) => boolean

/** Counts what stands beside one thing after the other, in the same arrays: one row of the table of pairs. */
export class Counter {
  /** Items seen beside it, itself included; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  /** Order lines looked at, over all rows: tells when to let others work. */
  work = 0
  /** Orders with both. */
  readonly co: Uint32Array
  /** Votes of orders with both, in units; of one customer at most three orders vote. */
  readonly votes: Float64Array
  /** Orders with both beyond a customer's first, and beyond the third. */
  private readonly repeats: Uint32Array
  private readonly beyond: Uint32Array
  private readonly ofLast: Uint32Array
  private readonly lastCustomer: Uint32Array
  private customer = 0
  /** Was the order before of the customer of this one? */
  private again = false
  private readonly baskets: Baskets
  private readonly voteOf: Float64Array
  private readonly exponent: number

  /** @param exponent an order of n things has n^-exponent votes: 0 all alike, 1 one vote spread over all */
  constructor(baskets: Baskets, exponent: number) {
    const { items } = baskets
    this.baskets = baskets
    this.exponent = exponent
    this.voteOf = Float64Array.from({ length: LOOKED_UP }, (_, size) => voteFor(Math.max(1, size), exponent))
    this.touched = new Uint32Array(items)
    this.co = new Uint32Array(items)
    this.votes = new Float64Array(items)
    this.repeats = new Uint32Array(items)
    this.beyond = new Uint32Array(items)
    this.ofLast = new Uint32Array(items)
    this.lastCustomer = new Uint32Array(items)
    baskets.bytes.take(...this.arrays())
  }

  /** Distinct customers of the orders with both. */
  customersOf(item: number): number {
    return (this.co[item] ?? 0) - (this.repeats[item] ?? 0)
  }

  /** Orders with both, of one customer at most three. */
  cappedOf(item: number): number {
    return (this.co[item] ?? 0) - (this.beyond[item] ?? 0)
  }

  /**
   * Counts what the orders hold, in place of what was counted before.
   * @param places  growing, each once
   * @param members of a group whose orders these are: none of them is counted beside itself alone
   */
  count(places: Uint32Array, members?: IsMember): void {
    this.forget()
    for (let at = 0; at < places.length; ) at = this.countFrom(places, at, members)
  }

  /** As `count`; yields now and then. */
  *counting(places: Uint32Array, members?: IsMember): Generator<undefined, void> {
    this.forget()
    for (let at = 0; at < places.length; ) {
      at = this.countFrom(places, at, members)
      if (at < places.length) yield undefined
    }
  }

  /** Counts a slice of the orders; returns where to go on. */
  private countFrom(places: Uint32Array, first: number, members: IsMember | undefined): number {
    const { baskets } = this
    const { heads } = baskets
    const stop = this.work + WORK_A_SLICE
    let at = first
    for (; at < places.length && this.work < stop; at += 1) {
      const place = places[at] ?? 0
      const votes = this.votesAt(place)
      const more = at + 1 < places.length && baskets.areOfOne(place, places[at + 1] ?? 0)
      const from = heads[2 * place] ?? 0
      const to = heads[2 * place + 2] ?? 0
      const skipped = members ? this.onlyOne(from, to, members) : NOBODY
      this.work += to - from
      if (this.again || more) {
        if (!this.again) this.customer += 1
        this.addRepeated(from, to, votes, skipped)
      } else this.add(from, to, votes, skipped)
      this.again = more
    }
    return at
  }

  private votesAt(place: number): number {
    const size = this.baskets.sizeOf(place)
    const votes = size < LOOKED_UP ? (this.voteOf[size] ?? 0) : voteFor(size, this.exponent)
    const weight = this.baskets.weightOf(place)
    return weight === WHOLE_WEIGHT ? votes : Math.round((votes * weight) / WHOLE_WEIGHT)
  }

  /** The member that these lines hold, if they hold only one. */
  private onlyOne(from: number, to: number, members: IsMember): number {
    const { held } = this.baskets
    let found = NOBODY
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      if (!members(item)) continue
      if (found !== NOBODY) return NOBODY
      found = item
    }
    return found
  }

  /** An order whose customer has no other one here. */
  private add(from: number, to: number, vote: number, skipped: number): void {
    const { co, touched, votes } = this
    const { held } = this.baskets
    let { seen } = this
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      if (item === skipped) continue
      const before = co[item] ?? 0
      if (before === 0) touched[seen++] = item
      co[item] = before + 1
      votes[item] = (votes[item] ?? 0) + vote
    }
    this.seen = seen
  }

  private addRepeated(from: number, to: number, votes: number, skipped: number): void {
    const { co, touched, lastCustomer, ofLast, repeats, beyond } = this
    const { held } = this.baskets
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      if (item === skipped) continue
      const before = co[item] ?? 0
      if (before === 0) touched[this.seen++] = item
      co[item] = before + 1
      let times = 1
      if (lastCustomer[item] === this.customer) {
        times = (ofLast[item] ?? 0) + 1
        repeats[item] = (repeats[item] ?? 0) + 1
      }
      lastCustomer[item] = this.customer
      ofLast[item] = times
      if (times <= MOST_OF_A_CUSTOMER) this.votes[item] = (this.votes[item] ?? 0) + votes
      else beyond[item] = (beyond[item] ?? 0) + 1
    }
  }

  private forget(): void {
    for (let at = 0; at < this.seen; at += 1) {
      const item = this.touched[at] ?? 0
      this.co[item] = 0
      this.votes[item] = 0
      this.repeats[item] = 0
      this.beyond[item] = 0
    }
    this.seen = 0
    this.again = false
  }

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    const { touched, co, votes, repeats, beyond, ofLast, lastCustomer } = this
    return [touched, co, votes, repeats, beyond, ofLast, lastCustomer]
  }
}

const voteFor = (size: number, exponent: number): number => Math.round(UNIT * size ** -exponent)
