/**
 * Caches up to `most` values by key. Keys come from requests and files, so their number is bounded, and a key longer than `longest` characters is
 * not kept. Clearing everything is cheaper than tracking the oldest entry: pages and files soon repeat their keys.
 */
export function boundedCache<Value>(
  most: number,
  longest = Number.POSITIVE_INFINITY,
): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>()
  return (key, make) => {
    const cached = values.get(key)
    if (cached !== undefined) return cached
    const made = make()
    if (key.length > longest) return made
    if (values.size >= most) values.clear()
    values.set(key, made)
    return made
  }
}
