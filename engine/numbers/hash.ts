/**
 * A 32-bit hash of a string, 0 ≤ hash < 2³²: FNV-1a over its UTF-16 code units, followed by the finalizer of MurmurHash3, so
 * that ids which differ only in their last digit get unrelated hashes.
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
