import type { Context } from 'hono'
import type { Shop } from '../../../schema/shop/shops.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { shopOfKey } from '../../auth/keys.ts'
import type { App } from '../../http/app.ts'
import { isBound, open, type Store } from '../../store/open.ts'
import { readShop } from '../../store/shop/shops.ts'

const unknownKey = () =>
  new PairwellError('unknown_key', 'This publishable key is unknown. Copy it from the script tag again.')

/**
 * The shop of a publishable key.
 * @param isOldAllowed also by a key that was replaced, for addresses that are older than the key
 * @throws {PairwellError} `unknown_key`
 */
export async function shopOf(
  c: Context<App>,
  pk: string,
  { isOldAllowed = false } = {},
): Promise<{ store: Store; shop: Shop }> {
  const shop_id = shopOfKey('pk', pk)
  if (!shop_id || !isBound(c.env, shop_id)) throw unknownKey()
  const store = open(c.env, shop_id)
  const shop = await readShop(store)
  if (!shop || !(isOldAllowed || shop.publishable_keys.includes(pk))) throw unknownKey()
  c.set('store', store)
  return { store, shop }
}

/** The body of a request of a page; refused if longer than a browser may send. */
export async function bodyOf(request: Request, most: number): Promise<string> {
  let text = ''
  let bytes = 0
  const decoder = new TextDecoder()
  for await (const piece of request.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    bytes += piece.length
    if (bytes > most) {
      throw new PairwellError(
        'file_too_large',
        `The body is longer than ${most} bytes. Divide it into several calls.`,
      )
    }
  }
  return text + decoder.decode()
}

/** Refuses pages of other origins if the shop has listed its own. */
export function checkOrigin({ allowed_origins }: Shop, origin: string | undefined): void {
  if (allowed_origins.length === 0 || allowed_origins.includes(origin ?? '')) return
  throw new PairwellError(
    'forbidden_origin',
    'What this page sends is refused, because its origin is not listed. Add the origin to the shop.',
  )
}
