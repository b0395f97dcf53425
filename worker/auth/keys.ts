import { randomText, SHOP_ID } from '../store/ids.ts'

/** A publishable key names its shop, so that serving needs no look-up first. It is no secret. */
export const makePublishableKey = (shop_id: string): string => `pk_${shop_id}_${randomText(16)}`

/** A secret key: 160 random bits behind the shop's id. */
export const makeSecretKey = (shop_id: string): string => `sk_${shop_id}_${randomText(32)}`

/** The shop that a key claims to belong to; undefined when it is not even written like one. */
export const shopOfKey = (kind: 'pk' | 'sk', key: string): string | undefined =>
  new RegExp(`^${kind}_(${SHOP_ID})_[0-9a-z]{${kind === 'pk' ? 16 : 32}}$`).exec(key)?.[1]
