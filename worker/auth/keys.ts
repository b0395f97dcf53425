import { randomText, SHOP_ID } from '../store/ids.ts'

/** A publishable key contains the shop's id, so that serving needs no lookup. It is not secret. */
export const makePublishableKey = (shop_id: string): string => `pk_${shop_id}_${randomText(16)}`

/** A secret key: the shop's id and 160 random bits. */
export const makeSecretKey = (shop_id: string): string => `sk_${shop_id}_${randomText(32)}`

/** The shop id in a key; undefined for a text that is not a key. The key itself is not verified here. */
export const shopOfKey = (kind: 'pk' | 'sk', key: string): string | undefined =>
  new RegExp(`^${kind}_(${SHOP_ID})_[0-9a-z]{${kind === 'pk' ? 16 : 32}}$`).exec(key)?.[1]

/** Secrets of the console: a sign-in link and a session. Like a key, each contains the shop's id and 160 random bits. */
export const makeToken = (kind: 'link' | 'session', shop_id: string): string =>
  `${PREFIX[kind]}_${shop_id}_${randomText(32)}`

const PREFIX = { link: 'sl', session: 'ss' } as const

/** The shop id in a token; undefined for a text that is not one. The token itself is not verified here. */
export const shopOfToken = (kind: 'link' | 'session', token: string): string | undefined =>
  new RegExp(`^${PREFIX[kind]}_(${SHOP_ID})_[0-9a-z]{32}$`).exec(token)?.[1]
