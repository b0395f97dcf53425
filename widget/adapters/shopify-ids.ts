import type { Line } from '../lazy/adapter.ts'

/** Each language of the shop has its root: `/` or `/fr/`. */
export const rootOf = (): string => String(window.Shopify?.routes?.root ?? '/')

/** A product as the shop's own pages get it. */
type Product = { variants: readonly { id: unknown; sku: unknown; title: unknown }[] }

/** By handle, which may be `constructor`. */
const products: Record<string, Promise<Product>> = Object.create(null)

/**
 * The number by which Shopify's cart takes the variant. An export of products has no such numbers, so the product's own page is
 * asked, once: by its handle, which its link has.
 * @see https://shopify.dev/docs/api/ajax/reference/product
 * @throws {Error} if the shop has no such variant
 */
export async function variantIdOf({
  platform_id,
  variant_id,
  sku,
  variant_title,
  url = '',
}: Line): Promise<string> {
  if (platform_id) return platform_id
  const handle = /\/products\/([^/?#]+)/.exec(url)?.[1]
  if (!handle) return variant_id ?? ''
  products[handle] ??= readProduct(handle)
  // A failure of the network is not remembered.
  products[handle].catch(() => delete products[handle])
  const { variants } = await products[handle]
  const found =
    variants.find(({ id }) => String(id) === variant_id) ??
    variants.find((one) => one.sku !== '' && (one.sku === sku || one.sku === variant_id)) ??
    variants.find(({ title }) => title === variant_title) ??
    (variants.length === 1 ? variants[0] : undefined)
  if (!found) throw new Error()
  return String(found.id)
}

const readProduct = async (handle: string): Promise<Product> => {
  const response = await fetch(`${rootOf()}products/${handle}.js`)
  const product: unknown = response.ok && (await response.json())
  if (!isProduct(product)) throw new Error()
  return product
}

const isProduct = (value: unknown): value is Product => Array.isArray(Object(value).variants)
