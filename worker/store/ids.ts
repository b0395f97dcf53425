/** Crockford's base 32, without characters that look alike. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Random text, 5 bits per character. */
export function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte % 32]).join('')
}

/** Random characters of a shop's id: 60 bits. */
const SHOP_CHARACTERS = 12

/** A new shop id: the number of its database, then random characters. */
export const makeShopId = (database: number): string => `${database}${randomText(SHOP_CHARACTERS)}`

/** Regular expression of a shop id; a database number has one to three digits. */
export const SHOP_ID = `\\d{1,3}[0-9a-z]{${SHOP_CHARACTERS}}`

/** The number of the shop's database from its id; '' for a text too short to be an id. */
export const databaseOf = (shop_id: string): string => shop_id.slice(0, -SHOP_CHARACTERS)

/** A new id that sorts by creation time: 48 bits of milliseconds in base 32, then 40 random bits. */
export const timeId = (prefix: string, now: number): string => `${firstIdOf(prefix, now)}${randomText(8)}`

/** The beginning of the ids of that time, which sorts before all of them. */
export const firstIdOf = (prefix: string, now: number): string =>
  `${prefix}_${now.toString(32).padStart(10, '0')}`
