/** Groups values by a key, in the order of each key's first value. */
export function grouped<Value, Key>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) {
    const held = groups.get(keyOf(value))
    if (held) held.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}
