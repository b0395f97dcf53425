import { SignJWT } from 'jose'
import type { TestShop } from '../a-shop.ts'

export const HOUR = 3_600

/** Returns a customer token as the merchant's server signs it. @param age seconds since it was made */
export const aToken = (key: string, { sub = 'customer-7', age = 0, life = HOUR, alg = 'HS256' } = {}) => {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ sub })
    .setProtectedHeader({ alg })
    .setIssuedAt(now - age)
    .setExpirationTime(now - age + life)
    .sign(new TextEncoder().encode(key))
}

/** Creates a token key of the shop. */
export const newTokenKey = async (shop: TestShop): Promise<{ token_key_id: string; token_key: string }> =>
  (await shop.call('/v1/token-keys', 'POST')).body
