import { type AddDetail, loadPairwell } from '@pairwell/widget'

/** The cart of the page; a shop asks its server. */
const cart: AddDetail[] = []

async function add(line: AddDetail): Promise<void> {
  cart.push(line)
  const titles = cart.map(({ title }) => title).join(', ')
  const output = document.querySelector('#cart')
  if (output) output.textContent = titles
  // Panels of the cart ask for what goes with it.
  const item_ids = cart.map(({ item_id }) => item_id)
  document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids } }))
}

// The button of the card follows the promise.
document.addEventListener('rec:add', ({ detail }) => detail.respond(add(detail)))

const { VITE_PAIRWELL_URL, VITE_PAIRWELL_PUBLISHABLE_KEY } = import.meta.env
void loadPairwell({ api: VITE_PAIRWELL_URL, publishableKey: VITE_PAIRWELL_PUBLISHABLE_KEY })
