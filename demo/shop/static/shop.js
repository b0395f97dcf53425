// The shop's own script: its cart, which lives in this browser. Pairwell's part is the listener at the end.

/** @typedef {{ variant_id: string, item_id: string, title: string, option: string, price: number, image_url: string, most: number, quantity: number, recommendation_id?: string }} Line `price` in cents */

const CART = 'fern-kettle.cart'
const BOUGHT = 'fern-kettle.bought'
const FREE_FROM = 4500
const DELIVERY = 490

const find = (selector, within = document) => within.querySelector(selector)
const euros = (cents) => `€${(cents / 100).toFixed(2)}`

/** What a browser remembers may be broken, blocked or from an older shop. */
function remembered(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? '')
    return Array.isArray(value?.lines) ? value : { lines: [] }
  } catch {
    return { lines: [] }
  }
}

/** @returns {Line[]} */
const readCart = () => remembered(CART).lines

/** @param {Line[]} lines */
function writeCart(lines) {
  localStorage.setItem(CART, JSON.stringify({ lines }))
  showCart()
}

/** Adds to the line of the same variant, never more than there are. Throws when there are none left. */
function addToCart(item, variant, quantity, recommendation_id) {
  const lines = readCart()
  const line = lines.find(({ variant_id }) => variant_id === variant.variant_id)
  const held = line?.quantity ?? 0
  const wanted = Math.min(held + quantity, variant.most)
  if (wanted <= held) throw new Error(held ? 'You have all we have of it.' : 'Sold out.')
  if (line) Object.assign(line, { quantity: wanted, ...(recommendation_id && { recommendation_id }) })
  else
    lines.push({
      item_id: item.item_id,
      title: item.title,
      variant_id: variant.variant_id,
      option: variant.option,
      price: variant.price,
      image_url: variant.image_url,
      most: variant.most,
      quantity: wanted,
      ...(recommendation_id && { recommendation_id }),
    })
  writeCart(lines)
  toast(`In your cart: ${item.title}${variant.option ? `, ${variant.option}` : ''}`)
}

function changeQuantity(variant_id, by) {
  const lines = readCart().map((line) =>
    line.variant_id === variant_id ? { ...line, quantity: Math.min(line.quantity + by, line.most) } : line,
  )
  writeCart(lines.filter(({ quantity }) => quantity > 0))
}

let toastEnds
function toast(text) {
  const place = find('[data-toast]')
  place.textContent = text
  place.classList.add('shown')
  clearTimeout(toastEnds)
  toastEnds = setTimeout(() => place.classList.remove('shown'), 3000)
}

function fillLine(line) {
  const row = find('[data-line]').content.cloneNode(true)
  for (const link of row.querySelectorAll('[data-link]')) link.href = `/p/${line.item_id}`
  find('[data-image]', row).src = line.image_url
  find('[data-title]', row).textContent = line.title
  find('[data-option]', row).textContent = line.option
  find('[data-quantity]', row).textContent = line.quantity
  find('[data-sum]', row).textContent = euros(line.price * line.quantity)
  const on = (selector, label, by, off) => {
    const button = find(selector, row)
    button.setAttribute('aria-label', `${label}: ${line.title}`)
    button.disabled = off
    button.addEventListener('click', () => changeQuantity(line.variant_id, by))
  }
  on('[data-less]', 'One less', -1, line.quantity === 1)
  on('[data-more]', 'One more', 1, line.quantity >= line.most)
  on('[data-remove]', 'Remove', -line.quantity, false)
  return row
}

function fillTill(lines) {
  const sum = lines.reduce((total, { price, quantity }) => total + price * quantity, 0)
  const delivery = sum >= FREE_FROM ? 0 : DELIVERY
  find('[data-lines]').replaceChildren(...lines.map(fillLine))
  find('[data-items]').textContent = euros(sum)
  find('[data-delivery]').textContent = delivery ? euros(delivery) : 'free'
  find('[data-total]').textContent = euros(sum + delivery)
  return sum
}

/** Brings the counter, the cart page and Pairwell's panel up to what is in the cart. */
function showCart() {
  const lines = readCart()
  find('[data-cart-count]').textContent = lines.reduce((count, { quantity }) => count + quantity, 0)
  const till = find('.till[data-cart]')
  if (!till) return
  till.hidden = lines.length === 0
  find('[data-empty]').hidden = lines.length > 0
  const sum = fillTill(lines)
  find('[data-progress]').value = Math.min(sum, FREE_FROM)
  find('[data-free]').textContent =
    sum < FREE_FROM ? `${euros(FREE_FROM - sum)} more and delivery is free.` : 'Delivery is free.'

  const panel = find('pairwell-panel[placement="cart"]')
  const ids = [...new Set(lines.map(({ item_id }) => item_id))].join(',')
  panel.hidden = lines.length === 0
  // A change of quantity is no change for the panel.
  if (panel.getAttribute('cart-item-ids') !== ids) panel.setAttribute('cart-item-ids', ids)
  document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids: ids.split(','), total: sum } }))
}

function startProductPage(buy) {
  const item = JSON.parse(find('#item').textContent)
  const chosen = () => item.variants.find(({ variant_id }) => variant_id === new FormData(buy).get('variant'))
  const show = () => {
    const variant = chosen()
    find('[data-price]').textContent = euros(variant.price)
    find('[data-photo]').src = variant.image_url
    const stock = find('[data-stock]')
    stock.textContent = variant.stock_text
    stock.className = `stock ${variant.most ? '' : 'out_of_stock'}`
    find('button', buy).disabled = variant.most === 0
  }
  buy.addEventListener('change', show)
  buy.addEventListener('submit', (event) => {
    event.preventDefault()
    try {
      addToCart(item, chosen(), Number(new FormData(buy).get('quantity')) || 1)
    } catch (refusal) {
      toast(refusal.message)
    }
  })
  show()
}

function startThankYouPage(bought) {
  const { number, lines, fresh } = remembered(BOUGHT)
  bought.hidden = lines.length === 0
  if (!lines.length) return
  find('[data-number]').textContent = `Order ${number}`
  const ids = [...new Set(lines.map(({ item_id }) => item_id))].join(',')
  find('pairwell-panel').setAttribute('cart-item-ids', ids)
  fillTill(lines)
  if (fresh) tellPurchase({ number, lines })
}

async function placeOrder() {
  const lines = readCart()
  const response = await fetch('/orders', { method: 'POST', body: JSON.stringify({ lines }) })
  if (!response.ok) {
    toast('The order could not be taken. Try again.')
    return
  }
  const { number } = await response.json()
  localStorage.setItem(BOUGHT, JSON.stringify({ number, lines, fresh: true }))
  localStorage.removeItem(CART)
  location.assign('/thank-you')
}

/** Tells the tag once what was bought, so that a panel that was seen and an order that came are joined. */
function tellPurchase({ number, lines }) {
  localStorage.setItem(BOUGHT, JSON.stringify({ number, lines }))
  const items = lines.map(({ item_id, variant_id, price, quantity }) => ({
    ...{ item_id, item_variant: variant_id, quantity },
    price: price / 100,
  }))
  const value = lines.reduce((sum, { price, quantity }) => sum + (price * quantity) / 100, 0)
  window.pairwell ??= { q: [] }
  const purchase = { transaction_id: number, currency: 'EUR', value, items }
  window.pairwell.q.push((pairwell) => pairwell.track('purchase', purchase))
}

/** Puts a recommended item into the cart; the promise rejects when that cannot be done. */
async function addRecommended({ item_id, variant_id, quantity, recommendation_id }) {
  const response = await fetch(`/items/${encodeURIComponent(item_id)}.json`)
  if (!response.ok) throw new Error(`No item ${item_id} in this shop.`)
  const item = await response.json()
  const named = item.variants.find((variant) => variant.variant_id === variant_id)
  addToCart(item, named ?? item.variants[0], quantity ?? 1, recommendation_id)
}

document.addEventListener('rec:add', (event) => {
  event.detail.respond(addRecommended(event.detail))
})

const buy = find('[data-buy]')
if (buy) startProductPage(buy)
const bought = find('[data-bought]')
if (bought) startThankYouPage(bought)
find('[data-order]')?.addEventListener('click', placeOrder)
// Another tab of the shop changed the cart.
addEventListener('storage', showCart)
// Back from the cart: the browser shows the old page as it was.
addEventListener('pageshow', showCart)
showCart()
