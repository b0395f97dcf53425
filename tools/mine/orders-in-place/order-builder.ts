import type { PackedOrders } from './packed-orders.ts'

/** Lines of an order up to which they are searched and sorted one by one. */
const FEW_LINES = 24

/** Builds orders row by row, with the result of `wholeOrder`, without an object for each row. */
export class OrderBuilder {
  private readonly ids: string[] = []
  private readonly customers: (string | null)[] = []
  private readonly references: string[] = []
  private readonly numbers = new Map<string, number>()
  private readonly dates: Float64Array<ArrayBuffer>
  private readonly ends: Uint32Array<ArrayBuffer>
  private readonly leftOut: Uint8Array<ArrayBuffer>
  private readonly items: Uint32Array<ArrayBuffer>
  private readonly quantities: Float64Array<ArrayBuffer>
  private readonly prices: Float64Array<ArrayBuffer>
  /** What the rows of the current order say of it, and where its lines begin and end so far. */
  private date = Number.NaN
  private customer: string | null = null
  private from = 0
  private to = 0
  /** Lines of the current order by the number of their reference, once there are many. */
  private places: Map<number, number> | undefined

  /** @param rows rows that will come, at most */
  constructor(rows: number) {
    this.dates = new Float64Array(rows)
    this.ends = new Uint32Array(rows)
    this.leftOut = new Uint8Array(rows)
    this.items = new Uint32Array(rows)
    this.quantities = new Float64Array(rows)
    this.prices = new Float64Array(rows)
  }

  /** Notes the order's date, in UTC milliseconds, and customer: the earliest, and the alphabetically first. */
  noteOrder(at: number | undefined, customer: string | undefined): void {
    if (at !== undefined && !(this.date <= at)) this.date = at
    if (customer !== undefined && (this.customer === null || customer < this.customer))
      this.customer = customer
  }

  /** Notes that the order is not mined, whatever its other rows say. */
  leaveOut(): void {
    this.leftOut[this.ids.length] = 1
  }

  /** Adds pieces to the order. Where prices differ, the lowest counts. @param number see `numberOf` */
  addLine(number: number, quantity: number, price: number | null): void {
    const place = this.placeOf(number)
    if (place === this.to) {
      this.put(place, number, quantity, price ?? Number.NaN)
      this.to += 1
      return
    }
    this.quantities[place] = (this.quantities[place] ?? 0) + quantity
    if (price !== null && !((this.prices[place] ?? Number.NaN) <= price)) this.prices[place] = price
  }

  /** Ends the order. */
  endOrder(id: string): void {
    if (this.places) this.sortMany()
    else this.sortFew()
    this.dates[this.ids.length] = this.date
    this.ends[this.ids.length] = this.to
    this.ids.push(id)
    this.customers.push(this.customer)
    this.date = Number.NaN
    this.customer = null
    this.from = this.to
    this.places = undefined
  }

  result(): PackedOrders {
    const { ids, customers, references, dates, ends, leftOut, items, quantities, prices } = this
    return { ids, customers, references, dates, ends, leftOut, items, quantities, prices }
  }

  /** The number that stands for a reference in lines. */
  numberOf(reference: string): number {
    const known = this.numbers.get(reference)
    if (known !== undefined) return known
    const number = this.references.push(reference) - 1
    this.numbers.set(reference, number)
    return number
  }

  /** The order's line of an item; the next free one when it has none. */
  private placeOf(number: number): number {
    if (this.to - this.from < FEW_LINES) {
      for (let at = this.from; at < this.to; at += 1) if (this.items[at] === number) return at
      return this.to
    }
    if (!this.places) {
      this.places = new Map()
      for (let at = this.from; at < this.to; at += 1) this.places.set(this.items[at] ?? 0, at)
    }
    const place = this.places.get(number) ?? this.to
    this.places.set(number, place)
    return place
  }

  private isBefore(a: number, b: number): boolean {
    return (this.references[a] ?? '') < (this.references[b] ?? '')
  }

  private sortFew(): void {
    const { items, quantities, prices, from, to } = this
    for (let next = from + 1; next < to; next += 1) {
      const [number = 0, quantity = 0, price = 0] = [items[next], quantities[next], prices[next]]
      let hole = next
      for (; hole > from && this.isBefore(number, items[hole - 1] ?? 0); hole -= 1)
        this.put(hole, items[hole - 1] ?? 0, quantities[hole - 1] ?? 0, prices[hole - 1] ?? 0)
      this.put(hole, number, quantity, price)
    }
  }

  private sortMany(): void {
    const { items, quantities, prices, from, to } = this
    const places = Array.from({ length: to - from }, (_, at) => from + at)
    places.sort((a, b) => (this.isBefore(items[a] ?? 0, items[b] ?? 0) ? -1 : 1))
    const sorted = places.map((at) => [items[at] ?? 0, quantities[at] ?? 0, prices[at] ?? 0] as const)
    for (const [at, line] of sorted.entries()) this.put(from + at, ...line)
  }

  private put(at: number, number: number, quantity: number, price: number): void {
    this.items[at] = number
    this.quantities[at] = quantity
    this.prices[at] = price
  }
}
