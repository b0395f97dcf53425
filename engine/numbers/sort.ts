/** Pairs handled between two pauses: about 1 ms of work. */
const PAIRS_A_SLICE = 65_536
/** Bits of each pass: 2,048 write positions fit into the second-level cache, 65,536 do not. */
const DIGIT = 11
const PASSES = 3
const DIGITS = 2 ** DIGIT

/**
 * Stable sort of integers by a 32-bit key.
 * @param order integers to sort; not changed
 * @param key   key of each number, 0 ≤ key < 2³²
 */
export function sortByKey(order: Uint32Array, key: (number: number) => number): Uint32Array<ArrayBuffer> {
  const pairs = new Uint32Array(2 * order.length)
  for (let at = 0; at < order.length; at += 1) {
    pairs[2 * at] = key(order[at] ?? 0)
    pairs[2 * at + 1] = order[at] ?? 0
  }
  const steps = sortingPairs(pairs)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const sorted = new Uint32Array(order.length)
  for (let at = 0; at < sorted.length; at += 1) sorted[at] = step.value[2 * at + 1] ?? 0
  return sorted
}

/**
 * Stable radix sort of (key, number) pairs by the key, in three passes of 11 bits, linear time. The numbers move with their
 * keys, because a lookup of the key elsewhere costs more than the move. Sorted input returns after one pass. Yields every
 * 65,536 pairs.
 * @param pairs key, number, key, number …; overwritten
 */
export function* sortingPairs(
  pairs: Uint32Array<ArrayBuffer>,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const ends = new Uint32Array(PASSES * DIGITS)
  let last = 0
  let isSorted = true
  for (let at = 0; at < pairs.length; at += 2) {
    const key = pairs[at] ?? 0
    isSorted &&= key >= last
    last = key
    for (let pass = 0; pass < PASSES; pass += 1) {
      const digit = digitOf(key, pass) + pass * DIGITS
      ends[digit] = (ends[digit] ?? 0) + 1
    }
    if (isPause(at)) yield undefined
  }
  if (isSorted) return pairs
  let from = pairs
  let to = new Uint32Array(pairs.length)
  for (let pass = 0; pass < PASSES; pass += 1) {
    const places = ends.subarray(pass * DIGITS, (pass + 1) * DIGITS)
    let next = 0
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const count = places[digit] ?? 0
      places[digit] = next
      next += 2 * count
    }
    for (let at = 0; at < from.length; at += 2) {
      const key = from[at] ?? 0
      const digit = digitOf(key, pass)
      const place = places[digit] ?? 0
      to[place] = key
      to[place + 1] = from[at + 1] ?? 0
      places[digit] = place + 2
      if (isPause(at)) yield undefined
    }
    const sorted = to
    to = from
    from = sorted
  }
  return from
}

const digitOf = (key: number, pass: number): number => (key >>> (pass * DIGIT)) & (DIGITS - 1)
const isPause = (at: number): boolean => at % (2 * PAIRS_A_SLICE) === 2 * (PAIRS_A_SLICE - 1)

/** Compares strings by code points, the order of UTF-8 in databases; JavaScript's `<` differs beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y)
  }
  return a.length - b.length
}

/** Surrogates encode code points above all single code units. */
const surrogatesLast = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
