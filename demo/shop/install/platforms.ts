import { html } from 'hono/html'
import { liquid, magento, wordpress } from '../../install-platforms.ts'
import { findItem, type Item } from '../catalogue.ts'
import { data, type Html } from '../pages/html.ts'
import type { Shop } from '../pages/layout.ts'
import { jsonLd } from '../pages/product.ts'

/** A platform on which Pairwell is installed, and its demo page. */
export type Platform = {
  /** Its path below `/install`. */
  slug: string
  name: string
  sentence: string
  /** How the demo page differs from the platform. */
  note: string
  /** The seed items of its panels. */
  items: readonly Item[]
  /** The snippets that a developer pastes: files of `demo/`. */
  files: readonly [string, ...string[]]
  /** Renders the snippets for one item or cart, as the platform does. */
  make?: (...pasted: string[]) => string
  /** The content of a page on which a script creates the panel. */
  page?: (shop: Shop) => Html
  /** The script that is inserted inline. */
  inline?: (pasted: string) => string | undefined
}

/** Returns an item by its id. @throws if the catalogue does not have it */
function known(id: string): Item {
  const item = findItem(id)
  if (!item) throw new Error(`There is no ${id} in the catalogue.`)
  return item
}

const ITEM = known('cone-dripper')
const CART = [ITEM, known('house-blend')]

const request = { locale: { iso_code: 'en' } }

/** The element in which a framework renders its panel. */
const app = (script: string) => (shop: Shop) =>
  html`<div id="app" data-api="${shop.api}" data-publishable-key="${shop.publishableKey}" data-item-id="${ITEM.id}"></div>
<script type="module" src="${script}"></script>`

/** All platforms in the order of docs/EMBED.md. */
export const PLATFORMS: readonly Platform[] = [
  {
    slug: 'plain',
    name: 'Plain HTML',
    sentence: 'One script tag, and an element wherever a panel is to stand.',
    note: 'Ids of this shop stand in for A and B.',
    items: CART,
    files: ['install/plain.html'],
    make: (page = '') =>
      page.replace('"A"', `"${ITEM.id}"`).replace('"A,B"', `"${CART.map(({ id }) => id)}"`),
  },
  {
    slug: 'tag-manager',
    name: 'Google Tag Manager',
    sentence: 'A Custom HTML tag: the theme stays as it is, and a script writes tag and panel.',
    note: `This page inserts the text above as Tag Manager does: late, by script, without “data-” attributes. Which item it is about
      the page’s JSON-LD tells. A script that comes as text needs leave of a content security policy; this page’s gives it by its hash.`,
    items: [ITEM],
    files: ['install/tag-manager.html'],
    page: (shop) =>
      html`${data('application/ld+json', 'product', jsonLd(shop, ITEM))}<script type="module" src="/install/tag-manager.js"></script>`,
    inline: (pasted) => /<script>(.*)<\/script>/s.exec(pasted)?.[1],
  },
  {
    slug: 'shopify',
    name: 'Shopify theme block',
    sentence: 'A section of the product template; Liquid fills in the product’s handle.',
    note: 'Liquid’s expressions are filled in by the demo, with this shop’s id for the handle.',
    items: [ITEM],
    files: ['install/shopify-product.liquid'],
    make: (section = '') => liquid(section, { request, product: { handle: ITEM.id } }),
  },
  {
    slug: 'shopify-cart',
    name: 'Shopify cart',
    sentence: 'A section of the cart’s template; a loop writes the handles of its lines.',
    note: 'Liquid’s expressions are filled in by the demo, with this shop’s ids for the handles.',
    items: CART,
    files: ['install/shopify-cart.liquid'],
    make: (section = '') => {
      const items = CART.map(({ id }) => ({ product: { handle: id } }))
      return liquid(section, { request, cart: { items } })
    },
  },
  {
    slug: 'woocommerce',
    name: 'WooCommerce hook',
    sentence: 'One file with hooks: the panel stands below the product, the tag at the foot of the page.',
    note: 'What the two hooks print is filled in by the demo. WooCommerce’s own ids are numbers; this shop’s are words, and stand as they are.',
    items: [ITEM],
    files: ['install/woocommerce.php'],
    make: (plugin = '') =>
      ['woocommerce_after_single_product_summary', 'wp_footer']
        .map((hook) => wordpress(plugin, hook, ITEM.id))
        .join('\n'),
  },
  {
    slug: 'magento',
    name: 'Magento block',
    sentence: 'A block in the layout of the product page, and its template, which fills in the SKU.',
    note: 'The template is filled in by the demo, with this shop’s id for the SKU.',
    items: [ITEM],
    files: ['install/magento-pairwell.phtml', 'install/magento-catalog_product_view.xml'],
    make: (template = '') => magento(template, ITEM.id),
  },
  {
    slug: 'react',
    name: 'React',
    sentence: 'A short component that loads the tag once; its properties are the element’s attributes.',
    note: 'The component, and an app of one panel that uses it, bundled by the demo.',
    items: [ITEM],
    files: ['wrappers/react.js', 'shop/install/react.jsx'],
    page: app('/install/react.js'),
  },
  {
    slug: 'vue',
    name: 'Vue',
    sentence: 'A short component that loads the tag once; the element follows the item.',
    note: 'The component, and an app of one panel that uses it, bundled by the demo.',
    items: [ITEM],
    files: ['wrappers/vue.js', 'shop/install/vue.js'],
    page: app('/install/vue.js'),
  },
]
