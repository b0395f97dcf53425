// WooCommerce: reports the order of the thank-you page. Paste it below the script tag.
;(() => {
  // The address of the page can be translated or changed, but its link always has the key of the order.
  const query = new URLSearchParams(location.search)
  if (!/^wc_order_/.test(query.get('key') ?? '')) return
  // The payment page has the key too, and its order is not placed yet.
  if (query.has('pay_for_order') || query.has('order-pay')) return
  const named = ['order-received', 'order_id', 'order'].map((name) => query.get(name)).find(Number)
  const [order = named] = location.pathname.match(/\d+(?=\/?$)/) ?? []
  if (!order) return
  window.pairwell ??= { q: [] }
  window.pairwell.q.push((pairwell) => pairwell.track('purchase', { transaction_id: order, items: [] }))
})()
