/** Numbers handled between two pauses: about 1 ms of work. */
const NUMBERS_A_SLICE = 65_536

/**
 * Sorts whole numbers by a 32-bit key, keeping the order of equals: radix sort in two passes of 16 bits, linear in time.
 * @param order numbers to sort; not changed
 * @param key   key of each number, 0 ≤ key < 2³²
 */
export function sortByKey(order: Uint32Array, key: (number: number) => number): Uint32Array {
  const steps = sortingByKey(order, key)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** As `sortByKey`; yields now and then. */
export function* sortingByKey(
  order: Uint32Array,
  key: (number: number) => number,
): Generator<undefined, Uint32Array> {
  let from = order
  for (const shift of [0, 16]) {
    const places = new Uint32Array(65_537)
    for (let at = 0; at < from.length; at += 1) {
      const digit = (key(from[at] ?? 0) >>> shift) & 0xffff
      places[digit + 1] = (places[digit + 1] ?? 0) + 1
      if (at % NUMBERS_A_SLICE === NUMBERS_A_SLICE - 1) yield undefined
    }
    for (let digit = 1; digit < places.length; digit += 1) {
      places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0)
    }
    const to = new Uint32Array(order.length)
    for (let at = 0; at < from.length; at += 1) {
      const number = from[at] ?? 0
      const digit = (key(number) >>> shift) & 0xffff
      const place = places[digit] ?? 0
      to[place] = number
      places[digit] = place + 1
      if (at % NUMBERS_A_SLICE === NUMBERS_A_SLICE - 1) yield undefined
    }
    from = to
  }
  return from
}

/** Compares texts by code points, which is how databases order UTF-8; JavaScript's `<` differs beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y)
  }
  return a.length - b.length
}

/** Halves of pairs stand for code points above all that fit into one unit. */
const surrogatesLast = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
