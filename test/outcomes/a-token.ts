import { SignJWT } from 'jose'
import type { TestShop } from '../a-shop.ts'

export const HOUR = 3_600

/** A token of the merchant's server. @param age seconds since it was made */
export const aToken = (key: string, { sub = 'customer-7', age = 0, life = HOUR, alg = 'HS256' } = {}) => {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ sub })
    .setProtectedHeader({ alg })
    .setIssuedAt(now - age)
    .setExpirationTime(now - age + life)
    .sign(new TextEncoder().encode(key))
}

/** A fresh key of the shop, as the API gives it. */
export const newTokenKey = async (shop: TestShop): Promise<{ token_key_id: string; token_key: string }> =>
  (await shop.call('/v1/token-keys', 'POST')).body
