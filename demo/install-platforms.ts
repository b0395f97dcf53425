import { readFileSync } from 'node:fs'

/**
 * Simulations of what each platform renders from a pasted snippet. Each replaces the few expressions of our own snippets
 * as the platform does, and throws if any is left.
 */

/** A file of this folder, such as `install/plain.html`, with a shop's API and key, as a merchant fills them in. */
export const snippet = (file: string, api: string, publishableKey: string): string =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .replaceAll('https://YOUR-API', api)
    .replaceAll('pk_…', publishableKey)

type Values = { readonly [name: string]: string | Values | readonly Values[] }

/** Renders Shopify's Liquid: paths, and loops over a list. */
export function liquid(template: string, values: Values): string {
  const read = (path: string) =>
    path.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), values)
  const looped = template.replace(
    /\{% for (\w+) in ([\w.]+) %\}(.*?)\{% endfor %\}/gs,
    (_, name: string, path: string, body: string) =>
      [read(path)]
        .flat()
        .map((one) => liquid(body, { ...values, [name]: one as Values }))
        .join(''),
  )
  return done(looped.replace(/\{\{ ([\w.]+) \}\}/g, (_, path: string) => String(read(path))))
}

/** Returns what a WordPress plugin prints on a hook for a product. WooCommerce's ids are numbers, the demo shop's are words. */
export function wordpress(plugin: string, hook: string, id: number | string): string {
  const [, body = ''] =
    new RegExp(`add_action\\( '${hook}', function \\(\\) \\{\n(.*?)\n\\}`, 's').exec(plugin) ?? []
  const [, printed] = /(?:echo|printf\() '([^']*)'/.exec(body) ?? []
  if (printed === undefined) throw new Error(`Nothing is printed on ${hook}`)
  if (printed.includes('%d') !== body.includes(`', $product->get_id() )`))
    throw new Error(`Not understood: ${body}`)
  return done(printed.replace('%d', String(id)))
}

/** Renders a template of Magento for a product with this SKU. */
export const magento = (template: string, sku: string): string =>
  done(
    template.replace('<?= $escaper->escapeHtmlAttr($block->getProduct()->getSku()) ?>', () =>
      sku.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    ),
  )

function done(html: string): string {
  if (/\{[{%]|<\?|%[sd]/.test(html)) throw new Error(`Not understood: ${html}`)
  return html
}
