import { firstOf, named } from './answer.ts'
import { parsed } from './parsed.ts'

/** A part of the page that the shop renders: the section's id, and the element in it that stands in the page. */
export type Section = {
  id: string
  /** Selector of the element, in the page and in the section; '' for the section's own element. */
  selector: string
  /** Selector in the section, if it is another one there. */
  inSection?: string
}

type Loose = Readonly<Record<string, unknown>>

/** The most sections of a request. */
const MAX_SECTIONS = 5

/** The sections of Shopify's reference theme (Dawn) that show the cart. */
const KNOWN: readonly Section[] = [
  { id: 'cart-drawer', selector: '#CartDrawer' },
  ...['icon-bubble', 'notification-button', 'notification-product'].map((name, at) => ({
    id: `cart-${name}`,
    selector: `#cart-${name}`,
    inSection: at < 2 ? '.shopify-section' : `[id^="cart-${name}-"]`,
  })),
]

/**
 * The sections that show the cart: those of the tag (`id` or `id:selector`, separated by commas), else those of the reference theme
 * and its successor (Horizon), as far as they are in the page.
 * @see https://shopify.dev/docs/api/ajax/section-rendering
 */
export function sectionsOf(named: string | undefined): Section[] {
  if (named) {
    return named.split(',').map((one) => {
      const [id = '', ...selector] = one.trim().split(':')
      const known = KNOWN.find((section) => section.id === id)
      return known && selector.length === 0 ? known : { id, selector: selector.join(':') }
    })
  }
  const components = [...document.querySelectorAll<HTMLElement>('cart-items-component[data-section-id]')]
  const ofSuccessor = components.map(({ dataset: { sectionId: id = '' } }) => ({ id, selector: '' }))
  const known = KNOWN.filter(({ selector }) => document.querySelector(selector))
  return [...known, ...ofSuccessor].slice(0, MAX_SECTIONS)
}

/** Shows the new cart. What fails here is drawn by the theme at its next look: the lines are in the cart. */
export async function redraw(added: Loose, sections: readonly Section[], root: string): Promise<void> {
  try {
    const rendered: Loose = Object(added.sections)
    if (!renderByTheme(added)) for (const section of sections) replace(section, rendered[section.id])
    // The event of the reference theme, which makes the lines of its cart load again.
    named('publish')?.('cart-update', { source: 'pairwell', cartData: { ...added, sections: rendered } })
    if (document.querySelector('cart-items-component, header-actions'))
      await tellSuccessor(added, rendered, root)
  } catch {}
}

/** Lets the drawer or notification of the theme render itself, as it does after its own form; false without one. */
function renderByTheme(added: Loose): boolean {
  const cart = document.querySelector('cart-notification') ?? document.querySelector('cart-drawer')
  const render = cart && named('renderContents', cart)
  if (!render) return false
  try {
    // The theme's form adds one line, and the answer to that is the line itself.
    render({ ...firstOf(added.items), ...added })
    cart.classList.remove('is-empty')
    return true
  } catch {
    return false
  }
}

/** Replaces the content of an element by the markup of its section, which is the shop's own. */
function replace({ id, selector, inSection = selector }: Section, markup: unknown): void {
  if (typeof markup !== 'string') return
  const own = `#shopify-section-${CSS.escape(id)}`
  const old = document.querySelector(selector || own)
  const fresh = parsed(markup)?.querySelector(inSection || own)
  if (!old || !fresh) return
  old.replaceChildren(...fresh.childNodes)
  old.closest('cart-drawer')?.classList.remove('is-empty')
}

/** The event of the reference theme's successor, which has the number of pieces in the cart. */
async function tellSuccessor(added: Loose, sections: Loose, root: string): Promise<void> {
  const cart: unknown = await (await fetch(`${root}cart.js`)).json()
  const source = 'pairwell'
  const itemCount = Object(cart).item_count || 0
  const detail = { resource: cart, sourceId: source, data: { source, itemCount, sections, added } }
  document.dispatchEvent(new CustomEvent('cart:update', { bubbles: true, detail }))
}
