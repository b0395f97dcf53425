/** Crockford's base 32: no two characters look alike. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Random text, 5 bits a character. */
export function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte % 32]).join('')
}

/** A new id whose order is the order of creation: 48 bits of milliseconds in base 32, then 40 random bits. */
export function timeId(prefix: string, now: number): string {
  return `${prefix}_${now.toString(32).padStart(10, '0')}${randomText(8)}`
}
