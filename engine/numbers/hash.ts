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

/** 21 bits of one hash and 32 of another make a safe integer: among a million keys two collide once in 18,000 files. */
const HIGH = 2 ** 21

/** A 53-bit hash of a string, to remember many texts by 8 bytes each. */
export const hash53 = (text: string): number =>
  // The line break is a prefix, because two texts with the same hash keep equal hashes if the same text is appended to both.
  (hash32(`\n${text}`) % HIGH) * 2 ** 32 + hash32(text)
