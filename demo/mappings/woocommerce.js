// WooCommerce: reports the order of the thank-you page, whose address contains its number. Paste it below the script tag.
;(() => {
  const [, order] = /\/order-received\/(\d+)/.exec(location.pathname) ?? []
  if (!order) return
  window.pairwell ??= { q: [] }
  window.pairwell.q.push((pairwell) => pairwell.track('purchase', { transaction_id: order, items: [] }))
})()
