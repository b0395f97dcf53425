/**
 * Keeps the `most` best of what it is offered: higher score first, of equals the smaller number, so that the order of the
 * offers never matters. Made once and used for many lists; as `top`, without a function call a comparison.
 */
export class Best {
  size = 0
  private readonly most: number
  private readonly numbers: Uint32Array
  private readonly scores: Float64Array

  constructor(most: number) {
    this.most = most
    this.numbers = new Uint32Array(most)
    this.scores = new Float64Array(most)
  }

  clear(): void {
    this.size = 0
  }

  /** What is offered below this is not kept; before `sort` only. */
  get floor(): number {
    return this.size < this.most ? Number.NEGATIVE_INFINITY : (this.scores[0] ?? 0)
  }

  /** @param score finite; after `sort` only `clear` may follow */
  offer(number: number, score: number): void {
    const { most, numbers, scores } = this
    if (this.size < most) {
      this.size += 1
      this.rise(number, score)
    } else if (most > 0) {
      const worst = scores[0] ?? 0
      if (score > worst || (score === worst && number < (numbers[0] ?? 0))) this.sink(number, score)
    }
  }

  /** What was kept, best first: `numbers` and `scores` up to `size`, views that the next offer changes. */
  sort(): { numbers: Uint32Array; scores: Float64Array } {
    const { size, numbers, scores } = this
    for (this.size -= 1; this.size > 0; this.size -= 1) {
      const number = numbers[this.size] ?? 0
      const score = scores[this.size] ?? 0
      this.put(this.size, numbers[0] ?? 0, scores[0] ?? 0)
      this.sink(number, score)
    }
    this.size = size
    return { numbers: numbers.subarray(0, size), scores: scores.subarray(0, size) }
  }

  /** The numbers kept, in no order; a view that the next offer changes. */
  kept(): Uint32Array {
    return this.numbers.subarray(0, this.size)
  }

  /** The worst of the kept stands on top of the heap. */
  private isWorse(number: number, score: number, at: number): boolean {
    const other = this.scores[at] ?? 0
    return score < other || (score === other && number > (this.numbers[at] ?? 0))
  }

  private put(at: number, number: number, score: number): void {
    this.numbers[at] = number
    this.scores[at] = score
  }

  private rise(number: number, score: number): void {
    let at = this.size - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isWorse(number, score, parent)) break
      this.put(at, this.numbers[parent] ?? 0, this.scores[parent] ?? 0)
      at = parent
    }
    this.put(at, number, score)
  }

  private sink(number: number, score: number): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.size) break
      if (
        child + 1 < this.size &&
        this.isWorse(this.numbers[child + 1] ?? 0, this.scores[child + 1] ?? 0, child)
      ) {
        child += 1
      }
      const lighter = this.scores[child] ?? 0
      const childWorse = lighter < score || (lighter === score && (this.numbers[child] ?? 0) > number)
      if (!childWorse) break
      this.put(at, this.numbers[child] ?? 0, lighter)
      at = child
    }
    this.put(at, number, score)
  }
}
