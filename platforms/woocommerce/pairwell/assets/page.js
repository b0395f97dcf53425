// Tells panels what the shop's page knows: consent by the WP Consent API, and changes of the cart.
;(() => {
  const push = (act) => {
    window.pairwell ??= {}
    window.pairwell.q ??= []
    window.pairwell.q.push(act)
  }

  /** Category of the WP Consent API under which shops ask for it. */
  const CATEGORY = 'statistics'
  if (typeof window.wp_has_consent === 'function') {
    const say = () => push((pairwell) => pairwell.consent(window.wp_has_consent(CATEGORY)))
    say()
    document.addEventListener('wp_listen_for_consent_change', say)
  }

  /** The cart by the Store API: ids of products or variations, and the total in minor units. */
  const tell = ({ items = [], totals = {} }) => {
    const item_ids = [...new Set(items.map(({ id }) => String(id)))]
    const { currency_code: currency = 'EUR', currency_minor_unit: shown = 2, total_items } = totals
    // The shop may show prices with other digits than the currency has.
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions()
    const total = Math.round(Number(total_items) * 10 ** (maximumFractionDigits - shown)) || 0
    document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids, total } }))
  }

  // Pages of blocks keep the cart in a store.
  const CART = 'wc/store/cart'
  const data = window.wp?.data
  if (data?.select(CART)) {
    let before = JSON.stringify(
      data
        .select(CART)
        .getCartData()
        .items?.map(({ key, quantity }) => [key, quantity]),
    )
    data.subscribe(() => {
      const cart = data.select(CART).getCartData()
      const now = JSON.stringify(cart.items?.map(({ key, quantity }) => [key, quantity]))
      if (now === before) return
      before = now
      tell(cart)
    }, CART)
    return
  }

  // Classic pages tell of changes by jQuery, and a panel outside the cart's form is not rendered again.
  if (!window.jQuery || !document.querySelector('pairwell-panel[placement="cart"]')) return
  const root = document.querySelector('link[rel="https://api.w.org/"]')?.href ?? '/wp-json/'
  const ask = async () => {
    try {
      const response = await fetch(`${root}wc/store/v1/cart`)
      if (response.ok) tell(await response.json())
    } catch {
      // Without the cart the panels stay as they are.
    }
  }
  window.jQuery(document.body).on('added_to_cart removed_from_cart updated_wc_div', ask)
})()
