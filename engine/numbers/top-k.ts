/**
 * The `most` best candidates, best first: higher score first, then the smaller number, so the result does not depend on the
 * order of the candidates. Time n log `most`.
 * @param score score of a candidate, finite
 */
export function topK(
  candidates: ArrayLike<number>,
  most: number,
  score: (candidate: number) => number,
): number[] {
  const worse = (a: number, b: number): boolean => {
    const difference = score(a) - score(b)
    return difference < 0 || (difference === 0 && a > b)
  }
  // The root of the heap is the worst kept candidate.
  const heap: number[] = []
  const at = (index: number): number => heap[index] ?? 0
  const swap = (a: number, b: number): void => {
    const held = at(a)
    heap[a] = at(b)
    heap[b] = held
  }
  const sink = (): void => {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      const right = left + 1
      let worst = parent
      if (left < heap.length && worse(at(left), at(worst))) worst = left
      if (right < heap.length && worse(at(right), at(worst))) worst = right
      if (worst === parent) return
      swap(parent, worst)
      parent = worst
    }
  }
  for (let index = 0; index < candidates.length; index += 1) {
    const candidate = candidates[index] ?? 0
    if (heap.length < most) {
      heap.push(candidate)
      for (
        let child = heap.length - 1;
        child > 0 && worse(at(child), at((child - 1) >> 1));
        child = (child - 1) >> 1
      ) {
        swap(child, (child - 1) >> 1)
      }
    } else if (most > 0 && worse(at(0), candidate)) {
      heap[0] = candidate
      sink()
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1))
}
