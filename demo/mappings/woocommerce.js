// WooCommerce: on the page that says thank you the address names the order. Paste it below the script tag.
;(() => {
  const [, order] = /\/order-received\/(\d+)/.exec(location.pathname) ?? []
  if (!order) return
  window.pairwell ??= { q: [] }
  window.pairwell.q.push((pairwell) => pairwell.track('purchase', { transaction_id: order, items: [] }))
})()
