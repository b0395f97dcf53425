import { hash53 } from '../../../engine/numbers/hash.ts'

/** A set of the keys in a file, 8 bytes each, because a catalogue may contain a million. */
export class SeenKeys {
  private prints = new Float64Array(1024)
  private length = 0
  private last = ''

  add(key: string): void {
    // Rows of one item are usually adjacent.
    if (key === this.last) return
    this.last = key
    if (this.length === this.prints.length) {
      const longer = new Float64Array(2 * this.length)
      longer.set(this.prints)
      this.prints = longer
    }
    this.prints[this.length] = hash53(key)
    this.length += 1
  }

  /** Ends the collection; returns a function that tests whether a key was added. */
  close(): (key: string) => boolean {
    const sorted = this.prints.subarray(0, this.length).sort()
    return (key) => holds(sorted, hash53(key))
  }
}

function holds(sorted: Float64Array, value: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value
}
