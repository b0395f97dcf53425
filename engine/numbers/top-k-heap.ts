/**
 * A bounded heap of the k best (number, score) pairs: higher score first, then the smaller number, so that the result does
 * not depend on the order of the offers. Reused for many lists; `topK` is the same for one list.
 */
export class TopKHeap {
  size = 0
  private readonly k: number
  private readonly numbers: Uint32Array
  private readonly scores: Float64Array

  constructor(most: number) {
    this.k = most
    this.numbers = new Uint32Array(most)
    this.scores = new Float64Array(most)
  }

  clear(): void {
    this.size = 0
  }

  /** A lower score would not be kept. Valid before `sort` only. */
  get floor(): number {
    return this.size < this.k ? Number.NEGATIVE_INFINITY : (this.scores[0] ?? 0)
  }

  /** @param score finite; after `sort` only `clear` may follow */
  offer(number: number, score: number): void {
    const { k, numbers, scores } = this
    if (this.size < k) {
      this.size += 1
      this.rise(number, score)
    } else if (k > 0) {
      const worst = scores[0] ?? 0
      if (score > worst || (score === worst && number < (numbers[0] ?? 0))) this.sink(number, score)
    }
  }

  /** The kept pairs, best first: views of length `size` that the next offer overwrites. */
  sort(): { numbers: Uint32Array; scores: Float64Array } {
    const { size, numbers, scores } = this
    for (this.size -= 1; this.size > 0; this.size -= 1) {
      const number = numbers[this.size] ?? 0
      const score = scores[this.size] ?? 0
      numbers[this.size] = numbers[0] ?? 0
      scores[this.size] = scores[0] ?? 0
      this.sink(number, score)
    }
    this.size = size
    return { numbers: numbers.subarray(0, size), scores: scores.subarray(0, size) }
  }

  /** The kept numbers in no order: a view that the next offer overwrites. */
  kept(): Uint32Array {
    return this.numbers.subarray(0, this.size)
  }

  /** The root of the heap is the worst kept pair. */
  private rise(number: number, score: number): void {
    const { numbers, scores } = this
    let at = this.size - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = scores[parent] ?? 0
      if (score > above || (score === above && number < (numbers[parent] ?? 0))) break
      numbers[at] = numbers[parent] ?? 0
      scores[at] = above
      at = parent
    }
    numbers[at] = number
    scores[at] = score
  }

  private sink(number: number, score: number): void {
    const { numbers, scores, size } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      let worst = scores[child] ?? 0
      if (child + 1 < size) {
        const right = scores[child + 1] ?? 0
        if (right < worst || (right === worst && (numbers[child + 1] ?? 0) > (numbers[child] ?? 0))) {
          child += 1
          worst = right
        }
      }
      if (score < worst || (score === worst && number > (numbers[child] ?? 0))) break
      numbers[at] = numbers[child] ?? 0
      scores[at] = worst
      at = child
    }
    numbers[at] = number
    scores[at] = score
  }
}
