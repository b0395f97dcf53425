import type { Context } from 'hono'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Channel } from '../../vocabulary/decisions/offers.ts'
import type { App } from './app.ts'
import { originOf } from './origin.ts'

/** The address to click for an item of a decision, by its place from 0. It names no person and needs no token. */
export const linkOf =
  (c: Context<App>, { publishable_keys }: Shop, decision_id: string, channel: Channel = 'email') =>
  (at: number): string => {
    const url = new URL(`/p/${publishable_keys[0]}/decision/${decision_id}`, originOf(c))
    if (channel !== 'email') url.searchParams.set('channel', channel)
    if (at > 0) url.searchParams.set('item', String(at))
    return url.href
  }
