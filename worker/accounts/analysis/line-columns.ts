/** One line of an order, by numbers. */
export type Line = {
  account: number
  item: number
  order: number
  day: number
  pieces: number
  spend: number
  margin: number
}

const FIRST_CAPACITY = 4_096

const grown = <A extends Int32Array | Float64Array>(array: A, capacity: number): A => {
  const larger = new (array.constructor as new (length: number) => A)(capacity)
  larger.set(array)
  return larger
}

/** Lines of orders in columns that grow: 40 bytes a line. */
export class LineColumns {
  length = 0
  account = new Int32Array(FIRST_CAPACITY)
  item = new Int32Array(FIRST_CAPACITY)
  order = new Int32Array(FIRST_CAPACITY)
  day = new Int32Array(FIRST_CAPACITY)
  pieces = new Float64Array(FIRST_CAPACITY)
  spend = new Float64Array(FIRST_CAPACITY)
  margin = new Float64Array(FIRST_CAPACITY)

  push({ account, item, order, day, pieces, spend, margin }: Line): void {
    if (this.length === this.account.length) this.grow(2 * this.length)
    const at = this.length
    this.account[at] = account
    this.item[at] = item
    this.order[at] = order
    this.day[at] = day
    this.pieces[at] = pieces
    this.spend[at] = spend
    this.margin[at] = margin
    this.length += 1
  }

  /**
   * Keeps the lines of items that have a family, in their order, and makes the columns as long as they are.
   * @param familyOf number of each item's family, −1 for none
   * @returns the family of each line
   */
  keepFamilies(familyOf: Int32Array): Int32Array {
    const family = new Int32Array(this.length)
    let kept = 0
    for (let at = 0; at < this.length; at += 1) {
      const number = familyOf[this.item[at] ?? 0] ?? -1
      if (number < 0) continue
      family[kept] = number
      for (const column of this.columns()) column[kept] = column[at] ?? 0
      kept += 1
    }
    this.length = kept
    this.account = this.account.subarray(0, kept)
    this.item = this.item.subarray(0, kept)
    this.order = this.order.subarray(0, kept)
    this.day = this.day.subarray(0, kept)
    this.pieces = this.pieces.subarray(0, kept)
    this.spend = this.spend.subarray(0, kept)
    this.margin = this.margin.subarray(0, kept)
    return family.subarray(0, kept)
  }

  private columns() {
    return [this.account, this.item, this.order, this.day, this.pieces, this.spend, this.margin]
  }

  private grow(capacity: number): void {
    this.account = grown(this.account, capacity)
    this.item = grown(this.item, capacity)
    this.order = grown(this.order, capacity)
    this.day = grown(this.day, capacity)
    this.pieces = grown(this.pieces, capacity)
    this.spend = grown(this.spend, capacity)
    this.margin = grown(this.margin, capacity)
  }
}
