/**
 * A 32-bit hash of a text, 0 ≤ hash < 2³²: FNV-1a over its UTF-16 units, stirred by the finaliser of MurmurHash3, so that
 * ids which differ in their last digit land far apart.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ and A. Appleby, MurmurHash3 (public domain)
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
