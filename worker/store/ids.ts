/** Crockford's base 32: no two characters look alike. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Random text, 5 bits a character. */
export function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte % 32]).join('')
}

/** Random characters of a shop's id: 60 bits. */
const SHOP_CHARACTERS = 12

/** A new id of a shop: the number of its database, then random characters. */
export const makeShopId = (database: number): string => `${database}${randomText(SHOP_CHARACTERS)}`

/** How a shop's id is written, as a regular expression: a database has a number of one to three digits. */
export const SHOP_ID = `\\d{1,3}[0-9a-z]{${SHOP_CHARACTERS}}`

/** The number of a shop's database as its id has it; '' for what is too short to be an id. */
export const databaseOf = (shop_id: string): string => shop_id.slice(0, -SHOP_CHARACTERS)

/** A new id whose order is the order of creation: 48 bits of milliseconds in base 32, then 40 random bits. */
export function timeId(prefix: string, now: number): string {
  return `${prefix}_${now.toString(32).padStart(10, '0')}${randomText(8)}`
}
