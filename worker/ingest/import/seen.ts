import { hash32 } from '../../../engine/numbers/hash.ts'

/** 21 bits of one hash and 32 of another make a safe integer: among a million keys two collide once in 18,000 files. */
const HIGH = 2 ** 21

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
    this.prints[this.length] = fingerprint(key)
    this.length += 1
  }

  /** Ends the collection; returns a function that tests whether a key was added. */
  close(): (key: string) => boolean {
    const sorted = this.prints.subarray(0, this.length).sort()
    return (key) => holds(sorted, fingerprint(key))
  }
}

// The line break is a prefix, because two texts with the same hash keep equal hashes if the same text is appended to both.
export const fingerprint = (key: string): number => (hash32(`\n${key}`) % HIGH) * 2 ** 32 + hash32(key)

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
