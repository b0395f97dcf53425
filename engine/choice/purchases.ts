/** What a person bought on one day. */
export type FamilyPurchase = {
  /** Whole days since 1970. */
  day: number
  /** Distinct families, by number. */
  families: readonly number[]
  /** Brand of the first item of each family, from 1 on; 0 for none. */
  brands: readonly number[]
  /** Minor units; 0 if unknown. */
  paid: number
  /** Mean of ln(price) of the items; null without prices. */
  log_price: number | null
}

/** Bytes of a person, a purchase, and a family of a purchase. */
const BYTES = { person: 4, purchase: 14, family: 4 }

/**
 * The purchases of many people by family, packed: 200,000 people with five purchases of three families each need 27 MB. The purchases of
 * a person are in the order of time.
 */
export class Purchases {
  people = 0
  count = 0
  lines = 0
  /** First purchase of each person, and first family of each purchase, with the end behind the last. */
  heads = new Uint32Array(1024)
  starts = new Uint32Array(4096)
  days = new Uint16Array(4096)
  paid = new Float32Array(4096)
  /** NaN without prices. */
  logPrices = new Float32Array(4096)
  families = new Uint16Array(16_384)
  brands = new Uint16Array(16_384)

  /** Adds a person. @param purchases oldest first, one a day */
  add(purchases: readonly FamilyPurchase[]): void {
    this.heads = grown(this.heads, this.people + 2, (size) => new Uint32Array(size))
    for (const { day, families, brands, paid, log_price } of purchases) {
      this.reserve(families.length)
      this.starts[this.count] = this.lines
      this.days[this.count] = day
      this.paid[this.count] = paid
      this.logPrices[this.count] = log_price ?? Number.NaN
      this.families.set(families, this.lines)
      this.brands.set(brands, this.lines)
      this.lines += families.length
      this.count += 1
      this.starts[this.count] = this.lines
    }
    this.people += 1
    this.heads[this.people] = this.count
  }

  /** Bytes that the purchases need; the arrays have up to twice as much room. */
  get bytes(): number {
    return this.people * BYTES.person + this.count * BYTES.purchase + this.lines * BYTES.family
  }

  /** Number of a person's purchases before a day. */
  before(person: number, day: number): number {
    const first = this.heads[person] ?? 0
    const end = this.heads[person + 1] ?? 0
    let at = first
    while (at < end && (this.days[at] ?? 0) < day) at += 1
    return at - first
  }

  /** Empties it and keeps the arrays. */
  clear(): void {
    this.people = 0
    this.count = 0
    this.lines = 0
  }

  /**
   * Gives families and brands other numbers, in place.
   * @param families new number of each family; -1 leaves it out
   * @param brands   new number of each brand, 0 for none
   */
  renumber(families: Int32Array, brands: Int32Array): void {
    let kept = 0
    for (let purchase = 0; purchase < this.count; purchase += 1) {
      const end = this.starts[purchase + 1] ?? 0
      // The first family of a purchase is read before it is overwritten: what is kept never overtakes what is read.
      const start = this.starts[purchase] ?? 0
      this.starts[purchase] = kept
      for (let line = start; line < end; line += 1) {
        const family = families[this.families[line] ?? 0] ?? -1
        if (family < 0) continue
        this.families[kept] = family
        this.brands[kept] = brands[this.brands[line] ?? 0] ?? 0
        kept += 1
      }
    }
    this.starts[this.count] = kept
    this.lines = kept
  }

  private reserve(families: number): void {
    const purchases = this.count + 2
    this.starts = grown(this.starts, purchases, (size) => new Uint32Array(size))
    this.days = grown(this.days, purchases, (size) => new Uint16Array(size))
    this.paid = grown(this.paid, purchases, (size) => new Float32Array(size))
    this.logPrices = grown(this.logPrices, purchases, (size) => new Float32Array(size))
    this.families = grown(this.families, this.lines + families, (size) => new Uint16Array(size))
    this.brands = grown(this.brands, this.lines + families, (size) => new Uint16Array(size))
  }
}

function grown<Kind extends { length: number; set(from: Kind): void }>(
  array: Kind,
  needed: number,
  make: (size: number) => Kind,
): Kind {
  if (needed <= array.length) return array
  const larger = make(Math.max(needed, 2 * array.length))
  larger.set(array)
  return larger
}
